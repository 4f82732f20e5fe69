import { sql } from 'drizzle-orm'
import { labelInputs, labelOn } from '../core/label'
import type { Ports } from '../ports'
import { inLists } from '../store/shell-page'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

type DayPorts = Pick<Ports, 'db' | 'now' | 'newId'>
const day = (instant: string) => instant.slice(0, 10)

/** Open reviews that have become late since the last tick, each counted once; their owners are told in one notice each. */
export async function newlyLate(ports: DayPorts, { from, at }: Window): Promise<Part> {
  const before = from === null ? '' : day(from)
  const isLate = (today: string) => sql`(reviews.late_from_start or reviews.due_on < ${today})`
  const counted = sql`(reviews.opened_at <= ${from ?? ''} and ${isLate(before)})`
  const rows = await ports.db.all<{ ownerId: string | null; count: number; listed: number; demo: number }>(
    sql`select owner_id as ownerId, count(*) as count, sum(${inLists}) as listed, min(demo) as demo from reviews
      where state <> 'closed' and ${isLate(day(at))} and not ${counted} group by owner_id`,
  )
  const told = rows
    .filter((row) => row.listed > 0)
    .map((row) =>
      notice(ports, {
        idempotencyKey: `reviews.late ${at} ${row.ownerId ?? 'queue'}`,
        event: 'reviews.late',
        personId: row.ownerId,
        payload: { reviews: row.listed },
        demo: row.demo === 1,
      }),
    )
  return { counts: { reviewsLate: rows.reduce((sum, row) => sum + row.count, 0) }, writing: noticesOf(ports, told) }
}

/** Open reviews whose label of today is another than at the last tick. Labels follow from their inputs, so nothing is written on the reviews. */
export async function changedLabels(ports: DayPorts, { from, at }: Window): Promise<Part> {
  if (from === null || day(from) === day(at)) return { counts: { labelsChanged: 0 }, writing: noticesOf(ports, []) }
  const rows = await ports.db.all<{ inputs: string; ownerId: string | null; count: number; listed: number; demo: number }>(
    sql`select label_inputs as inputs, owner_id as ownerId, count(*) as count, sum(${inLists}) as listed, min(demo) as demo
      from reviews where state <> 'closed' and opened_at <= ${from} group by label_inputs, owner_id`,
  )
  const moved = rows.filter(({ inputs }) => {
    const parsed = labelInputs.parse(JSON.parse(inputs))
    return labelOn(day(from), parsed) !== labelOn(day(at), parsed)
  })
  const byOwner = new Map<string | null, { listed: number; demo: boolean }>()
  for (const { ownerId, listed, demo } of moved) {
    const so = byOwner.get(ownerId) ?? { listed: 0, demo: true }
    byOwner.set(ownerId, { listed: so.listed + listed, demo: so.demo && demo === 1 })
  }
  const told = [...byOwner]
    .filter(([, { listed }]) => listed > 0)
    .map(([ownerId, { listed, demo }]) =>
      notice(ports, {
        idempotencyKey: `labels.changed ${at} ${ownerId ?? 'queue'}`,
        event: 'labels.changed',
        personId: ownerId,
        payload: { reviews: listed },
        demo,
      }),
    )
  return { counts: { labelsChanged: moved.reduce((sum, row) => sum + row.count, 0) }, writing: noticesOf(ports, told) }
}
