import { sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import { allOf } from '../store/bulk'
import { type Case, casesById, writeCases } from '../store/cases'
import type { Review } from '../store/reviews'
import { combine, type Writing } from '../store/writing'

/**
 * Closes the cases whose last open reviews are being closed. Others are watched by the guard, so that two people who close the last two reviews at the
 * same instant do not both leave the case to the other. A case that waits for a second signature keeps waiting.
 */
export async function closeFinishedCases({ db, now }: Pick<Ports, 'db' | 'now'>, finished: readonly Review[]): Promise<Writing> {
  const at = now()
  const closing = JSON.stringify(finished.map((review) => review.id))
  const caseIds = [...new Set(finished.flatMap((review) => review.reasons.map((reason) => reason.caseId)))]
  const cases = (await casesById(db, caseIds)).filter((one) => one.state !== 'closed' && one.state !== 'awaiting-second-signature')
  const othersOpen = (caseId: string) =>
    sql`exists (select 1 from review_reasons join reviews on reviews.id = review_reasons.review_id
      where review_reasons.case_id = ${caseId} and reviews.state <> 'closed' and reviews.id not in (select value from json_each(${closing})))`
  const left = await Promise.all(cases.map(async (one) => ({ one, open: await holds({ db }, othersOpen(one.id)) })))
  const closed = left
    .filter(({ open }) => !open)
    .map(({ one }): Case => ({ ...one, state: 'closed', stateBefore: null, closedAt: at, version: one.version + 1, updatedAt: at }))
  return combine(writeCases(db, 'case.closed', { changed: closed }), {
    acts: [],
    write: () => [],
    guard: allOf(left.map(({ one, open }) => (open ? othersOpen(one.id) : sql`not ${othersOpen(one.id)}`))),
  })
}

async function holds({ db }: Pick<Ports, 'db'>, condition: ReturnType<typeof sql>): Promise<boolean> {
  const [row] = await db.all<{ holds: number }>(sql`select ${condition} as holds`)
  return row?.holds === 1
}
