import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { insertRows, isOneOf } from './bulk'
import { caseDeploymentKey } from './cases'
import type { Database, Statement } from './database'
import type { Person } from './people'
import {
  caseDeployments,
  cases,
  certificates,
  claims,
  comments,
  contracts,
  contradictions,
  decisions,
  deployments,
  dismissals,
  evidence,
  exits,
  findings,
  modelDates,
  people,
  pollHours,
  questionnaires,
  reviews,
  sources,
  systems,
  toDos,
  units,
  vendorRequests,
  vendors,
} from './schema'
import type { Unit } from './units'
import type { Writing } from './writing'

type Marked = SQLiteTable & { id: SQLiteColumn; demo: SQLiteColumn }

/** By the entity of the audit trail, those that others rest on last. */
const marked: [string, Marked][] = [
  ['review', reviews],
  ['to-do', toDos],
  ['comment', comments],
  ['case', cases],
  ['finding', findings],
  ['evidence', evidence],
  ['claim', claims],
  ['certificate', certificates],
  ['contract', contracts],
  ['decision', decisions],
  ['exit', exits],
  ['questionnaire', questionnaires],
  ['vendor-request', vendorRequests],
  ['source', sources],
  ['deployment', deployments],
  ['system', systems],
  ['vendor', vendors],
  ['person', people],
  ['unit', units],
]
const marks = [
  'reviews',
  'to_dos',
  'comments',
  'cases',
  'findings',
  'evidence',
  'claims',
  'certificates',
  'contracts',
  'decisions',
  'exits',
  'questionnaires',
  'vendor_requests',
  'sources',
  'deployments',
  'systems',
  'vendors',
  'people',
  'units',
]
const demoIds = (table: string): SQL => sql`(select id from ${sql.identifier(table)} where demo)`

export const always: SQL = sql`1`

/** Units and people of the demonstration as they are; `audited` is what the audit trail keeps of a person. */
export const demoStaff = (
  db: Pick<Database, 'run'>,
  rows: readonly Unit[],
  persons: readonly Person[],
  audited: (person: Person) => object,
): Writing => ({
  acts: [
    ...rows.map((after) => ({ action: 'unit.added', entity: 'unit', entityId: after.id, after })),
    ...persons.map((row) => ({ action: 'person.added', entity: 'person', entityId: row.id, after: audited(row) })),
  ],
  write: (applies) => [...insertRows(db, units, rows, { applies }), ...insertRows(db, people, persons, { applies })],
  guard: always,
})

/** The first findings of a source, oldest first. */
export const firstFindings = (db: Pick<Database, 'select'>, sourceId: string, limit: number) =>
  db.select().from(findings).where(eq(findings.sourceId, sourceId)).orderBy(asc(findings.detectedAt), asc(findings.id)).limit(limit)

