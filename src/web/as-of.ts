import { stateAsOf } from '../store/history'
import { isVisible } from '../store/visibility'
import type { Caller } from './authorise'
import type { AppDeps } from './environment'
import { notFound } from './problem'

/**
 * What a record was as of an instant, 404 when it was not there. A caller of some units sees it if they may see the record today, or, when it is
 * gone, if it was theirs then.
 */
export async function demandAsOf(
  { ports }: AppDeps,
  caller: Caller,
  { noun, entity, id, at }: { noun: string; entity: string; id: string; at: string },
): Promise<object> {
  const state = await stateAsOf(ports.db, entity, id, at)
  if (typeof state !== 'object' || state === null) throw notFound()
  // null = not kept by unit: everybody sees it
  if ((caller.unitIds !== null || caller.limits) && (await isVisible(ports.db, caller, noun, id)) === false) {
    const unitId: unknown = Reflect.get(state, 'unitId')
    const gone = (await isVisible(ports.db, { unitIds: null }, noun, id)) === false
    if (!gone || (typeof unitId === 'string' && caller.unitIds !== null && !caller.unitIds.includes(unitId))) throw notFound()
  }
  return state
}
