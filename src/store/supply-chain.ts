import { and, asc, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { seenSystems } from './register-page'
import { deployments, systems, vendors } from './schema'
import { type Scope, visible } from './visibility'

export type ChainSystem = { id: string; name: string; vendorId: string; vendorName: string; versionBinding: string | null }
export type ChainUse = { id: string; name: string; systemId: string; status: string | null }
/** An arrow: `to` (a system, or a use of ours) rests on `from`. */
export type ChainLink = { from: string; to: string }
/** Who rests on whom around some systems. `cut` = more of the graph is there than was read. */
export type SupplyChain = { roots: string[]; systems: ChainSystem[]; links: ChainLink[]; uses: ChainUse[]; cut: boolean }

/** Steps from the systems in question, either way, and what is read of each step: a model that half the market rests on must not stall a page. */
const mostSteps = 4
const mostLinks = 400
const mostUses = 400

type Read = Pick<Database, 'select' | 'all'>

/** The graph around `roots` as far as a person sees it: what they rest on, what is built on them, and our uses of all of these but the upstream. */
export async function supplyChainOf(db: Read, scope: Scope, roots: readonly string[]): Promise<SupplyChain> {
  const [up, down] = await Promise.all([walk(db, roots, 'up'), walk(db, roots, 'down')])
  const met = [...new Set([...roots, ...[...up.links, ...down.links].flatMap((link) => [link.from, link.to])])]
  const seen = await seenSystems(db, scope, met)
  const downstream = [...new Set([...roots, ...down.links.map((link) => link.to)])].filter((id) => seen.has(id))
  const [found, used] = await Promise.all([systemsById(db, [...seen]), usesOf(db, scope, downstream)])
  const links = [...up.links, ...down.links].filter((link) => seen.has(link.from) && seen.has(link.to))
  return {
    roots: roots.filter((id) => seen.has(id)),
    systems: found,
    links: [...new Map(links.map((link) => [`${link.from} ${link.to}`, link])).values()],
    uses: used.slice(0, mostUses),
    cut: up.cut || down.cut || used.length > mostUses,
  }
}

async function walk(
  db: Pick<Database, 'all'>,
  roots: readonly string[],
  way: 'up' | 'down',
): Promise<{ links: ChainLink[]; cut: boolean }> {
  const links: ChainLink[] = []
  const met = new Set(roots)
  let edge = [...roots]
  for (let step = 0; step < mostSteps && edge.length; step++) {
    const of = way === 'up' ? sql`system_id` : sql`parent_id`
    const rows = await db.all<ChainLink>(
      sql`select parent_id as "from", system_id as "to" from system_parents where ${isOneOf(of, edge)} limit ${mostLinks + 1}`,
    )
    links.push(...rows.slice(0, mostLinks))
    if (rows.length > mostLinks) return { links, cut: true }
    edge = [...new Set(rows.map((row) => (way === 'up' ? row.from : row.to)))].filter((id) => !met.has(id))
    for (const id of edge) met.add(id)
  }
  return { links, cut: edge.length > 0 }
}

async function systemsById(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<ChainSystem[]> {
  return db
    .select({
      id: systems.id,
      name: systems.name,
      vendorId: systems.vendorId,
      vendorName: vendors.name,
      versionBinding: sql<string | null>`${systems.facts} ->> '$.versionBinding'`,
    })
    .from(systems)
    .innerJoin(vendors, sql`${vendors.id} = ${systems.vendorId}`)
    .where(isOneOf(systems.id, ids))
    .orderBy(asc(systems.name))
}

const usesOf = (db: Pick<Database, 'select'>, scope: Scope, systemIds: readonly string[]): Promise<ChainUse[]> =>
  db
    .select({
      id: deployments.id,
      name: deployments.name,
      systemId: deployments.systemId,
      status: sql<string | null>`${deployments.facts} ->> '$.status'`,
    })
    .from(deployments)
    .where(and(isOneOf(deployments.systemId, systemIds), visible.deployment(scope, deployments.id)))
    .orderBy(asc(deployments.name))
    .limit(mostUses + 1)
