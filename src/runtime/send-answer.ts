import type { SendAnswer } from '../ports'

const longestWaitMs = 6 * 3_600_000
/** Answers of the four hundreds that another try may still turn: timeout, too early, too many requests. */
const passing = [408, 425, 429]

/** What a receiver's status means for a message: 2xx has it, other 3xx and 4xx will never take it, the rest may later. */
export function statusAnswer(status: number, retryAfter: string | null): SendAnswer {
  if (status >= 200 && status < 300) return { ok: true, detail: `the receiver answered ${status}` }
  const lasts = status >= 300 && status < 500 && !passing.includes(status)
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''
  return { ok: false, lasts, reason: `the receiver answered ${status}${redirect}`, retryAfterMs: waitOf(retryAfter) }
}

function waitOf(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, longestWaitMs) : null
}
