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
  const namedBy = namers(records)
  const affected = system === null ? null : downstream(records, namedBy, system)
  const reached = records.flatMap((record, index) => {
    const id = String(record['system.id'] ?? '')
    if (affected && !affected.has(id)) return []
    const hasDeployment = Object.keys(record).some((key) => key.startsWith('dep.') && !isEmpty(record[key]))
    if (!hasDeployment && namedBy.get(id)?.some((other) => other !== index)) return []
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

/** By system: the records, by their place, that name it as parent. */
function namers(records: readonly PackRecord[]): Map<string, number[]> {
  const namedBy = new Map<string, number[]>()
  for (const [index, record] of records.entries()) {
    for (const parent of parentsOf(record)) {
      const places = namedBy.get(parent)
      if (places) places.push(index)
      else namedBy.set(parent, [index])
    }
  }
  return namedBy
}

function downstream(records: readonly PackRecord[], namedBy: Map<string, number[]>, system: string): Set<string> {
  const affected = new Set([system])
  // a set is walked in the order of adding, so what is added on the way is walked too; a cycle adds nothing
  for (const id of affected) for (const place of namedBy.get(id) ?? []) affected.add(String(records[place]?.['system.id'] ?? ''))
  return affected
}

function parentsOf(record: PackRecord): string[] {
  const parents = record['system.parent_system_ids']
  return Array.isArray(parents) ? parents.map(String) : []
}
