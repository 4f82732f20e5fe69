import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { announce } from '../core/announce'
import { addDays } from '../core/day'
import { noticeTypes } from '../core/source'
import type { Ports } from '../ports'
import type { Finding } from '../store/findings'
import { changes, findings, snapshots, sources } from '../store/schema'
import { noticesSince, watchesNotices } from '../store/snapshots'
import { announceFinding } from './announce-finding'
import { announcementWindowOf } from './announcement-window'

const findingsARound = 500

/** The same for what has just been read of these sources: a notice place that brought something new is asked. */
export async function recheckAfter(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  read: readonly { source: Pick<typeof sources.$inferSelect, 'type' | 'vendorId'>; result: string }[],
): Promise<void> {
  const brought = read.filter(({ source, result }) => result === 'changed' && noticeTypes.includes(source.type))
  for (const vendorId of new Set(brought.map(({ source }) => source.vendorId))) await recheckAnnouncements(ports, { vendorId })
}

/**
 * Asks again, for findings whose announcement window is open, whether a notice of the vendor speaks of them: one that came within the days after
 * detection turns silent or unknown into announced. To be called when a notice place of `vendorId` brought something new, and by every tick.
 */
export async function recheckAnnouncements(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  { vendorId }: { vendorId?: string } = {},
): Promise<number> {
  const open = await ports.db
    .select({ finding: findings, type: sources.type, from: changes.fromSnapshotId, to: changes.toSnapshotId })
    .from(findings)
    .innerJoin(sources, eq(sources.id, findings.sourceId))
    .innerJoin(changes, eq(changes.id, findings.changeId))
    .where(
      and(
        isNotNull(findings.announcementOpenUntil),
        sql`${findings.state} in ('provisional', 'confirmed')`,
        sql`${findings.announcement} <> 'announced'`,
        vendorId === undefined ? undefined : eq(findings.vendorId, vendorId),
      ),
    )
    .orderBy(findings.id)
    .limit(findingsARound)
  let announced = 0
  for (const one of open) {
    const told = await toldBy(ports, one)
    if (!told?.announcedBy) continue
    const done = await announceFinding(ports, one.finding.id, { announcedBy: told.announcedBy, why: told.why })
    if (done.ok) announced += 1
  }
  return announced
}

type Open = { finding: Finding; type: (typeof sources.$inferSelect)['type']; from: string; to: string }

async function toldBy({ db }: Pick<Ports, 'db'>, { finding, type, from, to }: Open) {
  const { sourceId, vendorId, detectedAt } = finding
  if (sourceId === null) return null
  const window = await announcementWindowOf({ db }, vendorId)
  const since = `${addDays(detectedAt.slice(0, 10), -window.daysBefore)}T00:00:00.000Z`
  const notices = (await noticesSince(db, vendorId, noticeTypes, since)).filter((notice) => notice.sourceId !== sourceId)
  if (!notices.length) return null
  const stated = await db
    .select({ id: snapshots.id, stated: snapshots.stated, language: snapshots.language })
    .from(snapshots)
    .where(sql`${snapshots.id} in (${from}, ${to})`)
  const after = stated.find((one) => one.id === to)
  const answer = announce({
    detectedAt,
    source: { id: sourceId, type },
    before: stated.find((one) => one.id === from) ?? null,
    after: after ?? { stated: [] },
    quotes: finding.quotes,
    effective: finding.effectiveOn === null ? null : { day: finding.effectiveOn, text: finding.effectiveWords ?? '' },
    objectBy: finding.objectBy === null ? null : { day: finding.objectBy, text: '' },
    notices: notices.map((notice) => ({ ...notice, day: null })),
    watchedNotices: await watchesNotices(db, vendorId, noticeTypes, sourceId),
    language: after?.language ?? null,
    window,
  })
  return answer.announcement === 'announced' ? answer : null
}
