import { promisesIn } from '../core/promise'
import { noticeTypes, type SourceType } from '../core/source'
import type { Ports } from '../ports'
import type { PromiseRow } from '../store/promises'
import type { ChangeRow } from '../store/snapshots'

/** What a change of a notice place promises of other documents, to be written with the change. */
export function promisesOf(
  { digest }: Pick<Ports, 'digest'>,
  { type }: { type: SourceType },
  change: ChangeRow,
  language: string | null,
): PromiseRow[] {
  if (!noticeTypes.includes(type)) return []
  return promisesIn(change.differences, change.detectedAt, language).map((promised) => ({
    id: digest(`promise\n${change.id}\n${promised.documentType}`).slice(0, 24),
    vendorId: change.vendorId,
    sourceId: change.sourceId,
    changeId: change.id,
    noticedAt: change.detectedAt,
    settledAt: null,
    outcome: null,
    findingId: null,
    ...promised,
  }))
}
