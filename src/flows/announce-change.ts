import { announce, kindsWith } from '../core/announce'
import { addDays } from '../core/day'
import { noticeTypes, type SourceType } from '../core/source'
import type { Examined, Ports } from '../ports'
import { type ChangeRow, noticesSince, type SnapshotRow, watchesNotices } from '../store/snapshots'
import type { PollTarget } from '../store/source-states'
import { announcementWindowOf } from './announcement-window'
import type { NewFinding } from './record-finding'

/** A change as a finding, with whether the vendor announced it: the document's own date and the vendor's watched notice places are asked. */
export async function announced(
  { db }: Pick<Ports, 'db'>,
  { source }: Pick<PollTarget, 'source'>,
  examined: Examined & { reading: NonNullable<Examined['reading']> },
  change: ChangeRow,
  from: Pick<SnapshotRow, 'stated'>,
): Promise<NewFinding> {
  const { quotes, effective, objectBy, kinds, reading } = examined
  const { detectedAt } = change
  const window = await announcementWindowOf({ db }, source.vendorId)
  const since = `${addDays(detectedAt.slice(0, 10), -window.daysBefore)}T00:00:00.000Z`
  const notices = (await noticesSince(db, source.vendorId, noticeTypes, since)).filter(({ sourceId }) => sourceId !== source.id)
  const { announcement, announcedBy, why } = announce({
    detectedAt,
    source: { id: source.id, type: source.type },
    before: from,
    after: reading,
    version: examined.version ?? null,
    quotes,
    effective,
    objectBy,
    notices: notices.map((notice) => ({ ...notice, day: null })),
    watchedNotices: await watchesNotices(db, source.vendorId, noticeTypes, source.id),
    language: reading.language,
    window,
  })
  return {
    changeId: change.id,
    vendorId: source.vendorId,
    systemIds: source.systemIds,
    sourceId: source.id,
    kinds: kindsWith(
      kinds.map(({ kind }) => kind),
      announcement,
    ),
    announcement,
    announcedBy,
    announcementWhy: why,
    announcementOpenUntil:
      announcement === 'announced' ? null : `${addDays(detectedAt.slice(0, 10), window.daysAfter)}${detectedAt.slice(10)}`,
    effectiveOn: effective?.day ?? afterNotice(source.type, effective, detectedAt),
    effectiveWords: effective?.text ?? null,
    objectBy: objectBy?.day ?? null,
    quotes,
    headline: examined.headline ?? null,
    origin: 'found',
    detectedAt,
  }
}

/**
 * "30 days after notice", counted from the day on which we saw it, as the pack counts from the day we were told or of detection. Only where the words
 * stand in a notice: in a contract they are the rule for changes to come, and stay words.
 */
function afterNotice(type: SourceType, effective: Examined['effective'], detectedAt: string): string | null {
  const days = noticeTypes.includes(type) ? effective?.daysAfterNotice : undefined
  return days === undefined ? null : addDays(detectedAt.slice(0, 10), days)
}
