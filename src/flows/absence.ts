import type { Ports } from '../ports'
import { personById } from '../store/people'
import { unitsBelow } from '../store/units'

type Absence = { awayFrom: string | null; awayUntil: string | null; delegateId: string | null; unitIds?: string[] | null | undefined }

/**
 * What is wrong with an absence: it needs both days, and who stands in must be somebody else who is here and belongs to all units of whom they stand in
 * for, or they could not see the work. Null where it is right, or where there is none.
 */
export async function wrongAbsence(
  { db }: Pick<Ports, 'db'>,
  personId: string,
  { awayFrom, awayUntil, delegateId, unitIds = null }: Absence,
): Promise<{ path: string; message: string } | null> {
  if (awayFrom === null && awayUntil === null && delegateId === null) return null
  if (awayFrom === null) return { path: 'awayFrom', message: 'expected the first day' }
  if (awayUntil === null || awayUntil < awayFrom) return { path: 'awayUntil', message: 'expected the last day, not before the first' }
  if (delegateId === null) return null
  const delegate = await personById(db, delegateId)
  if (delegate?.state !== 'active' || delegate.id === personId || delegate.role === 'none')
    return { path: 'delegateId', message: 'expected somebody else who is here' }
  if (delegate.unitIds === null) return null
  const below = await unitsBelow(db, delegate.unitIds)
  const all = unitIds?.length ? unitIds : null
  return all?.every((id) => below.includes(id)) ? null : { path: 'delegateId', message: 'does not belong to all units of this person' }
}
