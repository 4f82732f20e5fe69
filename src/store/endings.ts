import { sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import type { Database } from './database'

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

/** Last days of evidence and certificates that stand, and the days of contracts, between two days, both included. */
export const endingsBetween = (db: Pick<Database, 'all'>, from: Day, to: Day): Promise<Ending[]> =>
  db.all<Ending>(sql`select * from (
    select 'evidence' as noun, id, vendor_id as "vendorId", name, 'runs-out' as what, expires_on as day, demo from evidence
      where state = 'current' and expires_on between ${from} and ${to}
    union all select 'certificate', id, vendor_id, standard, 'runs-out', valid_to, demo from certificates
      where withdrawn_reason is null and valid_to between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'starts', starts_on, demo from contracts where starts_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'ends', ends_on, demo from contracts where ends_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'renews', renews_on, demo from contracts where renews_on between ${from} and ${to}
    union all select 'contract', id, vendor_id, reference, 'notice-by', notice_by_on, demo from contracts where notice_by_on between ${from} and ${to}
  ) order by day, noun, id, what limit 5000`)
