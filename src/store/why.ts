import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { captures, cases, changes, findings, runs, sourceStates, sources, vendors } from './schema'
import { recordsWith } from './search'
import { type Scope, visible } from './visibility'

/** An instant range, both ends in it. */
export type Between = { from: string; to: string }

const mostSources = 60
const mostChanges = 300
const mostFindings = 100

/** The vendor that somebody means: by id, by an exact name or domain whatever its case, else the only one that the words find. Null = none, or several. */
export async function vendorMeant(db: Database, scope: Scope, { id, words }: { id: string | null; words: string }) {
  const seen = visible.vendor(scope, vendors.id)
  if (id)
    return (
      (
        await db
          .select()
          .from(vendors)
          .where(and(eq(vendors.id, id), seen))
      )[0] ?? null
    )
  const ids = await recordsWith(db, 'vendor', words)
  const rows = await db
    .select()
    .from(vendors)
    .where(and(isOneOf(vendors.id, ids), seen))
    .limit(200)
  const folded = words.trim().toLowerCase()
  const exact = rows.filter((row) => row.name.toLowerCase() === folded || row.domains.some((domain) => domain.toLowerCase() === folded))
  const [only, ...others] = exact.length ? exact : rows
  return only && !others.length ? only : null
}

/** Sources of a vendor with their state, at most 60. */
export const watchedOf = (db: Database, vendorId: string) =>
  db
    .select({ source: sources, health: sourceStates.health, cause: sourceStates.cause, since: sourceStates.healthSince })
    .from(sources)
    .leftJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(eq(sources.vendorId, vendorId))
    .orderBy(asc(sources.type), asc(sources.id))
    .limit(mostSources)

/** What was asked of sources within a range: fetches with new bytes and failures, and the runs of unchanged checks that touch it. */
export async function askedOf(db: Database, ids: readonly string[], { from, to }: Between) {
  const [fetched, unchanged] = await Promise.all([
    db
      .select({ sourceId: captures.sourceId, at: captures.at, verdict: captures.verdict, cause: captures.cause })
      .from(captures)
      .where(and(isOneOf(captures.sourceId, ids), gte(captures.at, from), lte(captures.at, to)))
      .orderBy(asc(captures.at))
      .limit(5_000),
    db
      .select({ sourceId: runs.sourceId, firstAt: runs.firstAt, lastAt: runs.lastAt, count: runs.count, checks: runs.checks })
      .from(runs)
      .where(and(isOneOf(runs.sourceId, ids), gte(runs.lastAt, from), lte(runs.firstAt, to)))
      .limit(2_000),
  ])
  return { fetched, unchanged }
}

/** Differences that were seen within a range, newest first, at most 300. */
export const changesBetween = (db: Database, ids: readonly string[], { from, to }: Between) =>
  db
    .select()
    .from(changes)
    .where(and(isOneOf(changes.sourceId, ids), gte(changes.detectedAt, from), lte(changes.detectedAt, to)))
    .orderBy(desc(changes.detectedAt))
    .limit(mostChanges)

/** Findings of a vendor within a range with their cases, newest first; or the one that is named. */
export const findingsBetween = (db: Database, asked: { vendorId: string; findingId: string | null } & Between) =>
  db
    .select({ finding: findings, case: cases })
    .from(findings)
    .leftJoin(cases, eq(cases.id, findings.caseId))
    .where(
      asked.findingId
        ? eq(findings.id, asked.findingId)
        : and(eq(findings.vendorId, asked.vendorId), gte(findings.detectedAt, asked.from), lte(findings.detectedAt, asked.to)),
    )
    .orderBy(desc(findings.detectedAt), sql`${findings.id}`)
    .limit(mostFindings)
