import { isVisible } from '../store/visibility'
import type { Caller } from './authorise'
import type { AppDeps } from './environment'
import { type FieldError, invalid } from './problem'

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
