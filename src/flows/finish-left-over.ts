import { z } from 'zod'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { followUpsLeft } from '../store/follow-ups'
import { dropSetting } from '../store/settings'
import { followRoles } from './follow-roles'
import { decideTakenBack } from './take-back-sets'

const left = z.discriminatedUnion('what', [
  z.object({ what: z.literal('unit-edited'), unitId: z.string(), roles: z.array(z.string()).nullable() }),
  z.object({
    what: z.literal('triage-undone'),
    triagedAt: z.string().nullable(),
    back: z.array(
      z.object({ entity: z.enum(['organisation', 'vendor', 'system', 'deployment']), entityId: z.string(), fields: z.array(z.string()) }),
    ),
  }),
])
export type LeftOver = z.input<typeof left>

/** Does what an edit of a unit, or an undo, left to do because its process died. To do it twice changes nothing. Answers how much of it. */
export async function finishLeftOver(ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>): Promise<number> {
  const all = await followUpsLeft(ports.db)
  for (const { key, value } of all) {
    const one = left.parse(value)
    if (one.what === 'unit-edited') await followRoles(ports, ruleActor, one.unitId, one.roles)
    else await decideTakenBack(ports, ruleActor, one, one.back)
    await dropSetting(ports.db, key)
  }
  return all.length
}
