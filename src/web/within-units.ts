import { reachedDeployments } from '../store/cases'
import { isVisible } from '../store/visibility'
import { type Caller, demand } from './authorise'
import type { AppDeps } from './environment'
import { type FieldError, invalid, Problem } from './problem'

/** What a caller of some units may not write: a record belongs to one of their units or to all, and rests on what they may see. */
export async function faultsWithin(
  { ports }: AppDeps,
  caller: Caller,
  { unitId, vendorId, systemId }: { unitId?: unknown; vendorId?: unknown; systemId?: unknown },
): Promise<FieldError[]> {
  if (caller.unitIds === null) return []
  const errors: FieldError[] = []
  if (typeof unitId === 'string' && !caller.unitIds.includes(unitId))
    errors.push({ path: 'unitId', message: `not one of your units: ${unitId}` })
  if (typeof vendorId === 'string' && !(await isVisible(ports.db, caller, 'vendors', vendorId)))
    errors.push({ path: 'vendorId', message: `no such vendor: ${vendorId}` })
  if (typeof systemId === 'string' && !(await isVisible(ports.db, caller, 'systems', systemId)))
    errors.push({ path: 'systemId', message: `no such system: ${systemId}` })
  return errors
}

/** The same as a refusal. */
export async function demandWithin(deps: AppDeps, caller: Caller, row: Parameters<typeof faultsWithin>[2]): Promise<void> {
  const errors = await faultsWithin(deps, caller, row)
  if (errors.length) throw invalid(errors)
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
