import { sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import type { Database } from './database'
import { type Scope, visible } from './visibility'

/** A day of a record that people are told of before it comes. */
export type Ending = {
  noun: 'evidence' | 'certificate' | 'contract'
  id: string
  vendorId: string
  name: string | null
  what: 'runs-out' | 'starts' | 'ends' | 'renews' | 'notice-by'
  day: Day
  demo: number
}

const endings = (from: Day, to: Day) => sql`(
    select 'evidence' as noun, id, vendor_id as "vendorId", name, 'runs-out' as what, expires_on as day, demo from evidence
      where state = 'current' and expires_on between ${from} and ${to}
    union all select 'certificate', id, vendor_id, standard, 'runs-out', valid_to, demo from certificates
      where withdrawn_reason is null and valid_to between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'starts', starts_on, demo from contracts where starts_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'ends', ends_on, demo from contracts where ends_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'renews', renews_on, demo from contracts where renews_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'notice-by', notice_by_on, demo from contracts where notice_by_on between ${from} and ${to}
  )`

/** Last days of evidence and certificates that stand, and the days of contracts, between two days, both included. */
export const endingsBetween = (db: Pick<Database, 'all'>, from: Day, to: Day): Promise<Ending[]> =>
  db.all<Ending>(sql`select * from ${endings(from, to)} order by day, noun, id, what limit 5000`)

/** The same as far as a person may see the vendor, with its name. */
export const endingsSeen = (
  db: Pick<Database, 'all'>,
  scope: Scope,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<(Ending & { vendorName: string })[]> =>
  db.all<Ending & { vendorName: string }>(sql`select ending.*, vendors.name as "vendorName" from ${endings(from, to)} as ending
    join vendors on vendors.id = ending."vendorId" where ${visible.vendor(scope, sql`vendors.id`) ?? sql`1`}
    order by day, noun, ending.id, what limit ${limit}`)
