import { and, asc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database, Statement } from './database'
import { pageAsOf, recorded } from './history'
import type { Page } from './page'
import { type claimStates, claims, reviewClaims, type Support, sourceStates, sources } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { WorkRequest } from './work-pages'
import type { Writing } from './writing'

/** An answer about a vendor with its support; the same object is what the audit trail keeps of it. */
export type Claim = typeof claims.$inferSelect
export type ClaimState = (typeof claimStates)[number]
export type PassageSupport = Extract<Support, { type: 'passage' }>

/** States in which the words that support an answer are still said. */
export const standingStates = ['holds', 'relocated'] as const satisfies readonly ClaimState[]
export const stands = ({ state }: Pick<Claim, 'state'>): boolean => standingStates.some((one) => one === state)

export async function claimById(db: Pick<Database, 'select'>, id: string): Promise<Claim | null> {
  const [row] = await db.select().from(claims).where(eq(claims.id, id))
  return row ?? null
}

export const claimsByIds = (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Claim[]> =>
  db.select().from(claims).where(isOneOf(claims.id, ids))

/** The claims pinned to passages of a source, but for those withdrawn. */
export const claimsOfSource = (db: Pick<Database, 'select'>, sourceId: string): Promise<Claim[]> =>
  db
    .select()
    .from(claims)
    .where(and(eq(claims.sourceId, sourceId), ne(claims.state, 'withdrawn')))
    .orderBy(asc(claims.id))

/** The claims that rest on one of these documents. */
export const claimsOnEvidence = (db: Pick<Database, 'select'>, evidenceIds: readonly string[]): Promise<Claim[]> =>
  db.select().from(claims).where(isOneOf(claims.evidenceId, evidenceIds)).orderBy(asc(claims.id))

export const hasClaims = async (db: Pick<Database, 'select'>, sourceId: string): Promise<boolean> =>
  (
    await db
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.sourceId, sourceId), inArray(claims.state, ['holds', 'relocated', 'edited', 'gone'])))
      .limit(1)
  ).length > 0

/** A vendor's claims by question, the newest first; `current` leaves out what was withdrawn or has another in its place. */
export const claimsOfVendor = (
  db: Pick<Database, 'select'>,
  vendorId: string,
  { current = false, scope = { unitIds: null } }: { current?: boolean; scope?: Scope } = {},
): Promise<Claim[]> =>
  db
    .select()
    .from(claims)
    .where(
      and(
        eq(claims.vendorId, vendorId),
        current ? and(ne(claims.state, 'withdrawn'), isNull(claims.replacedBy)) : undefined,
        visible.filed(scope, claims.vendorId, claims.createdAt),
      ),
    )
    .orderBy(asc(claims.questionId), sql`${claims.createdAt} desc`, asc(claims.id))
    .limit(1_000)

/** The claims of the vendors that a person may see. */
export async function claimsPage(
  db: Database,
  scope: Scope,
  request: WorkRequest,
): Promise<Page<Claim | unknown> | { problem: 'bad-cursor' }> {
  const { filters } = request
  if (request.asOf !== null)
    return pageAsOf(db, 'claim', {
      at: request.asOf,
      request,
      filters,
      where: visible.filed(scope, recorded('vendorId'), recorded('createdAt')),
    })
  const where = and(
    visible.filed(scope, claims.vendorId, claims.createdAt),
    filterBy(claims.state, filters.state),
    filterBy(claims.vendorId, filters.vendorId),
    filterBy(claims.questionId, filters.questionId),
    filterBy(claims.sourceId, filters.sourceId),
  )
  const { id, createdAt, updatedAt, questionId } = claims
  return selectPage(db, claims, { id, sortable: { createdAt, updatedAt, questionId, id }, where, request })
}

/** New claims and changed ones (`version` already raised), each with its audit row. */
export function writeClaims(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly Claim[]; changed?: readonly Claim[] },
): Writing {
  const taken = sql`not exists (select 1 from ${claims} where ${isOneOf(
    claims.id,
    added.map((one) => one.id),
  )})`
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'claim', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, claims, added, { applies }), ...updateRows(db, claims, changed, { applies })],
    guard: sql`${versionsStand(
      claims,
      changed.map(({ id, version }) => ({ id, version: version - 1 })),
    )} and ${added.length ? taken : sql`1`}`,
  }
}

/** Which claims each deployment's reviews can rest on: the standing ones about its system's vendor, and about the vendors that the system is built on. */
export const claimsUnder = (
  db: Pick<Database, 'all'>,
  deploymentIds: readonly string[],
): Promise<{ deploymentId: string; claimId: string; questionId: string }[]> =>
  db.all(sql`with recursive used(deployment_id, system_id) as (
      select id, system_id from deployments where id in (select value from json_each(${JSON.stringify(deploymentIds)}))
      union select used.deployment_id, system_parents.parent_id from used join system_parents on system_parents.system_id = used.system_id
    )
    select distinct used.deployment_id as deploymentId, claims.id as claimId, claims.question_id as questionId
    from used join systems on systems.id = used.system_id join claims on claims.vendor_id = systems.vendor_id
    where claims.state in ('holds', 'relocated') and claims.replaced_by is null and (claims.system_id is null or claims.system_id = used.system_id)
    order by used.deployment_id, claims.id`)

/** Statements that note what reviews rest on when they are signed off. */
export const linkReviewClaims = (
  db: Pick<Database, 'run'>,
  rows: readonly (typeof reviewClaims.$inferSelect)[],
  applies: SQL,
): Statement[] => insertRows(db, reviewClaims, rows, { applies, orIgnore: true })

/** The claims that a review rested on when it was signed off. */
export const claimsOfReview = async (db: Pick<Database, 'select'>, reviewId: string): Promise<Claim[]> =>
  (
    await db
      .select({ claim: claims })
      .from(reviewClaims)
      .innerJoin(claims, eq(claims.id, reviewClaims.claimId))
      .where(eq(reviewClaims.reviewId, reviewId))
      .orderBy(asc(claims.questionId), asc(claims.id))
  ).map(({ claim }) => claim)

/** The snapshot that is the source's current one; null while it was never read. */
export async function currentSnapshotOf(db: Pick<Database, 'select'>, sourceId: string): Promise<string | null> {
  const [row] = await db.select({ id: sourceStates.currentSnapshotId }).from(sourceStates).where(eq(sourceStates.sourceId, sourceId))
  return row?.id ?? null
}

const mostDocuments = 60

/** The documents of a vendor that have been read, each with its current snapshot; at most 60, those read first. */
export async function currentSnapshotsOf(db: Pick<Database, 'select'>, vendorId: string) {
  const rows = await db
    .select({ source: sources, snapshotId: sourceStates.currentSnapshotId })
    .from(sources)
    .innerJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(and(eq(sources.vendorId, vendorId), isNotNull(sourceStates.currentSnapshotId)))
    .orderBy(asc(sources.id))
    .limit(mostDocuments)
  return rows.flatMap(({ source, snapshotId }) => (snapshotId === null ? [] : [{ source, snapshotId }]))
}
