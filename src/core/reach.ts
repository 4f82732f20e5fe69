import { isEmpty } from './conditions'
import type { PackRecord } from './register'

/** A record that a change reaches, under the name of its deployment; `draft-<system.id>` where a system has none. */
export type Reached = { deployment: string; draft: boolean; record: PackRecord }

/**
 * The records that a change on a system reaches: that system's, those of every system that lists an affected one among its parents, and so on
 * (`semantics-propagation`). Without a system every record. A record without a deployment is a draft, unless another record names it as
 * parent: it is then reached through that one. Sorted by deployment. Throws `Unnamed` when a deployment has no id, or two have the same.
 */
export function reachedRecords(records: readonly PackRecord[], system: string | null): Reached[] {
  const affected = system === null ? null : downstream(records, system)
  const reached = records.flatMap((record, index) => {
    const id = String(record['system.id'] ?? '')
    if (affected && !affected.has(id)) return []
    const hasDeployment = Object.keys(record).some((key) => key.startsWith('dep.'))
    if (!hasDeployment && records.some((other) => other !== record && parentsOf(other).includes(id))) return []
    const name = hasDeployment ? record['dep.id'] : `draft-${id}`
    if (isEmpty(name)) throw new Unnamed(index, 'expected an id for this deployment')
    return [{ deployment: String(name), draft: !hasDeployment, record, index }]
  })
  reached.sort((one, other) => (one.deployment < other.deployment ? -1 : one.deployment > other.deployment ? 1 : one.index - other.index))
  const twice = reached.find((each, at) => each.deployment === reached[at - 1]?.deployment)
  if (twice) throw new Unnamed(twice.index, `the deployment ${twice.deployment} stands twice`)
  return reached.map(({ deployment, draft, record }) => ({ deployment, draft, record }))
}

/** A record of a list that no result can be told under. */
export class Unnamed extends Error {
  constructor(
    readonly index: number,
    message: string,
  ) {
    super(message)
  }
}

function downstream(records: readonly PackRecord[], system: string): Set<string> {
  const children = new Map<string, string[]>()
  for (const record of records)
    for (const parent of parentsOf(record)) children.set(parent, [...(children.get(parent) ?? []), String(record['system.id'] ?? '')])
  const affected = new Set([system])
  // a set is walked in the order of adding, so what is added on the way is walked too; a cycle adds nothing
  for (const id of affected) for (const child of children.get(id) ?? []) affected.add(child)
  return affected
}

function parentsOf(record: PackRecord): string[] {
  const parents = record['system.parent_system_ids']
  return Array.isArray(parents) ? parents.map(String) : []
}
