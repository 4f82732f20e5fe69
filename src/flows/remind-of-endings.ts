import { before, fallsOn, furthest } from '../core/cadence'
import { addDays } from '../core/day'
import type { Ports } from '../ports'
import { cadenceOf } from '../store/cadence'
import { type Ending, endingsBetween } from '../store/endings'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

const events = { evidence: 'evidence.ending', certificate: 'certificate.ending', contract: 'contract.day' } as const satisfies Record<
  Ending['noun'],
  string
>

/**
 * Tells, on the days of the cadence before it comes, of the last day of a document or certificate, and of a contract's start, end, renewal and last day to give
 * notice. Each once; what fell into days on which nothing ran is told once, and marked late.
 */
export async function remindOfEndings(ports: Pick<Ports, 'db' | 'now' | 'newId'>, { from, at }: Window): Promise<Part> {
  const today = at.slice(0, 10)
  const after = from === null ? addDays(today, -1) : from.slice(0, 10)
  if (after >= today) return { counts: { endingReminders: 0 }, writing: noticesOf(ports, []) }
  const { endsBefore } = await cadenceOf(ports.db)
  const soon = await endingsBetween(ports.db, addDays(after, 1), addDays(today, furthest(endsBefore)))
  const told = soon.flatMap((one) => {
    const on = fallsOn(one.day, before(endsBefore), { after, today })
    if (on === null) return []
    const { noun, id, vendorId, name, what, day } = one
    return notice(ports, {
      idempotencyKey: `ending ${noun} ${id} ${what} ${day} ${on}`,
      event: events[noun],
      payload: { noun, id, vendorId, name, what, day, late: on < today },
      demo: one.demo === 1,
    })
  })
  return { counts: { endingReminders: told.length }, writing: noticesOf(ports, told) }
}
