import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import { caseById, deploymentsOfCase } from './cases'
import type { Database } from './database'
import { findingsById } from './findings'
import { reviewsOfCases } from './reviews'
import { cases, deployments, findings, people, systems } from './schema'
import { type Scope, visible } from './visibility'

/** Names of people by id, with those who left. */
export async function namesOf(db: Database, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (!wanted.length) return new Map()
  const rows = await db.select({ id: people.id, name: people.name }).from(people).where(isOneOf(people.id, wanted))
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Deployments with the system that each is a use of. */
export const usesById = (db: Database, ids: readonly string[]) =>
  db
    .select({ deployment: deployments, system: systems })
    .from(deployments)
    .innerJoin(systems, eq(systems.id, deployments.systemId))
    .where(isOneOf(deployments.id, ids))
    .orderBy(asc(deployments.name))
export type Use = Awaited<ReturnType<typeof usesById>>[number]

/** A case with all that is shown of it: findings, deployments reached, reviews, names. Null when there is none. */
export async function casePage(db: Database, id: string) {
  const found = await caseById(db, id)
  if (!found) return null
  const [inIt, reached, reviews] = await Promise.all([
    findingsById(db, found.findingIds),
    deploymentsOfCase(db, id),
    reviewsOfCases(db, [id]),
  ])
  const uses = await usesById(
    db,
    reached.map((one) => one.deploymentId),
  )
  const names = await namesOf(db, [
    found.assigneeId,
    found.triagedBy,
    found.approvedBy,
    ...uses.map((use) => use.deployment.ownerId),
    ...reviews.map((review) => review.ownerId),
  ])
  const drafts = await draftNames(
    db,
    reached.map((one) => one.deploymentId).filter((one) => !uses.some((use) => use.deployment.id === one)),
  )
  return { case: found, findings: inIt, reached, reviews, uses, names, drafts }
}
/** Systems that are reached without a registered use stand in a case as `draft-` and their id. */
async function draftNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: systems.id, name: systems.name })
    .from(systems)
    .where(
      isOneOf(
        systems.id,
        ids.map((id) => id.replace(/^draft-/, '')),
      ),
    )
  return new Map(rows.map((row) => [`draft-${row.id}`, `${row.name.slice(0, 60)} (no use registered)`]))
}
export type CasePage = NonNullable<Awaited<ReturnType<typeof casePage>>>

const joinableShown = 50

/** Other cases of a vendor that are not closed and may be seen, newest first, with the kinds of their changes: what a case can be joined to. */
export async function joinableCases(db: Database, scope: Scope, { id, vendorId }: { id: string; vendorId: string }) {
  const rows = await db
    .select({ id: cases.id, openedAt: cases.openedAt, severity: cases.severity })
    .from(cases)
    .where(and(eq(cases.vendorId, vendorId), ne(cases.state, 'closed'), ne(cases.id, id), visible.case(scope, cases.id, cases.vendorId)))
    .orderBy(desc(cases.openedAt), asc(cases.id))
    .limit(joinableShown)
  const found = await db
    .select({ caseId: findings.caseId, kinds: findings.kinds })
    .from(findings)
    .where(
      isOneOf(
        findings.caseId,
        rows.map((row) => row.id),
      ),
    )
  return rows.map((row) => ({ ...row, kinds: [...new Set(found.filter((one) => one.caseId === row.id).flatMap((one) => one.kinds))] }))
}
export type Joinable = Awaited<ReturnType<typeof joinableCases>>[number]

/** Active people who can be given work, by name; who holds it now is among them, even where they have left. */
export const assignable = (db: Database, holders: readonly (string | null | undefined)[]) =>
  db
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(
      sql`(${people.state} = 'active' and ${people.role} <> 'auditor') or ${isOneOf(
        people.id,
        holders.filter((id) => typeof id === 'string'),
      )}`,
    )
    .orderBy(asc(people.name))
    .limit(1000)
