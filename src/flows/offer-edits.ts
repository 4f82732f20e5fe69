import { triggerOf } from '../core/pack'
import { fieldByPackName } from '../core/profile'
import { fromPackValue } from '../core/register'
import type { CaseRow } from '../store/cases'
import type { Finding } from '../store/findings'
import type { Reach } from '../store/reach'

export type OfferedEdit = CaseRow['offeredEdits'][number]

/** Beyond this many a person edits the register by list, not by case. */
const maxEdits = 200

/** Register fields (names of the pack) as they will be once the change is applied: what its kinds set, then what the finding says. */
export const setsOf = (finding: Pick<Finding, 'kinds' | 'sets'>): Record<string, unknown> =>
  Object.assign({}, ...finding.kinds.map((kind) => triggerOf(kind).after_state ?? {}), finding.sets ?? {})

/**
 * The register edits that a change offers at triage, by record: what it sets, where the register says something else. Fields of a system are
 * offered on the systems that the finding names, not on what is built on them.
 */
export const offeredEdits = (finding: Pick<Finding, 'kinds' | 'sets' | 'systemIds' | 'vendorId'>, reach: Reach): OfferedEdit[] =>
  editsOf(setsOf(finding), finding, reach).slice(0, maxEdits)

/** The edits that `sets` mean for what the finding reaches, only where a value would change. */
export function editsOf(
  sets: Record<string, unknown>,
  { systemIds, vendorId }: Pick<Finding, 'systemIds' | 'vendorId'>,
  { organisation, vendors, systems, deployments }: Reach,
): OfferedEdit[] {
  const named = systems.filter((system) =>
    systemIds.length ? systemIds.includes(system.id) : system.vendorId === vendorId && system.state === 'registered',
  )
  const namedIds = new Set(named.map((system) => system.id))
  return Object.entries(sets).flatMap(([name, packValue]) => {
    const field = fieldByPackName(name)
    if (field?.stored !== 'fact') return []
    const value = fromPackValue(field, packValue)
    const records: Record<typeof field.noun, { entity: string; rows: readonly { id: string; facts: Record<string, unknown> }[] }> = {
      org: { entity: 'organisation', rows: organisation ? [organisation] : [] },
      vendor: { entity: 'vendor', rows: vendors.filter((vendor) => vendor.id === vendorId) },
      system: { entity: 'system', rows: named },
      dep: { entity: 'deployment', rows: deployments.filter((deployment) => namedIds.has(deployment.systemId)) },
    }
    const { entity, rows } = records[field.noun]
    return rows
      .filter((row) => JSON.stringify(row.facts[field.name] ?? null) !== JSON.stringify(value))
      .map((row) => ({ entity, entityId: row.id, field: field.name, value }))
  })
}
