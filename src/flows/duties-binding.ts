import { isDay } from '../core/day'
import { groupBy } from '../core/group'
import { type Obligation, pack } from '../core/pack'
import type { Ports } from '../ports'
import { someDeployments } from '../store/binding'
import { toldKeys } from '../store/notice-keys'
import { coverageOf } from './coverage'
import { dueBy, isLate } from './model-notices'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

/** Days before duties begin to bind on which those who owe them are told; the last is the day itself. */
const daysBefore = [90, 30, 0]
const someAtATime = 500

/**
 * Tells the owners of uses that duties of theirs begin to bind, 90 and 30 days before and on the day, each once and late where nothing ran on its day.
 * Looked at on those days alone: what each use owes is worked out from the register as it stands then.
 */
export async function dutiesBinding(ports: Pick<Ports, 'db' | 'now' | 'newId'>, window: Window): Promise<Part> {
  const { from, at } = window
  const today = at.slice(0, 10)
  const told: ReturnType<typeof notice>[] = []
  for (const [bindsOn, duties] of bindingDays()) {
    const due = dueBy(bindsOn, daysBefore, today)
    // a day that had come by the last tick was told then; at the first tick only what falls on its own day
    if (due === null || (from === null ? due !== today : due <= from.slice(0, 10))) continue
    const owners = new Map<string | null, { duties: Set<string>; demo: boolean }>()
    for (let after = ''; ; ) {
      const some = await someDeployments(ports.db, after, someAtATime)
      const byId = new Map(some.map((one) => [one.id, one]))
      for (const { deploymentId, obligationId } of (await coverageOf(ports, some, duties, today)).filter(
        ({ state }) => state !== 'not-applicable',
      )) {
        const use = byId.get(deploymentId)
        const so = owners.get(use?.ownerId ?? null) ?? { duties: new Set<string>(), demo: true }
        so.duties.add(obligationId)
        owners.set(use?.ownerId ?? null, { ...so, demo: so.demo && use?.demo === true })
      }
      after = some.at(-1)?.id ?? ''
      if (some.length < someAtATime) break
    }
    for (const [ownerId, { duties: owed, demo }] of owners)
      told.push(
        notice(ports, {
          idempotencyKey: `duties.binding ${bindsOn} ${due} ${ownerId ?? 'queue'}`,
          event: 'duties.binding',
          personId: ownerId,
          payload: { bindsOn, day: due, late: isLate(due, window), obligationIds: [...owed].sort().slice(0, 50), duties: owed.size },
          demo,
        }),
      )
  }
  const known = await toldKeys(
    ports.db,
    told.map(({ idempotencyKey }) => idempotencyKey),
  )
  const rows = told.filter(({ idempotencyKey }) => !known.has(idempotencyKey))
  return { counts: { dutiesBinding: rows.length }, writing: noticesOf(ports, rows) }
}

/** Days from which laws of the pack bind, with the duties of each. */
function bindingDays(): Map<string, Obligation[]> {
  const laws = [...pack().obligations.values()].filter(({ force }) => force === 'law')
  const dated = laws.flatMap((duty) => [...new Set(Object.values(duty.applies_from))].filter(isDay).map((day) => ({ day, duty })))
  return new Map([...groupBy(dated, ({ day }) => day)].map(([day, some]) => [day, some.map(({ duty }) => duty)]))
}
