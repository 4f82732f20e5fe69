import { sql } from 'drizzle-orm'
import { statementKey } from '../core/canonical'
import { featureName } from '../core/feature-name'
import type { Ports } from '../ports'
import { insertRows } from '../store/bulk'
import type { Finding } from '../store/findings'
import { type SystemRow, systemRow, systemRows, vendorRow } from '../store/reach'
import { systemParents, systems } from '../store/schema'
import type { Writing } from '../store/writing'

const featureKind = 'saas_embedded_feature'

/**
 * The system that an AI feature seen on a vendor's page, or reported by a person, is to us: *proposed*, under the product that the source or the
 * report stands for, without an owner. Null when the finding speaks of no feature, or only of features that are registered as such, or the feature
 * was proposed before.
 */
export async function proposeSystem(
  { db, now, digest }: Pick<Ports, 'db' | 'now' | 'digest'>,
  finding: Finding,
): Promise<{ system: SystemRow; writing: Writing } | null> {
  const quote = finding.quotes.find((one) => one.side !== 'removed')
  if (finding.origin === 'contradiction' || !quote || !finding.kinds.some((kind) => kind.startsWith('ai-feature-'))) return null
  const id = `feature-${digest(`${finding.vendorId}\n${statementKey(quote.text)}`).slice(0, 16)}`
  if (await systemRow(db, id)) return null
  const named = await systemRows(db, finding.systemIds)
  if (named.length && named.every((one) => one.facts.kind === featureKind)) return null
  const at = now()
  const system: SystemRow = {
    id,
    unitId: null,
    name: featureName(
      finding.quotes.filter(({ side }) => side !== 'removed').map(({ text }) => text),
      named.length === 1 ? (named[0]?.name ?? null) : ((await vendorRow(db, finding.vendorId))?.name ?? null),
    ),
    facts: { kind: featureKind, parentSystemIds: [...finding.systemIds].sort() },
    factSources: {},
    version: 1,
    demo: finding.demo,
    createdAt: at,
    updatedAt: at,
    vendorId: finding.vendorId,
    state: 'proposed',
    proposedByFindingId: finding.id,
    feature: { defaultState: finding.kinds.includes('ai-feature-default-on') ? 'on' : 'off' },
  }
  const parents = finding.systemIds.map((parentId) => ({ systemId: id, parentId }))
  const writing: Writing = {
    acts: [{ action: 'system.proposed', entity: 'system', entityId: id, after: system }],
    write: (applies) => [
      ...insertRows(db, systems, [system], { applies }),
      ...insertRows(db, systemParents, parents, { applies, orIgnore: true }),
    ],
    guard: sql`not exists (select 1 from systems where id = ${id})`,
  }
  return { system, writing }
}
