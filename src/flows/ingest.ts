import type { Ports } from '../ports'
import { runBatch } from '../store/database'
import { type PollTarget, pollTargets, sourceIs, syncSourceStates } from '../store/source-states'
import { commitReceipts } from './commit-receipts'
import { advance } from './receipt'
import { type ReceivePorts, receiveCapture } from './receive-capture'
import { recheckAfter } from './recheck-announcements'
import { type PollOutcome, summary } from './round-report'

type IngestPorts = ReceivePorts & Pick<Ports, 'log'>
export type Brought = { at: string; body: Uint8Array; mediaType: string | null }
export type Ingested =
  | { ok: true; outcome: PollOutcome; target: PollTarget }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'older'; newest: string }

/**
 * Takes a body from a file or a person's hand as if it had been fetched at `at`. Nothing older than the newest capture is taken, for history
 * is only added to at its end. `known` is the target as an earlier call left it.
 */
export async function ingestCapture(ports: IngestPorts, sourceId: string, brought: Brought, known?: PollTarget): Promise<Ingested> {
  const { at, body, mediaType } = brought
  if (!known) await runBatch(ports.db, syncSourceStates(ports.db, at))
  const target = known ?? (await pollTargets(ports.db, sourceIs(sourceId)))[0]
  if (!target) return { ok: false, reason: 'unknown' }
  const newest = target.state.lastCheckedAt
  if (newest !== null && at < newest) return { ok: false, reason: 'older', newest }
  const url = target.source.url
  const capture = { at, status: 200, headers: {}, mediaType, requestedUrl: url, finalUrl: url, body }
  const receipt = await receiveCapture({ ...ports, now: () => at }, target, { capture, bodyHash: ports.digest(body) })
  const lost = await commitReceipts({ ...ports, now: () => at }, [receipt])
  if (lost.size) return ingestCapture(ports, sourceId, brought)
  await recheckAfter({ ...ports, now: () => at }, [{ source: target.source, result: receipt.result }])
  return { ok: true, outcome: summary(receipt), target: advance(target, receipt) }
}
