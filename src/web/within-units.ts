import { isVisible } from '../store/visibility'
import type { Caller } from './authorise'
import type { AppDeps } from './environment'
import { invalid } from './problem'

/** A record that a caller of some units writes belongs to one of them or to all, and rests on what they may see: refused by name otherwise. */
export async function demandWithin(
  { ports }: AppDeps,
  caller: Caller,
  row: { unitId?: string | null; vendorId?: string; systemId?: string },
): Promise<void> {
  if (caller.unitIds === null) return
  const errors: { path: string; message: string }[] = []
  if (row.unitId && !caller.unitIds.includes(row.unitId)) errors.push({ path: 'unitId', message: `not one of your units: ${row.unitId}` })
  if (row.vendorId && !(await isVisible(ports.db, caller, 'vendors', row.vendorId)))
    errors.push({ path: 'vendorId', message: `no such vendor: ${row.vendorId}` })
  if (row.systemId && !(await isVisible(ports.db, caller, 'systems', row.systemId)))
    errors.push({ path: 'systemId', message: `no such system: ${row.systemId}` })
  if (errors.length) throw invalid(errors)
}
