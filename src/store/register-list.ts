import { and, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import type { Page } from './page'
import type { Deployment, System, Vendor } from './register'
import { deployments, isHighRisk, systems, vendors } from './schema'
import { countUpTo, filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

/** What a list of the register can be narrowed by; null = not asked. `find` is part of a name. */
export type RegisterFilter = {
  find: string | null
  unit: string | null
  vendor: string | null
  tier: string | null
  kind: string | null
  state: string | null
  status: string | null
  owner: string | null
  /** A system that it is built on. */
  parent: string | null
  /** Conditions of the views. */
  has: 'high-risk' | 'missing-facts' | 'open-reviews' | 'no-owner' | 'changed' | 'unwatched' | null
  /** The day from which "changed" counts. */
  changedSince: string
}

const part = (name: SQL, find: string): SQL => sql`instr(lower(${name}), ${find.toLowerCase()}) > 0`
const only = (column: SQL, value: string | null): SQL | undefined => (value === null ? undefined : sql`${column} = ${value}`)
const units = (unit: string | null) => (unit === null ? undefined : [unit])

/** Conditions of the three lists in SQL, as far as a person sees their rows: for pages, counts and files alike. */
export const registerWhere = {
  vendors: (scope: Scope, { find, unit, tier, has, changedSince }: RegisterFilter): SQL | undefined =>
    and(
      visible.vendor(scope, vendors.id),
      filterBy(vendors.unitId, units(unit)),
      only(sql`${vendors.facts} ->> '$.tier'`, tier),
      has === 'changed'
        ? sql`exists (select 1 from findings where findings.vendor_id = ${vendors.id} and findings.detected_at >= ${changedSince})`
        : undefined,
      has === 'missing-facts' ? missingFacts('vendor', sql`${vendors.id}`) : undefined,
      has === 'unwatched' ? sql`not exists (select 1 from sources where sources.vendor_id = ${vendors.id} and sources.enabled)` : undefined,
      find
        ? sql`(${part(sql`${vendors.name}`, find)} or instr(lower(${vendors.domains}), ${find.toLowerCase()}) > 0
            or instr(lower(${vendors.aliases}), ${find.toLowerCase()}) > 0)`
        : undefined,
    ),
  systems: (scope: Scope, { find, unit, vendor, kind, state, parent, has }: RegisterFilter): SQL | undefined =>
    and(
      visible.system(scope, systems.id),
      filterBy(systems.unitId, units(unit)),
      only(sql`${systems.vendorId}`, vendor),
      only(sql`${systems.facts} ->> '$.kind'`, kind),
      only(sql`${systems.state}`, state),
      parent ? sql`${systems.id} in (select system_id from system_parents where parent_id = ${parent})` : undefined,
      has === 'missing-facts' ? missingFacts('system', sql`${systems.id}`) : undefined,
      find ? sql`(${part(sql`${systems.name}`, find)} or ${systems.vendorId} in ${vendorsNamed(find)})` : undefined,
    ),
  deployments: (scope: Scope, { find, unit, vendor, status, owner, has }: RegisterFilter): SQL | undefined =>
    and(
      visible.deployment(scope, deployments.id),
      filterBy(deployments.unitId, units(unit)),
      only(sql`${deployments.ownerId}`, owner),
      only(sql`${deployments.facts} ->> '$.status'`, status),
      vendor ? sql`${deployments.systemId} in (select id from systems where vendor_id = ${vendor})` : undefined,
      has === 'high-risk' ? isHighRisk : undefined,
      has === 'missing-facts' ? missingFacts('deployment', sql`${deployments.id}`) : undefined,
      has === 'open-reviews'
        ? sql`exists (select 1 from reviews where reviews.deployment_id = ${deployments.id} and reviews.state <> 'closed')`
        : undefined,
      has === 'no-owner' ? sql`${deployments.ownerId} is null` : undefined,
      find
        ? sql`(${part(sql`${deployments.name}`, find)}
            or ${deployments.systemId} in (select id from systems where ${part(sql`systems.name`, find)} or vendor_id in ${vendorsNamed(find)})
            or ${deployments.ownerId} in (select id from people where ${part(sql`people.name`, find)}))`
        : undefined,
    ),
} as const

const vendorsNamed = (find: string): SQL => sql`(select id from vendors where ${part(sql`vendors.name`, find)})`
const missingFacts = (entity: string, id: SQL): SQL =>
  sql`${id} in (select entity_id from to_dos where to_dos.entity = ${entity} and to_dos.state = 'open')`

type Order = { name: 'name' | 'createdAt' | 'updatedAt'; descending: boolean }
export type ListRequest = { filter: RegisterFilter; sort: Order; cursor: string | null; limit: number; counted?: boolean }
type Found<T> = Promise<Page<T> | { problem: 'bad-cursor' }>

const sortable = ({
  name,
  createdAt,
  updatedAt,
}: Pick<typeof vendors | typeof systems | typeof deployments, 'name' | 'createdAt' | 'updatedAt'>) => ({
  name,
  createdAt,
  updatedAt,
})

/** A page of one level of the register under its filters. */
export const registerList = {
  vendors: (db: Database, scope: Scope, { filter, counted, ...request }: ListRequest): Found<Vendor> =>
    selectPage(db, vendors, { id: vendors.id, sortable: sortable(vendors), where: registerWhere.vendors(scope, filter), request, counted }),
  systems: (db: Database, scope: Scope, { filter, counted, ...request }: ListRequest): Found<System> =>
    selectPage(db, systems, { id: systems.id, sortable: sortable(systems), where: registerWhere.systems(scope, filter), request, counted }),
  deployments: (db: Database, scope: Scope, { filter, counted, ...request }: ListRequest): Found<Deployment> =>
    selectPage(db, deployments, {
      id: deployments.id,
      sortable: sortable(deployments),
      where: registerWhere.deployments(scope, filter),
      request,
      counted,
    }),
} as const

/** How many records of each level a person sees; null = more than 10,000. */
export async function registerCounts(db: Database, scope: Scope) {
  const [ofVendors, ofSystems, ofDeployments] = await Promise.all([
    countUpTo(db, vendors, visible.vendor(scope, vendors.id)),
    countUpTo(db, systems, visible.system(scope, systems.id)),
    countUpTo(db, deployments, visible.deployment(scope, deployments.id)),
  ])
  return { vendors: ofVendors, systems: ofSystems, deployments: ofDeployments }
}
