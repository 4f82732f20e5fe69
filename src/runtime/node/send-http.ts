import { Agent, ProxyAgent, request } from 'undici'
import type { Config } from '../../config'
import type { HttpMessage, SendAnswer } from '../../ports'
import { statusAnswer } from '../send-answer'
import { userAgent } from './fetch'
import { causeOf, reasonOf } from './fetch-faults'
import { createGate, isExempt, type Lookup, Refused } from './gate'

export type HttpSender = { send: (message: HttpMessage) => Promise<SendAnswer>; close: () => Promise<void> }

const timeoutMs = 15_000

/**
 * Posts messages to addresses that somebody typed in, through the same gate as polls: no private address unless the operator lets it through, no
 * redirect followed, and of the answer nothing is read but its status.
 */
export function createHttpSender(
  config: Pick<Config, 'allowPrivate' | 'proxy' | 'contact' | 'publicUrl'>,
  options: { lookup?: Lookup } = {},
): HttpSender {
  const gate = createGate(config.allowPrivate, options)
  const shared = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxHeaderSize: 16 * 1024 }
  const direct = new Agent({ ...shared, connect: gate.connect, connections: 4 })
  const proxy = config.proxy ? new ProxyAgent({ ...shared, uri: config.proxy.url, connections: 4 }) : null

  async function send({ url, headers, body }: HttpMessage): Promise<SendAnswer> {
    const target = new URL(url)
    const tunnel = proxy && target.protocol === 'https:' && !isExempt(target.hostname, config.proxy?.except ?? null) ? proxy : null
    try {
      const refused = gate.refusal(target)
      if (refused) throw new Refused(refused)
      if (tunnel) await gate.resolve(target.hostname, 443)
      const answer = await request(target, {
        method: 'POST',
        headers: { 'user-agent': userAgent(config), ...headers },
        body,
        dispatcher: tunnel ?? direct,
        signal: AbortSignal.timeout(timeoutMs),
      })
      await answer.body.dump()
      return statusAnswer(answer.statusCode, [answer.headers['retry-after'] ?? null].flat()[0] ?? null)
    } catch (error) {
      const cause = causeOf(error, tunnel !== null)
      return { ok: false, lasts: cause === 'refused-address', reason: reasonOf(error), retryAfterMs: null }
    }
  }
  return { send, close: async () => void (await Promise.all([direct.destroy(), proxy?.destroy()])) }
}
