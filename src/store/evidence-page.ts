import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import { type Evidence, evidenceInState } from './evidence'
import { type Page, readCursor, writeCursor } from './page'
import { evidence, vendors } from './schema'
import { countUpTo } from './select-page'
import { type Scope, visible } from './visibility'

export type EvidenceLine = { evidence: Evidence; vendorName: string }
export type EvidenceFilter = {
  state: 'current' | 'expired' | 'withdrawn' | null
  /** Runs out on this day or before. */
  until: string | null
  vendorId: string | null
  type: string | null
  find: string | null
}
/** A document without a last day stands after those that have one. */
const never = '9999-12-31'

function filtered(scope: Scope, { state, until, vendorId, type, find }: EvidenceFilter, today: string): SQL | undefined {
  return and(
    visible.evidence(scope),
    state ? evidenceInState(state, today) : undefined,
    until ? sql`${evidence.expiresOn} >= ${today} and ${evidence.expiresOn} <= ${until} and ${evidence.state} = 'current'` : undefined,
    vendorId ? eq(evidence.vendorId, vendorId) : undefined,
    type ? eq(evidence.type, type) : undefined,
    find ? sql`instr(lower(${evidence.name}), lower(${find})) > 0` : undefined,
  )
}

/** Documents kept as proof, what runs out first on top. Null = the cursor is none of ours. */
export async function evidenceLines(
  db: Database,
  scope: Scope,
  filter: EvidenceFilter,
  today: string,
  cursor: string | null,
  limit = 50,
): Promise<Page<EvidenceLine> | null> {
  const at = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && at === null) return null
  const where = filtered(scope, filter, today)
  // two stretches, those with a last day and those without, so that each is read in the order of its index
  const dated =
    at && at.value === never
      ? []
      : await stretch(
          db,
          and(
            where,
            sql`${evidence.expiresOn} is not null`,
            at ? sql`(${evidence.expiresOn}, ${evidence.id}) > (${at.value}, ${at.id})` : undefined,
          ),
          limit,
        )
  const open =
    dated.length > limit
      ? []
      : await stretch(
          db,
          and(where, sql`${evidence.expiresOn} is null`, at?.value === never ? sql`${evidence.id} > ${at.id}` : undefined),
          limit - dated.length,
        )
  const rows = [...dated, ...open]
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    total: await countUpTo(db, evidence, where),
    next: rows.length > limit && last ? writeCursor(last.evidence.expiresOn ?? never, last.evidence.id) : null,
  }
}

const stretch = (db: Database, where: SQL | undefined, limit: number): Promise<EvidenceLine[]> =>
  db
    .select({ evidence, vendorName: vendors.name })
    .from(evidence)
    .innerJoin(vendors, eq(vendors.id, evidence.vendorId))
    .where(where)
    .orderBy(asc(evidence.expiresOn), asc(evidence.id))
    .limit(limit + 1)

/** Reviews that rest on a document: their ids and citations, the latest first. */
export const reviewsRestingOn = (db: Pick<Database, 'all'>, scope: Scope, id: string) =>
  db.all<{ id: string; citation: string; deploymentName: string | null }>(sql`
    select reviews.id, citation, deployments.name as "deploymentName" from review_evidence
    join reviews on reviews.id = review_evidence.review_id left join deployments on deployments.id = reviews.deployment_id
    where review_evidence.evidence_id = ${id} and exists (select 1 from json_each(reviews.evidence_ids) where value = ${id})
      and ${visible.deployment(scope, sql`reviews.deployment_id`) ?? sql`1`}
    order by reviews.closed_at desc limit 20`)
