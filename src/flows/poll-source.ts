import { notBefore } from '../core/freshness'
import { retryAfterOf } from '../core/schedule'
import type { SourceView } from '../core/source'
import type { FetchAnswer, FetchRequest, Ports } from '../ports'
import type { PollTarget } from '../store/source-states'
import { hasBaseline, type Receipt } from './receipt'
import { type ReceivePorts, receiveCapture, receiveFault, receiveSame } from './receive-capture'

export type PollPorts = ReceivePorts & Pick<Ports, 'fetch' | 'render' | 'log'>
export type Polled = { receipt: Receipt; requests: number; bytesIn: number }

export const fetchLimits: FetchRequest['limits'] = { wireBytes: 8_000_000, decodedBytes: 8_000_000, timeMs: 60_000, redirects: 10 }
const promising = [429, 503, 500, 502, 504, 301, 403]

/** One conditional fetch of one source and what follows from it; writes nothing. `admit` is asked before each redirect. */
export async function pollSource(ports: PollPorts, target: PollTarget, admit?: FetchRequest['admit']): Promise<Polled> {
  const { source } = target
  const conditional = conditionalHeaders(ports, target)
  const request = { url: source.url, headers: conditional, limits: fetchLimits, knownHash: knownHash(ports, target), admit }
  const answer = await fetchPage(ports, source, request)
  const receipt = await receive(ports, target, answer, Object.keys(conditional).length > 0)
  const floor = receipt.result === 'error' ? null : notBefore(answer.headers, { now: ports.now(), tier: target.tier })
  const promised = answer.status !== null && promising.includes(answer.status) ? retryAfterOf(answer.headers, ports.now()) : null
  return {
    receipt:
      promised && receipt.result === 'error'
        ? { ...receipt, state: { ...receipt.state, retryAfter: promised, nextPollAt: later(receipt.state.nextPollAt, promised) } }
        : floor
          ? { ...receipt, state: { ...receipt.state, nextPollAt: later(receipt.state.nextPollAt, floor) } }
          : receipt,
    requests: 1 + (answer.ok ? answer.redirects.length : 0),
    bytesIn: answer.ok ? answer.wireBytes : 0,
  }
}

/** The page as its source wants it: as it is sent, or as a browser shows it. */
export async function fetchPage(
  ports: Pick<Ports, 'fetch' | 'render'>,
  { rules }: Pick<SourceView, 'rules'>,
  request: FetchRequest,
): Promise<FetchAnswer> {
  if (!rules?.render) return ports.fetch(request)
  if (ports.render) return ports.render(request, ports.fetch)
  return { ok: false, cause: 'unreadable', reason: noBrowser, status: null, headers: {}, finalUrl: null, needsBrowser: true }
}
export const noBrowser =
  'This source is to be read with a browser, and there is none here: set CHROMIUM_PATH to one, or take “render” out of its rules.'

const later = (a: string, b: string) => (a > b ? a : b)

/** Validators of the current text, so that what waits for confirmation is sent whole. */
function conditionalHeaders({ digest }: Pick<Ports, 'digest'>, target: PollTarget): Record<string, string> {
  const { etag, lastModified } = target.state
  if (!hasBaseline(target, digest) || target.source.rules?.render) return {}
  return { ...(etag && { 'if-none-match': etag }), ...(lastModified && { 'if-modified-since': lastModified }) }
}

const knownHash = ({ digest }: Pick<Ports, 'digest'>, target: PollTarget) =>
  hasBaseline(target, digest) ? target.state.lastBodyHash : null

async function receive(ports: PollPorts, target: PollTarget, answer: FetchAnswer, conditional: boolean): Promise<Receipt> {
  const at = ports.now()
  if (!answer.ok) return receiveFault(ports, target, { ...answer, at })
  if (answer.status === 304 && conditional) return receiveSame(ports, target, at, null)
  if (answer.status === 304)
    return receiveFault(ports, target, { ...answer, at, cause: 'unreadable', reason: 'The server says 304 though nothing was asked for.' })
  const { body, bodyHash, status } = answer
  if (body === null && bodyHash !== null && status >= 200 && status < 300) return receiveSame(ports, target, at, bodyHash)
  const capture = {
    at,
    status,
    headers: answer.headers,
    mediaType: answer.headers['content-type'] ?? null,
    requestedUrl: target.source.url,
    finalUrl: answer.finalUrl,
    body: body ?? new Uint8Array(),
  }
  return receiveCapture(ports, target, { capture, bodyHash: bodyHash ?? ports.digest(capture.body) })
}
