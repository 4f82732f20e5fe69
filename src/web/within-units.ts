import { reachedDeployments } from '../store/cases'
import { isVisible } from '../store/visibility'
import { type Caller, demand } from './authorise'
import type { AppDeps } from './environment'
import { type FieldError, invalid, Problem } from './problem'

type Named = { unitId?: unknown; vendorId?: unknown; systemId?: unknown; parentSystemIds?: unknown; systemIds?: unknown }

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/**
 * What a caller of some units may not write: a record belongs to one of their units or to all, and rests on what they may see, for what a visible
 * record rests on is visible too. Systems that it named `before` may stay.
 */
export async function faultsWithin(
  { ports }: AppDeps,
  caller: Caller,
  { unitId, vendorId, systemId, ...lists }: Named,
  before: Named | null = null,
): Promise<FieldError[]> {
  if (caller.unitIds === null) return []
  const errors: FieldError[] = []
  if (typeof unitId === 'string' && !caller.unitIds.includes(unitId))
    errors.push({ path: 'unitId', message: `not one of your units: ${unitId}` })
  if (typeof vendorId === 'string' && !(await isVisible(ports.db, caller, 'vendors', vendorId)))
    errors.push({ path: 'vendorId', message: `no such vendor: ${vendorId}` })
  if (typeof systemId === 'string' && !(await isVisible(ports.db, caller, 'systems', systemId)))
    errors.push({ path: 'systemId', message: `no such system: ${systemId}` })
  for (const path of ['parentSystemIds', 'systemIds'] as const)
    for (const id of texts(lists[path]))
      if (!texts(before?.[path]).includes(id) && !(await isVisible(ports.db, caller, 'systems', id)))
        errors.push({ path, message: `no such system: ${id}` })
  return errors
}

/** The same as a refusal. */
export async function demandWithin(deps: AppDeps, caller: Caller, row: Named, before: Named | null = null): Promise<void> {
  const errors = await faultsWithin(deps, caller, row, before)
  if (errors.length) throw invalid(errors)
}

/** Facts that an answer or a report sets, by their names in the pack, build on no system that the caller may not see. */
export async function demandSetsWithin(deps: AppDeps, caller: Caller, sets: Record<string, unknown> | null | undefined): Promise<void> {
  const errors = await faultsWithin(deps, caller, { parentSystemIds: sets?.['system.parent_system_ids'] })
  if (errors.length) throw invalid(errors.map(({ message }) => ({ path: 'sets.system.parent_system_ids', message })))
}

/** An answer that closes other units' reviews is for somebody who sees them: 403 otherwise. */
export async function demandWhole({ ports }: AppDeps, caller: Caller, caseId: string): Promise<void> {
  if (caller.unitIds === null) return
  demand(caller, 'write-cases')
  const count = async (scope: { unitIds: string[] | null }) =>
    (await reachedDeployments(ports.db, scope, [caseId], 1_000_000)).get(caseId)?.length ?? 0
  if ((await count(caller)) < (await count({ unitIds: null })))
    throw new Problem(403, 'not-allowed', 'The case reaches deployments of other units; somebody who sees them all answers it.')
}
