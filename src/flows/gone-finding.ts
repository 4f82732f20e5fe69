import type { Judgement } from '../core/capture'
import type { Quote } from '../core/kind'
import type { Ports } from '../ports'
import type { CaptureRow, PollTarget, StatePatch } from '../store/source-states'
import type { Receipt } from './receipt'
import { type FindingPorts, recordFinding } from './record-finding'

/**
 * The finding that a document which had been read has been gone or gated for a while: told once, with what stood there and what stands there now.
 * `before` is the last good capture as a collector reads it today.
 */
export function goneFinding(
  ports: FindingPorts,
  { source }: Pick<PollTarget, 'source'>,
  { row, patch, judgement, said }: { row: CaptureRow; patch: StatePatch; judgement: Judgement; said: string | null },
): { id: string; finding: NonNullable<Receipt['finding']> } {
  const id = ports.newId()
  const lastGood = patch.lastGoodAt ? ` It was read last at ${patch.lastGoodAt}.` : ''
  const elsewhere = row.finalUrl && row.finalUrl !== source.url ? ` The request ended at ${row.finalUrl.slice(0, 300)}.` : ''
  const reason = `${judgement.reason ?? judgement.verdict} So in ${patch.gatedCaptures} captures since ${patch.gatedSince}.${elsewhere}${lastGood}`
  const quotes: Quote[] = [
    ...(said ? [{ side: 'removed' as const, text: said, sourceId: source.id }] : []),
    { side: 'stated' as const, text: reason, sourceId: source.id },
  ]
  const given = {
    id,
    changeId: null,
    vendorId: source.vendorId,
    systemIds: source.systemIds,
    sourceId: source.id,
    kinds: ['document-gone-or-gated'],
    announcement: 'unknown' as const,
    announcedBy: null,
    announcementWhy: 'A document that is away says nothing of why.',
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    quotes,
    origin: 'found' as const,
    reason,
    detectedAt: row.at,
  }
  return { id, finding: async () => [await recordFinding(ports, given, 'confirmed')] }
}

const longestQuote = 600

/** What stood at the address, in a sentence that can be read alone: the first one of some length. */
export async function saidBefore(
  ports: Pick<Ports, 'pipeline'>,
  ...[capture, source]: Parameters<Ports['pipeline']['read']>
): Promise<string | null> {
  const read = await ports.pipeline.read(capture, source)
  if (!read.ok) return null
  const { statements, title } = read.reading
  return (statements.find(({ text }) => text.length >= 40)?.text ?? title ?? statements[0]?.text ?? null)?.slice(0, longestQuote) ?? null
}
