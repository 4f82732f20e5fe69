import { and, asc, eq, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { caseDeployments, cases, findings } from './schema'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

export type CaseRow = typeof cases.$inferSelect
/** A case with the findings in it; the same object is what the audit trail keeps of it. */
export type Case = CaseRow & { findingIds: string[] }
export type CaseDeployment = typeof caseDeployments.$inferSelect

export async function caseById(db: Pick<Database, 'select'>, id: string): Promise<Case | null> {
  const [found] = await casesById(db, [id])
  return found ?? null
}

export async function casesById(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Case[]> {
  if (!ids.length) return []
  const rows = await db.select().from(cases).where(isOneOf(cases.id, ids))
  return withFindings(db, rows)
}

/** A case that nobody has answered: as it is opened, and as an undone answer leaves it. */
export const unanswered = {
  answer: null,
  reason: null,
  triagedBy: null,
  triagedAt: null,
  approvedBy: null,
  approvedAt: null,
  snoozedUntil: null,
  snoozeReason: null,
  closedAt: null,
} as const

/** Puts the ids of their findings to rows of cases, sorted. */
export async function withFindings(db: Pick<Database, 'select'>, rows: readonly CaseRow[]): Promise<Case[]> {
  const found = await db
    .select({ id: findings.id, caseId: findings.caseId })
    .from(findings)
    .where(
      isOneOf(
        findings.caseId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(findings.id))
  const byCase = groupBy(found, (one) => one.caseId)
  return rows.map((row) => ({ ...row, findingIds: (byCase.get(row.id) ?? []).map((one) => one.id) }))
}

export const deploymentsOfCase = (db: Pick<Database, 'select'>, caseId: string): Promise<CaseDeployment[]> =>
  db.select().from(caseDeployments).where(eq(caseDeployments.caseId, caseId)).orderBy(asc(caseDeployments.deploymentId))

/** The key under which the audit trail keeps a deployment of a case. */
export const caseDeploymentKey = ({ caseId, deploymentId }: Pick<CaseDeployment, 'caseId' | 'deploymentId'>) => `${caseId}/${deploymentId}`

/** New cases and changed ones (their `version` already raised), each with its audit row. */
export function writeCases(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly Case[]; changed?: readonly Case[] },
): Writing {
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'case', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, cases, added, { applies }), ...updateRows(db, cases, changed, { applies })],
    guard: versionsStand(
      cases,
      changed.map(({ id, version }) => ({ id, version: version - 1 })),
    ),
  }
}

/** The deployments that a case reaches, added or told again with another severity or date. */
export function writeCaseDeployments(db: Pick<Database, 'run'>, action: string, rows: readonly CaseDeployment[]): Writing {
  return {
    acts: rows.map((after) => ({ action, entity: 'case-deployment', entityId: caseDeploymentKey(after), after })),
    write: (applies) => {
      const keys = JSON.stringify(rows.map((row) => [row.caseId, row.deploymentId]))
      const gone = sql`delete from ${caseDeployments} where (case_id, deployment_id) in
        (select value->>'$[0]', value->>'$[1]' from json_each(${keys})) and ${applies}`
      return rows.length ? [db.run(gone), ...insertRows(db, caseDeployments, rows, { applies })] : []
    },
    guard: sql`1`,
  }
}

/** The deployments of cases that a person may see, by case, at most `limit` of each. Systems without a deployment stand there as drafts. */
export async function reachedDeployments(
  db: Pick<Database, 'select'>,
  scope: Scope,
  caseIds: readonly string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const ranked = db
    .select({
      caseId: caseDeployments.caseId,
      deploymentId: caseDeployments.deploymentId,
      rank: sql<number>`row_number() over (partition by case_id order by deployment_id)`.as('rank'),
    })
    .from(caseDeployments)
    .where(and(isOneOf(caseDeployments.caseId, caseIds), visible.place(scope, caseDeployments.deploymentId)))
    .as('ranked')
  const rows = await db.select().from(ranked).where(sql`${ranked.rank} <= ${limit}`).orderBy(ranked.caseId, ranked.deploymentId)
  return new Map([...groupBy(rows, (row) => row.caseId)].map(([id, some]) => [id, some.map((row) => row.deploymentId)]))
}
