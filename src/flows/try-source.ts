import type { Capture, CaptureVerdict, HealthCause } from '../core/capture'
import { emptyMemory } from '../core/memory'
import type { SourceView } from '../core/source'
import type { Statement } from '../core/statement'
import type { Ports } from '../ports'
import { fetchLimits, fetchPage } from './poll-source'

export type Tried = {
  verdict: CaptureVerdict
  cause: HealthCause | null
  reason: string | null
  finalUrl: string | null
  statements: Statement[]
}

/** Fetches once and reads what comes, storing nothing. */
export async function trySource(ports: Pick<Ports, 'fetch' | 'render' | 'pipeline' | 'now'>, source: SourceView): Promise<Tried> {
  const answer = await fetchPage(ports, source, { url: source.url, headers: {}, limits: fetchLimits, knownHash: null })
  if (!answer.ok)
    return {
      verdict: answer.cause === 'robots' ? 'blocked' : 'error',
      cause: answer.cause,
      reason: answer.reason,
      finalUrl: answer.finalUrl,
      statements: [],
    }
  const { status, headers, finalUrl, body } = answer
  const capture: Capture = {
    at: ports.now(),
    status,
    headers,
    mediaType: headers['content-type'] ?? null,
    requestedUrl: source.url,
    finalUrl,
    body: body ?? new Uint8Array(),
  }
  const { judgement } = await ports.pipeline.examine({
    source,
    capture,
    before: null,
    beforeKey: null,
    memory: emptyMemory,
    candidate: null,
  })
  const read = judgement.verdict === 'ok' ? await ports.pipeline.read(capture, source) : null
  return { ...judgement, finalUrl, statements: read?.ok ? read.reading.statements : [] }
}
