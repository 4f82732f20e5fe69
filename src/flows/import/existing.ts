import { and, or } from 'drizzle-orm'
import { isOneOf } from '../../store/bulk'
import type { Database } from '../../store/database'
import { type Deployment, knownIds, type System, type Vendor } from '../../store/register'
import { deployments, people, sources, systems, units, vendors } from '../../store/schema'
import type { Source } from '../../store/sources'
import { type Scope, visible } from '../../store/visibility'
import type { Proposal } from './proposal'

/** What the register holds of the records that a file names, by id and by name, as far as the importer may see it. */
export type Existing = {
  vendor: Map<string, Vendor>
  system: Map<string, System>
  deployment: Map<string, Deployment>
  source: Map<string, Source>
  /** Sources of the vendors named, for finding an address that is watched already. */
  sourcesOfVendors: Source[]
  /** Ids that are taken by records which the importer may not see. */
  hidden: Set<string>
  unitIds: Set<string>
  peopleByEmail: Map<string, string>
  peopleIds: Set<string>
  /** Nothing of it is registered yet: what a file names is taken over then. */
  noUnits: boolean
  noPeople: boolean
}

const strings = (values: readonly unknown[]): string[] => [
  ...new Set(values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter((value) => typeof value === 'string')),
]

/** Reads in a few statements all that the proposals may refer to. */
export async function existingFor(db: Database, scope: Scope, proposals: readonly Proposal[]): Promise<Existing> {
  const of = (entity: Proposal['entity'], ...keys: string[]) =>
    strings(proposals.filter((one) => one.entity === entity).flatMap((one) => keys.map((key) => one.values[key])))
  const vendorWords = [...of('vendor', 'id', 'name'), ...of('system', 'vendorId'), ...of('source', 'vendor', 'vendorId')]
  const systemWords = [...of('system', 'id', 'name', 'parentSystemIds'), ...of('deployment', 'systemId'), ...of('source', 'systemIds')]
  const deploymentWords = of('deployment', 'id', 'name')
  const sourceIds = of('source', 'id')
  const [ofVendors, ofSystems, ofDeployments, allUnits, allPeople] = await Promise.all([
    db
      .select()
      .from(vendors)
      .where(and(or(isOneOf(vendors.id, vendorWords), isOneOf(vendors.name, vendorWords)), visible.vendor(scope, vendors.id))),
    db
      .select()
      .from(systems)
      .where(and(or(isOneOf(systems.id, systemWords), isOneOf(systems.name, systemWords)), visible.system(scope, systems.id))),
    db
      .select()
      .from(deployments)
      .where(
        and(
          or(isOneOf(deployments.id, deploymentWords), isOneOf(deployments.name, deploymentWords)),
          visible.deployment(scope, deployments.id),
        ),
      ),
    db.select({ id: units.id }).from(units),
    db.select({ id: people.id, email: people.email }).from(people),
  ])
  const vendorIds = ofVendors.map((row) => row.id)
  const ofSources =
    sourceIds.length || of('source', 'url').length
      ? await db
          .select()
          .from(sources)
          .where(and(or(isOneOf(sources.id, sourceIds), isOneOf(sources.vendorId, vendorIds)), visible.vendor(scope, sources.vendorId)))
      : []
  const existing: Existing = {
    vendor: byId(ofVendors),
    system: byId(ofSystems),
    deployment: byId(ofDeployments),
    source: byId(ofSources),
    sourcesOfVendors: ofSources,
    hidden: new Set(),
    unitIds: new Set(allUnits.map((unit) => unit.id)),
    peopleByEmail: new Map(allPeople.map((person) => [person.email, person.id])),
    peopleIds: new Set(allPeople.map((person) => person.id)),
    noUnits: !allUnits.length,
    noPeople: !allPeople.length,
  }
  if (scope.unitIds !== null) {
    const tables = {
      vendors: ['vendor', of('vendor', 'id')],
      systems: ['system', of('system', 'id')],
      deployments: ['deployment', of('deployment', 'id')],
    } as const
    for (const table of ['vendors', 'systems', 'deployments'] as const) {
      const [entity, ids] = tables[table]
      for (const id of await knownIds(db, table, ids)) if (!existing[entity].has(id)) existing.hidden.add(`${entity} ${id}`)
    }
  }
  return existing
}

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))
