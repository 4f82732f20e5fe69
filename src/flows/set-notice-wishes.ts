import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { severities } from '../core/kind'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { updateRows } from '../store/bulk'
import { type Person, personById } from '../store/people'
import { people, rhythms } from '../store/schema'
import { type Persisted, persist, type Refusal } from '../store/writing'
import { auditedPerson } from './add-person'
import { timeOfDay, timeZone } from './save-channel'

/** How a person wants to be told; null = the default. */
export const noticeWishes = z
  .strictObject({
    rhythm: z.enum(rhythms).nullable(),
    timeZone: timeZone.nullable(),
    digestAt: timeOfDay.nullable(),
    quietFrom: timeOfDay.nullable(),
    quietTo: timeOfDay.nullable(),
    minSeverity: z.enum(severities).nullable(),
  })
  .refine(({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null), {
    path: ['quietTo'],
    error: 'quiet hours have a beginning and an end',
  })

/** Sets how a person wants to be told. */
export function setNoticeWishes(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  personId: string,
  wishes: z.output<typeof noticeWishes>,
): Promise<Persisted<Person, Refusal<'unknown'>>> {
  const { db, now, digest } = ports
  return persist<Person, Refusal<'unknown'>>(ports, actor, async () => {
    const before = await personById(db, personId)
    if (!before) return { ok: false, reason: 'unknown' }
    const person: Person = { ...before, ...wishes, version: before.version + 1, updatedAt: now() }
    return {
      ok: true,
      result: person,
      writing: {
        acts: [{ action: 'person.notices-set', entity: 'person', entityId: person.id, after: auditedPerson(person, digest) }],
        write: (applies) => updateRows(db, people, [person], { applies }),
        guard: sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})`,
      },
    }
  })
}
