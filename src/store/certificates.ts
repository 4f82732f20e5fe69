import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import { groupBy } from '../core/group'
import { insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import { type Page, readCursor, writeCursor } from './page'
import { certificates, vendors } from './schema'
import { countUpTo, filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { WorkRequest } from './work-pages'
import type { Writing } from './writing'

/** A certificate of a vendor; the same object is what the audit trail keeps of it. */
export type Certificate = typeof certificates.$inferSelect
export const certificateStates = ['current', 'not-yet', 'expired', 'withdrawn'] as const
export type CertificateState = (typeof certificateStates)[number]

/** How it stands on a day: its last day is still a valid one. Withdrawn goes before. */
export function certificateState({ validFrom, validTo, withdrawnReason }: Certificate, today: Day): CertificateState {
  if (withdrawnReason !== null) return 'withdrawn'
  if (validTo !== null && validTo < today) return 'expired'
  return validFrom !== null && validFrom > today ? 'not-yet' : 'current'
}

export async function certificateById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<Certificate | null> {
  const [row] = await db
    .select()
    .from(certificates)
    .where(and(eq(certificates.id, id), where))
  return row ?? null
}

/** Those of a vendor, what ends first on top. */
export const certificatesOfVendor = (
  db: Pick<Database, 'select'>,
  vendorId: string,
  limit: number,
  scope: Scope = { unitIds: null },
): Promise<Certificate[]> =>
  db
    .select()
    .from(certificates)
    .where(and(eq(certificates.vendorId, vendorId), visible.filed(scope, certificates.vendorId, certificates.createdAt)))
    .orderBy(sql`${certificates.validTo} is null`, asc(certificates.validTo), asc(certificates.id))
    .limit(limit)

/** Those that run out between two days: from the first on, before the second. Withdrawn ones are over already. */
export const certificatesEnding = (db: Pick<Database, 'select'>, from: Day, before: Day): Promise<Certificate[]> =>
  db
    .select()
    .from(certificates)
    .where(
      and(sql`${certificates.withdrawnReason} is null`, sql`${certificates.validTo} >= ${from}`, sql`${certificates.validTo} < ${before}`),
    )
    .orderBy(asc(certificates.validTo), asc(certificates.id))

/** The field `certifications` of each vendor, as the pack has it: made of its certificates that stand, so that the two cannot disagree. */
export async function certificationsOf(db: Pick<Database, 'select'>, vendorIds: readonly string[]) {
  const rows = await db
    .select()
    .from(certificates)
    .where(and(isOneOf(certificates.vendorId, vendorIds), sql`${certificates.withdrawnReason} is null`))
    .orderBy(asc(certificates.id))
  const byVendor = groupBy(rows, (row) => row.vendorId)
  return new Map(
    vendorIds.map((id) => [
      id,
      (byVendor.get(id) ?? [])
        .slice(0, 200)
        .map(({ standard, scope, number, validTo }) => ({ scheme: standard, scope, certificateId: number, validUntil: validTo })),
    ]),
  )
}

/** The certificates of the vendors that a person may see. */
export async function certificatesPage(
  db: Database,
  scope: Scope,
  request: WorkRequest,
): Promise<Page<Certificate | unknown> | { problem: 'bad-cursor' }> {
  const { filters } = request
  if (request.asOf !== null)
    return pageAsOf(db, 'certificate', {
      at: request.asOf,
      request,
      filters,
      where: visible.filed(scope, recorded('vendorId'), recorded('createdAt')),
    })
  const where = and(
    visible.filed(scope, certificates.vendorId, certificates.createdAt),
    filterBy(certificates.vendorId, filters.vendorId),
    filterBy(certificates.standard, filters.standard),
  )
  const { id, createdAt, updatedAt, validTo } = certificates
  return selectPage(db, certificates, { id, sortable: { createdAt, updatedAt, validTo, id }, where, request })
}

export type CertificateLine = { certificate: Certificate; vendorName: string }
/** One without a last day stands after those that have one. */
const never = '9999-12-31'

/** The certificates that count on a day or will, of the vendors that a person may see, what ends first on top. Null = the cursor is none of ours. */
export async function certificateLines(
  db: Database,
  scope: Scope,
  { today, cursor, limit }: { today: Day; cursor: string | null; limit: number },
): Promise<Page<CertificateLine> | null> {
  const at = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && at === null) return null
  const { id, validTo } = certificates
  const counts = and(visible.filed(scope, certificates.vendorId, certificates.createdAt), sql`${certificates.withdrawnReason} is null`)
  // two stretches, those with a last day and those without, so that each is read in the order of its index
  const stretch = (where: SQL | undefined, most: number): Promise<CertificateLine[]> =>
    db
      .select({ certificate: certificates, vendorName: vendors.name })
      .from(certificates)
      .innerJoin(vendors, eq(vendors.id, certificates.vendorId))
      .where(and(counts, where))
      .orderBy(asc(validTo), asc(id))
      .limit(most)
  const past = at && at.value !== never ? sql`(${validTo}, ${id}) > (${at.value}, ${at.id})` : undefined
  const dated = at?.value === never ? [] : await stretch(and(sql`${validTo} >= ${today}`, past), limit + 1)
  const after = at?.value === never ? sql`${id} > ${at.id}` : undefined
  const open = dated.length > limit ? [] : await stretch(and(sql`${validTo} is null`, after), limit + 1 - dated.length)
  const rows = [...dated, ...open]
  const items = rows.slice(0, limit)
  const last = items.at(-1)?.certificate
  return {
    items,
    total: await countUpTo(db, certificates, and(counts, sql`(${validTo} is null or ${validTo} >= ${today})`)),
    next: rows.length > limit && last ? writeCursor(last.validTo ?? never, last.id) : null,
  }
}

/** New and changed certificates (`version` already raised), each with its audit row. */
export function writeCertificates(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly Certificate[]; changed?: readonly Certificate[] },
): Writing {
  const taken = sql`not exists (select 1 from ${certificates} where ${isOneOf(
    certificates.id,
    added.map((one) => one.id),
  )})`
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'certificate', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, certificates, added, { applies }), ...updateRows(db, certificates, changed, { applies })],
    guard: sql`${versionsStand(
      certificates,
      changed.map(({ id, version }) => ({ id, version: version - 1 })),
    )} and ${added.length ? taken : sql`1`}`,
  }
}
