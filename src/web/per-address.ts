import type { AppContext, AppDeps } from './environment'
import { Problem } from './problem'

const minuteMs = 60_000

/** At most so many requests a minute from one address, counted in this process by real time; 429 with Retry-After beyond. For pages without an account. */
export function perMinute({ ports, clientAddress }: AppDeps, most: number): (c: AppContext) => void {
  let minute = 0
  let counts = new Map<string, number>()
  return (c) => {
    const nowMs = ports.realNow()
    if (Math.floor(nowMs / minuteMs) !== minute) {
      minute = Math.floor(nowMs / minuteMs)
      counts = new Map()
    }
    const from = clientAddress?.(c) ?? 'unknown'
    const count = (counts.get(from) ?? 0) + 1
    counts.set(from, count)
    if (count > most)
      throw new Problem(429, 'too-many-requests', 'Too many requests from this address. Try again in a minute.', {
        headers: { 'retry-after': String(60 - Math.floor((nowMs % minuteMs) / 1000)) },
      })
  }
}
