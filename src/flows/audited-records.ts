import { and, asc, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { groupBy } from '../core/group'
import { intakeLinkKey } from '../core/intake/link'
import type { Ports } from '../ports'
import { canonicalJson } from '../store/audit'
import { isOneOf } from '../store/bulk'
import { cadenceKey } from '../store/cadence'
import { caseDeploymentKey, withFindings } from '../store/cases'
import type { Database } from '../store/database'
import { auditedQuestionnaire } from '../store/questionnaires'
import { retentionKey } from '../store/retention'
import { withLinks } from '../store/reviews'
import {
  caseDeployments,
  cases,
  certificates,
  channels,
  claims,
  comments,
  contracts,
  contradictions,
  decisions,
  deployments,
  dismissals,
  evidence,
  exits,
  feedAddresses,
  findings,
  modelDates,
  organisation,
  people,
  questionnaires,
  questionSets,
  reviews,
  savedViews,
  settings,
  sources,
  systemParents,
  systems,
  toDos,
  tokens,
  units,
  vendorRequests,
  vendors,
} from '../store/schema'
import { auditedPerson } from './add-person'
import { auditedToken } from './add-token'
import { auditedFeedAddress } from './feed-addresses'
import { parentsOf } from './register-row'
import { auditedChannel } from './save-channel'

type Digest = Ports['digest']
type Read = Pick<Database, 'select' | 'all'>
/** A live record with the key under which the audit trail keeps it. */
export type LiveRecord = { id: string; state: object }
/** The next records after a key, in its order. */
type NextRecords = (db: Read, key: string, limit: number, digest: Digest) => Promise<LiveRecord[]>

/**
 * How the audited state of each noun follows from its live rows. It is the row as stored unless something is said here: a review with its reasons and
 * to-dos, a case with its findings, a person without the password's hash. Whoever audits a new noun adds it here, and `verify` compares it.
 */
export type AuditedRecords = {
  after: NextRecords
  /** An SQL condition: the record of the audit row `audit` is there. */
  exists: SQL
}

type Table = SQLiteTable & { id: SQLiteColumn }
const idIs = (table: SQLiteTable): SQL => sql`exists (select 1 from ${table} as live where live.id = audit.entity_id)`
/** Records as they are stored; where `version` is given, of those alone that have one. */
const asTheyAre = (table: Table, version?: SQLiteColumn): AuditedRecords => ({
  exists: idIs(table),
  after: async (db, key, limit) => {
    const where = and(gt(table.id, key), version && isNotNull(version))
    const rows: object[] = await db.select().from<SQLiteTable>(table).where(where).orderBy(asc(table.id)).limit(limit)
    return rows.map((state) => ({ id: String(Reflect.get(state, 'id')), state }))
  },
})
/** A record that is a setting: there is one, under the key as its id. */
function ofSettings(settingKey: string): AuditedRecords {
  return {
    exists: sql`exists (select 1 from settings where key = ${settingKey} and audit.entity_id = ${settingKey})`,
    after: async (db, key) => {
      const [row] = key === '' ? await db.select({ state: settings.value }).from(settings).where(eq(settings.key, settingKey)) : []
      return row && typeof row.state === 'object' && row.state !== null ? [{ id: settingKey, state: row.state }] : []
    },
  }
}
const named = (states: readonly (object & { id: string })[]): LiveRecord[] => states.map((state) => ({ id: state.id, state }))

/** Systems as recorded; where the graph says something else of what one is built on, with what it says. */
async function withGraph(db: Read, rows: readonly (typeof systems.$inferSelect)[]) {
  const edges = await db
    .select()
    .from(systemParents)
    .where(
      isOneOf(
        systemParents.systemId,
        rows.map((row) => row.id),
      ),
    )
  const bySystem = groupBy(edges, (edge) => edge.systemId)
  return rows.map((row) => {
    const inGraph = (bySystem.get(row.id) ?? []).map((edge) => edge.parentId).sort()
    return canonicalJson(inGraph) === canonicalJson(parentsOf(row).sort()) ? row : { ...row, parentsInGraph: inGraph }
  })
}

/** By the `entity` of the audit trail. */
export const auditedRecords: Record<string, AuditedRecords> = {
  organisation: asTheyAre(organisation),
  unit: asTheyAre(units),
  person: {
    exists: idIs(people),
    after: async (db, key, limit, digest) => {
      const rows = await db.select().from(people).where(gt(people.id, key)).orderBy(asc(people.id)).limit(limit)
      return named(rows.map((row) => auditedPerson(row, digest)))
    },
  },
  token: {
    exists: idIs(tokens),
    after: async (db, key, limit, digest) => {
      const rows = await db.select().from(tokens).where(gt(tokens.id, key)).orderBy(asc(tokens.id)).limit(limit)
      return named(rows.map((row) => auditedToken(row, digest)))
    },
  },
  vendor: asTheyAre(vendors),
  system: {
    exists: idIs(systems),
    after: async (db, key, limit) => {
      const rows = await db.select().from(systems).where(gt(systems.id, key)).orderBy(asc(systems.id)).limit(limit)
      return named(await withGraph(db, rows))
    },
  },
  deployment: asTheyAre(deployments),
  contract: asTheyAre(contracts),
  decision: asTheyAre(decisions),
  exit: asTheyAre(exits),
  'saved-view': asTheyAre(savedViews),
  source: asTheyAre(sources),
  channel: {
    exists: idIs(channels),
    after: async (db, key, limit, digest) => {
      const rows = await db.select().from(channels).where(gt(channels.id, key)).orderBy(asc(channels.id)).limit(limit)
      return named(rows.map((row) => auditedChannel(row, digest)))
    },
  },
  'feed-address': {
    exists: idIs(feedAddresses),
    after: async (db, key, limit, digest) => {
      const rows = await db.select().from(feedAddresses).where(gt(feedAddresses.id, key)).orderBy(asc(feedAddresses.id)).limit(limit)
      return named(rows.map((row) => auditedFeedAddress(row, digest)))
    },
  },
  cadence: {
    exists: sql`exists (select 1 from settings where key = ${cadenceKey} and audit.entity_id = ${cadenceKey})`,
    after: async (db, key) => {
      const [row] = key === '' ? await db.select({ state: settings.value }).from(settings).where(eq(settings.key, cadenceKey)) : []
      return row && typeof row.state === 'object' && row.state !== null ? [{ id: cadenceKey, state: row.state }] : []
    },
  },
  'question-set': asTheyAre(questionSets),
  questionnaire: {
    exists: idIs(questionnaires),
    after: async (db, key, limit, digest) => {
      const rows = await db.select().from(questionnaires).where(gt(questionnaires.id, key)).orderBy(asc(questionnaires.id)).limit(limit)
      return named(rows.map((row) => auditedQuestionnaire(row, digest)))
    },
  },
  finding: asTheyAre(findings),
  case: {
    exists: idIs(cases),
    after: async (db, key, limit) =>
      named(await withFindings(db, await db.select().from(cases).where(gt(cases.id, key)).orderBy(asc(cases.id)).limit(limit))),
  },
  review: {
    exists: idIs(reviews),
    after: async (db, key, limit) =>
      named(await withLinks(db, await db.select().from(reviews).where(gt(reviews.id, key)).orderBy(asc(reviews.id)).limit(limit))),
  },
  'to-do': asTheyAre(toDos),
  comment: asTheyAre(comments),
  dismissal: asTheyAre(dismissals),
  evidence: asTheyAre(evidence),
  certificate: asTheyAre(certificates),
  claim: asTheyAre(claims),
  // what was found before it was audited, and what was read off a page or a list, has no version
  contradiction: asTheyAre(contradictions, contradictions.version),
  'model-date': asTheyAre(modelDates, modelDates.version),
  'vendor-request': asTheyAre(vendorRequests),
  'intake-link': ofSettings(intakeLinkKey),
  retention: ofSettings(retentionKey),
  'case-deployment': {
    exists: sql`exists (select 1 from case_deployments as live where live.case_id || '/' || live.deployment_id = audit.entity_id)`,
    after: async (db, key, limit) => {
      const slash = key.indexOf('/')
      // by the primary key, for the name itself has no index; no name sorts before the empty one
      const past = sql`(case_id, deployment_id) > (${slash < 0 ? key : key.slice(0, slash)}, ${slash < 0 ? '' : key.slice(slash + 1)})`
      const order = [asc(caseDeployments.caseId), asc(caseDeployments.deploymentId)]
      const rows = await db
        .select()
        .from(caseDeployments)
        .where(past)
        .orderBy(...order)
        .limit(limit)
      return rows.map((state) => ({ id: caseDeploymentKey(state), state }))
    },
  },
}
