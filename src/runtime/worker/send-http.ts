import type { HttpMessage, SendAnswer } from '../../ports'
import { statusAnswer } from '../send-answer'
import { refusal } from './fetch'

const timeoutMs = 15_000

/** Posts messages from a Worker: literal private hosts are refused, no redirect is followed, and of the answer only the status is read. */
export function createWorkerSender({ userAgent, allow }: { userAgent: string; allow: readonly string[] }) {
  return async ({ url, headers, body }: HttpMessage): Promise<SendAnswer> => {
    const refused = refusal(url, allow)
    if (refused) return { ok: false, lasts: true, reason: refused, retryAfterMs: null }
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'user-agent': userAgent },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await answer.body?.cancel()
      return statusAnswer(answer.status, answer.headers.get('retry-after'))
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError'
      return { ok: false, lasts: false, reason: late ? 'no answer came in time' : 'the connection failed', retryAfterMs: null }
    }
  }
}
