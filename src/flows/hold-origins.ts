import type { Ports } from '../ports'
import { claimOrigins, heldOrigins, releaseOrigins, renewOrigins } from '../store/origins'

/** A lease lapses this long after its holder was last heard of, in real time. */
const leaseMs = 20_000
const renewMs = 5_000
const lookMs = 500
/** A redirect into an origin that another process holds waits for it so many looks, then goes on with the gap alone. */
const visitLooks = 20

/**
 * Leases on origins, so that an origin is polled by one process at a time. `take` claims what is free; `wait` goes on trying for what is held
 * until it is given back or its holder is seen to be alive (it renews); `mayStart` is asked before each fetch and keeps the gap between starts.
 */
export type Holder = {
  take: (origins: readonly string[]) => Promise<string[]>
  /** Origins that came free, or null when there is nothing left to wait for; `living` says what others hold, with the end of their lease. */
  wait: (origins: readonly string[]) => Promise<{ taken: string[]; living: Map<string, number> }>
  /** Waits for the origin's turn. False when the lease was lost to another process. */
  mayStart: (origin: string) => Promise<boolean>
  /** Holds an origin that a redirect leads to; call the answer when done. Without the lease, after a wait, where another process goes on holding it. */
  visit: (origin: string) => Promise<() => Promise<void>>
  /** Counts the gap from here, where a request had to wait for more than its origin's turn. */
  started: (origin: string) => void
  /** Whether somebody asked it since this real time, as far as its lease says. */
  askedSince: (origin: string, ms: number) => boolean
  release: (origins: readonly string[]) => Promise<void>
  stop: () => void
}

export function holdOrigins(
  ports: Pick<Ports, 'db' | 'realNow' | 'sleep' | 'newId' | 'every'>,
  { minGapMs }: { minGapMs: number },
): Holder {
  const { db, realNow, sleep } = ports
  const owner = ports.newId()
  const nextAllowed = new Map<string, number>()
  /** Origins that were taken to poll their sources, and how many redirects lead into an origin just now. */
  const own = new Set<string>()
  const visits = new Map<string, number>()
  const seen = new Map<string, { owner: string | null; untilMs: number }>()
  let renewedAt = realNow()

  async function renew(): Promise<void> {
    renewedAt = realNow()
    if (!nextAllowed.size) return
    const ours = new Set(await renewOrigins(db, owner, realNow() + leaseMs))
    for (const origin of nextAllowed.keys()) if (!ours.has(origin)) nextAllowed.delete(origin)
  }
  const stop = ports.every?.(renewMs, renew) ?? (() => {})

  async function claim(origins: readonly string[]): Promise<string[]> {
    const nowMs = realNow()
    const leases = await claimOrigins(db, origins, { owner, nowMs, untilMs: nowMs + leaseMs })
    for (const { origin, nextAllowedMs } of leases) nextAllowed.set(origin, Math.max(nextAllowed.get(origin) ?? 0, nextAllowedMs))
    return leases.map(({ origin }) => origin)
  }
  async function take(origins: readonly string[]): Promise<string[]> {
    const taken = await claim(origins)
    for (const origin of taken) own.add(origin)
    return taken
  }
  async function giveBack(origins: readonly string[]): Promise<void> {
    const ours = origins.flatMap((origin) => {
      const nextAllowedMs = nextAllowed.get(origin)
      return nextAllowedMs === undefined || own.has(origin) || visits.has(origin) ? [] : [{ origin, nextAllowedMs }]
    })
    for (const { origin } of ours) nextAllowed.delete(origin)
    await releaseOrigins(db, owner, ours)
  }
  async function leave(origin: string): Promise<void> {
    const left = (visits.get(origin) ?? 0) - 1
    if (left > 0) return void visits.set(origin, left)
    visits.delete(origin)
    await giveBack([origin])
  }

  return {
    take,
    stop,
    wait: async (origins) => {
      const living = new Map<string, number>()
      for (const { origin, leaseOwner, leaseUntilMs } of await heldOrigins(db, origins)) {
        const before = seen.get(origin)
        // one that is held by the same owner until later than before is being renewed: its holder lives
        if (before && before.owner === leaseOwner && leaseUntilMs > before.untilMs) living.set(origin, leaseUntilMs)
        else seen.set(origin, { owner: leaseOwner, untilMs: leaseUntilMs })
      }
      const rest = origins.filter((origin) => !living.has(origin))
      const taken = await take(rest)
      if (!taken.length && rest.length) await sleep(lookMs)
      return { taken, living }
    },
    mayStart: async (origin) => {
      for (;;) {
        if (!nextAllowed.has(origin)) return false
        const nowMs = realNow()
        const waitMs = (nextAllowed.get(origin) ?? 0) - nowMs
        if (waitMs <= 0) {
          nextAllowed.set(origin, nowMs + minGapMs)
          if (nowMs - renewedAt >= renewMs) await renew()
          return nextAllowed.has(origin)
        }
        await sleep(Math.min(waitMs, renewMs))
        if (realNow() - renewedAt >= renewMs) await renew()
      }
    },
    visit: async (origin) => {
      visits.set(origin, (visits.get(origin) ?? 0) + 1)
      for (let look = 0; look < visitLooks && !nextAllowed.has(origin); look++)
        if (!(await claim([origin])).length) await sleep(look === visitLooks - 1 ? Math.max(lookMs, minGapMs) : lookMs)
      return () => leave(origin)
    },
    started: (origin) => {
      if (nextAllowed.has(origin)) nextAllowed.set(origin, Math.max(nextAllowed.get(origin) ?? 0, realNow() + minGapMs))
    },
    askedSince: (origin, ms) => (nextAllowed.get(origin) ?? 0) > ms,
    release: async (origins) => {
      for (const origin of origins) own.delete(origin)
      await giveBack(origins)
    },
  }
}
