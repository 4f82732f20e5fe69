import { eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { saveOrganisation } from '../flows/save-organisation'
import type { Ports } from '../ports'
import type { Act, Actor } from '../store/audit'
import { caseDeploymentKey } from '../store/cases'
import { theOrganisation } from '../store/organisation'
import {
  caseDeployments,
  cases,
  deployments,
  dismissals,
  evidence,
  findings,
  people,
  reviews,
  sources,
  systems,
  toDos,
  units,
  vendors,
} from '../store/schema'
import { dropSetting } from '../store/settings'
import { commit } from '../store/writing'
import { demoSetting } from './load'
import { demoOrganisation } from './register'

export type DemoRemoved =
  | { ok: true; records: number }
  | { ok: false; reason: 'not-loaded' }
  | { ok: false; reason: 'in-use'; names: string[] }

type Marked = SQLiteTable & { id: SQLiteColumn; demo: SQLiteColumn }
const marked: [string, Marked][] = [
  ['review', reviews],
  ['to-do', toDos],
  ['case', cases],
  ['finding', findings],
  ['evidence', evidence],
  ['source', sources],
  ['deployment', deployments],
  ['system', systems],
  ['vendor', vendors],
  ['person', people],
  ['unit', units],
]

const demoIds = (table: string): SQL => sql`(select id from ${sql.identifier(table)} where demo)`

/**
 * Takes the demonstration away: every record of it with an audit row that says so, and what was captured for it. Own records stay; where some
 * rest on it, nothing is removed and they are named.
 */
export async function removeDemo(ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>, actor: Actor): Promise<DemoRemoved> {
  const { db } = ports
  const names = await restingOnIt(db)
  if (names.length) return { ok: false, reason: 'in-use', names }
  const acts = await actsOf(db)
  if (!acts.length) return { ok: false, reason: 'not-loaded' }
  const gone = await commit(ports, actor, {
    acts,
    write: (applies) => deletions(applies).map((statement) => db.run(statement)),
    guard: sql`1`,
  })
  if (!gone) throw new Error('the demonstration could not be removed')
  await forgetOrganisation(ports, actor)
  await dropSetting(db, demoSetting)
  ports.log('demo.removed', { records: acts.length })
  return { ok: true, records: acts.length }
}

/** Own records that stand on records of the demonstration. */
async function restingOnIt(db: Ports['db']): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select name from systems where not demo and (vendor_id in ${demoIds('vendors')} or id in (select system_id from system_parents where parent_id in ${demoIds('systems')}))
    union all select name from deployments where not demo and (system_id in ${demoIds('systems')} or unit_id in ${demoIds('units')} or owner_id in ${demoIds('people')})
    union all select url from sources where not demo and vendor_id in ${demoIds('vendors')}
    union all select name from vendors where not demo and unit_id in ${demoIds('units')}
    union all select coalesce(reference, id) from contracts where not demo and vendor_id in ${demoIds('vendors')} limit 20`)
  return rows.map((row) => row.name)
}

async function actsOf(db: Ports['db']): Promise<Act[]> {
  const acts: Act[] = []
  const add = (entity: string, ids: readonly string[]) =>
    acts.push(...ids.map((entityId) => ({ action: `${entity}.removed`, entity, entityId, after: null })))
  const reached = await db
    .select()
    .from(caseDeployments)
    .where(sql`${caseDeployments.caseId} in ${demoIds('cases')}`)
  add('case-deployment', reached.map(caseDeploymentKey))
  const said = await db
    .select({ id: dismissals.id })
    .from(dismissals)
    .where(sql`${dismissals.vendorId} in ${demoIds('vendors')}`)
  add(
    'dismissal',
    said.map((row) => row.id),
  )
  for (const [entity, table] of marked) {
    const rows = await db.select({ id: table.id }).from<SQLiteTable>(table).where(eq(table.demo, true))
    add(
      entity,
      rows.map((row) => String(row.id)),
    )
  }
  return acts
}

/** In an order in which each still finds what it goes by; every one carries the condition of the batch. */
function deletions(applies: SQL): SQL[] {
  const from = (table: string, where: SQL) => sql`delete from ${sql.identifier(table)} where (${where}) and ${applies}`
  const ofSources = sql`source_id in ${demoIds('sources')}`
  return [
    from('notices', sql`demo`),
    from('review_reasons', sql`review_id in ${demoIds('reviews')}`),
    from('to_do_reviews', sql`review_id in ${demoIds('reviews')} or to_do_id in ${demoIds('to_dos')}`),
    from('case_deployments', sql`case_id in ${demoIds('cases')}`),
    from('dismissals', sql`vendor_id in ${demoIds('vendors')}`),
    from('changes', ofSources),
    from('snapshots', ofSources),
    from('runs', ofSources),
    ...['body_chunks', 'bodies'].map((table) =>
      from(
        table,
        sql`hash in (select body_hash from captures where ${ofSources}) and hash not in (select body_hash from captures where body_hash is not null and not (${ofSources}))`,
      ),
    ),
    from('captures', ofSources),
    from('source_states', ofSources),
    from('origins', sql`origin in (select origin from sources where demo) and origin not in (select origin from sources where not demo)`),
    from('system_parents', sql`system_id in ${demoIds('systems')}`),
    ...['reviews', 'to_dos', 'cases', 'findings', 'evidence', 'sources', 'deployments', 'systems', 'vendors', 'people', 'units'].map(
      (table) => from(table, sql`demo`),
    ),
  ]
}

/** The organisation's facts go with it while they are still those of the demonstration. */
async function forgetOrganisation(ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>, actor: Actor): Promise<void> {
  const now = await theOrganisation(ports.db)
  if (now.name === demoOrganisation.name) await saveOrganisation(ports, actor, now, {})
}