/** Names of own records that stand on records of the demonstration, twenty at most. */
export async function restingOnDemo(db: Pick<Database, 'all'>): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select name from systems where not demo and (vendor_id in ${demoIds('vendors')} or id in (select system_id from system_parents where parent_id in ${demoIds('systems')}))
    union all select name from deployments where not demo and (system_id in ${demoIds('systems')} or unit_id in ${demoIds('units')} or owner_id in ${demoIds('people')})
    union all select url from sources where not demo and vendor_id in ${demoIds('vendors')}
    union all select name from vendors where not demo and unit_id in ${demoIds('units')}
    union all select vendor_name from vendor_requests where not demo and vendor_id in ${demoIds('vendors')}
    union all select coalesce(reference, id) from contracts where not demo and vendor_id in ${demoIds('vendors')} limit 20`)
  return rows.map((row) => row.name)
}

/** Every audited record of the demonstration, by entity and id. */
export async function demoRecords(db: Pick<Database, 'select'>): Promise<{ entity: string; entityId: string }[]> {
  const reached = await db
    .select()
    .from(caseDeployments)
    .where(sql`${caseDeployments.caseId} in ${demoIds('cases')}`)
  const said = await db
    .select({ id: dismissals.id })
    .from(dismissals)
    .where(sql`${dismissals.vendorId} in ${demoIds('vendors')}`)
  const disputed = await db
    .select({ id: contradictions.id })
    .from(contradictions)
    .where(sql`${contradictions.vendorId} in ${demoIds('vendors')} and ${contradictions.version} is not null`)
  const told = await db
    .select({ id: modelDates.id })
    .from(modelDates)
    .where(sql`${modelDates.vendorId} in ${demoIds('vendors')} and ${modelDates.version} is not null`)
  const records = [
    ...disputed.map((row) => ({ entity: 'contradiction', entityId: row.id })),
    ...told.map((row) => ({ entity: 'model-date', entityId: row.id })),
    ...reached.map((row) => ({ entity: 'case-deployment', entityId: caseDeploymentKey(row) })),
    ...said.map((row) => ({ entity: 'dismissal', entityId: row.id })),
  ]
  for (const [entity, table] of marked) {
    const rows = await db.select({ id: table.id }).from<SQLiteTable>(table).where(eq(table.demo, true))
    records.push(...rows.map((row) => ({ entity, entityId: String(row.id) })))
  }
  return records
}

export type PolledHours = { hour: string; attempted: number; failed: number }[]

/** Under which settings keep what the demonstration has played, the checks of its pages among it. */
export const demoSetting = 'demo'

/** What has been counted as polled in these hours (`2026-11-20T09`). */
export const polledHours = (db: Pick<Database, 'select'>, hours: readonly string[]): Promise<PolledHours> =>
  db
    .select({ hour: pollHours.hour, attempted: pollHours.attempted, failed: pollHours.failed })
    .from(pollHours)
    .where(isOneOf(pollHours.hour, hours))

/** Statements that take polls of the demonstration off the counts of their hours. */
export function uncountPolls(db: Pick<Database, 'run'>, played: PolledHours, applies: SQL): Statement[] {
  return [
    db.run(sql`update poll_hours set attempted = max(0, attempted - (played.value->>'attempted')), failed = max(0, failed - (played.value->>'failed'))
      from json_each(${JSON.stringify(played)}) as played where poll_hours.hour = played.value->>'hour' and ${applies}`),
    db.run(sql`delete from poll_hours where attempted = 0 and ${applies}`),
  ]
}

/** Statements that take all of it away, in an order in which each still finds what it goes by. */
export function withoutDemo(db: Pick<Database, 'run'>, applies: SQL): Statement[] {
  const from = (table: string, where: SQL) => db.run(sql`delete from ${sql.identifier(table)} where (${where}) and ${applies}`)
  const ofSources = sql`source_id in ${demoIds('sources')}`
  const bodies = sql`hash in (select body_hash from captures where ${ofSources})
    and hash not in (select body_hash from captures where body_hash is not null and not (${ofSources}))`
  return [
    from('notices', sql`demo`),
    from('decision_basis', sql`decision_id in ${demoIds('decisions')}`),
    from('decision_terms', sql`decision_id in ${demoIds('decisions')}`),
    from('review_claims', sql`review_id in ${demoIds('reviews')}`),
    from('review_evidence', sql`review_id in ${demoIds('reviews')}`),
    from('review_reasons', sql`review_id in ${demoIds('reviews')}`),
    from('to_do_reviews', sql`review_id in ${demoIds('reviews')} or to_do_id in ${demoIds('to_dos')}`),
    from('case_deployments', sql`case_id in ${demoIds('cases')}`),
    from('dismissals', sql`vendor_id in ${demoIds('vendors')}`),
    from('promises', ofSources),
    from('contradictions', sql`vendor_id in ${demoIds('vendors')}`),
    from('model_dates', sql`${ofSources} or vendor_id in ${demoIds('vendors')}`),
    from('changes', ofSources),
    from('snapshots', ofSources),
    from('runs', ofSources),
    from('body_chunks', bodies),
    from('bodies', bodies),
    from('captures', ofSources),
    from('source_states', ofSources),
    from('origins', sql`origin in (select origin from sources where demo) and origin not in (select origin from sources where not demo)`),
    from('system_parents', sql`system_id in ${demoIds('systems')}`),
    ...marks.map((table) => from(table, sql`demo`)),
  ]
}
