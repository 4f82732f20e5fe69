import { and, eq, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { certificates, claims, contracts, evidence, snapshots, sourceStates, sources } from './schema'
import { type Scope, visible } from './visibility'

type Read = Pick<Database, 'select' | 'all'>
type Ids = readonly string[]

/** What a decision may rest on, by id, as far as a person sees it. */
export const basisRecords = {
  snapshot: (db: Read, scope: Scope, ids: Ids) =>
    db
      .select({
        id: snapshots.id,
        sourceId: snapshots.sourceId,
        fingerprint: snapshots.fingerprint,
        at: snapshots.at,
        url: sources.url,
        type: sources.type,
      })
      .from(snapshots)
      .innerJoin(sources, eq(sources.id, snapshots.sourceId))
      .where(and(isOneOf(snapshots.id, ids), visible.source(scope, snapshots.sourceId))),
  claim: (db: Read, scope: Scope, ids: Ids) =>
    db
      .select()
      .from(claims)
      .where(and(isOneOf(claims.id, ids), visible.filed(scope, claims.vendorId, claims.createdAt))),
  evidence: (db: Read, scope: Scope, ids: Ids) =>
    db
      .select()
      .from(evidence)
      .where(and(isOneOf(evidence.id, ids), visible.evidence(scope))),
  certificate: (db: Read, scope: Scope, ids: Ids) =>
    db
      .select()
      .from(certificates)
      .where(and(isOneOf(certificates.id, ids), visible.filed(scope, certificates.vendorId, certificates.createdAt))),
  contract: (db: Read, scope: Scope, ids: Ids) =>
    db
      .select()
      .from(contracts)
      .where(and(isOneOf(contracts.id, ids), visible.vendor(scope, contracts.vendorId))),
} as const

/** Snapshots of which a later change was triaged as material, each with one such finding. */
export const movedSnapshots = (db: Pick<Database, 'all'>, ids: Ids): Promise<{ id: string; findingId: string }[]> =>
  db.all(sql`select pinned.id as id, min(f.id) as findingId from snapshots pinned
    join findings f on f.source_id = pinned.source_id and f.detected_at >= pinned.at
    join cases c on c.id = f.case_id and c.answer = 'material' and c.state in ('triaged', 'closed')
    join changes on changes.id = f.change_id join snapshots before on before.id = changes.from_snapshot_id and before.at >= pinned.at
    where pinned.id in (select value from json_each(${JSON.stringify(ids)})) group by pinned.id`)

/** The snapshot that a source has now, by source. */
export async function currentSnapshots(db: Read, sourceIds: Ids): Promise<Map<string, string>> {
  const rows = await db
    .select({ sourceId: sourceStates.sourceId, id: sourceStates.currentSnapshotId })
    .from(sourceStates)
    .where(isOneOf(sourceStates.sourceId, sourceIds))
  return new Map(rows.flatMap((row) => (row.id ? [[row.sourceId, row.id]] : [])))
}

/** The vendors that a system rests on: its own, and those of all that it is built on. */
const vendorsBehind = (systemId: string) => sql`(with recursive above(id) as (select ${systemId}
  union select parent_id from above join system_parents on system_parents.system_id = above.id)
  select vendor_id from systems join above on above.id = systems.id)`

const most = 200

/** What there is today to rest a decision about a system on, as choices. */
export async function basisChoices(db: Read, systemId: string, today: string) {
  const behind = vendorsBehind(systemId)
  const [pages, answers, documents, certified, agreed] = await Promise.all([
    db
      .select({ id: snapshots.id, at: snapshots.at, url: sources.url, type: sources.type })
      .from(sources)
      .innerJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
      .innerJoin(snapshots, eq(snapshots.id, sourceStates.currentSnapshotId))
      .where(sql`${sources.vendorId} in ${behind} and ${sources.enabled}`)
      .orderBy(sources.type, sources.url)
      .limit(most),
    db
      .select({ id: claims.id, questionId: claims.questionId, answer: claims.answer })
      .from(claims)
      .where(sql`${claims.vendorId} in ${behind} and ${claims.state} in ('holds', 'relocated') and ${claims.replacedBy} is null`)
      .orderBy(claims.questionId)
      .limit(most),
    db
      .select({ id: evidence.id, name: evidence.name, expiresOn: evidence.expiresOn })
      .from(evidence)
      .where(
        sql`${evidence.vendorId} in ${behind} and ${evidence.state} = 'current' and (${evidence.expiresOn} is null or ${evidence.expiresOn} >= ${today})`,
      )
      .orderBy(evidence.name)
      .limit(most),
    db
      .select({ id: certificates.id, standard: certificates.standard, number: certificates.number, validTo: certificates.validTo })
      .from(certificates)
      .where(
        sql`${certificates.vendorId} in ${behind} and ${certificates.withdrawnReason} is null and (${certificates.validTo} is null or ${certificates.validTo} >= ${today})`,
      )
      .orderBy(certificates.standard)
      .limit(most),
    db
      .select({ id: contracts.id, reference: contracts.reference, endsOn: contracts.endsOn })
      .from(contracts)
      .where(sql`${contracts.vendorId} in ${behind} and (${contracts.endsOn} is null or ${contracts.endsOn} >= ${today})`)
      .orderBy(contracts.reference)
      .limit(most),
  ])
  return { snapshots: pages, claims: answers, evidence: documents, certificates: certified, contracts: agreed }
}

/** Evidence, certificates and contracts whose last day lies between two days: after `from`, not after `to`. */
export async function endedBetween(db: Pick<Database, 'all'>, from: string, to: string) {
  const ids = async (table: 'certificates' | 'contracts' | 'evidence', column: string, more = sql``) =>
    (
      await db.all<{ id: string }>(
        sql`select id from ${sql.identifier(table)} where ${sql.identifier(column)} >= ${from} and ${sql.identifier(column)} < ${to} ${more}`,
      )
    ).map((row) => row.id)
  return {
    evidenceIds: await ids('evidence', 'expires_on', sql`and state = 'current'`),
    certificateIds: await ids('certificates', 'valid_to', sql`and withdrawn_reason is null`),
    contractIds: await ids('contracts', 'ends_on'),
  }
}
