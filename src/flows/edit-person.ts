import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayText } from '../core/day'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { isOneOf, updateRows } from '../store/bulk'
import { type Person, personById } from '../store/people'
import { people, personRoles, sessions, tokens } from '../store/schema'
import { unitByIdOrName } from '../store/units'
import { commit } from '../store/writing'
import { wrongAbsence } from './absence'
import { auditedPerson, isWithin, isWrongPeriod, newPerson, personLimits, someOfYours, type Within } from './add-person'
import { auditedToken } from './add-token'
import { handOver } from './hand-over'

const day = dayText.nullish().transform((given) => given ?? null)

export const personFields = z.strictObject({
  email: newPerson.shape.email,
  name: newPerson.shape.name,
  role: z.enum([...personRoles, 'none']),
  unitIds: z.array(z.string()).max(1000).nullish(),
  state: z.enum(['active', 'invited', 'left']).default('active'),
  ...personLimits,
  /** The first and the last day of an absence, and who gets new work meanwhile. */
  awayFrom: day,
  awayUntil: day,
  delegateId: z
    .string()
    .max(200)
    .nullish()
    .transform((given) => given || null),
  /** Who takes over what somebody holds who leaves; by rule where nobody is named. */
  successorId: z.string().min(1).max(200).nullish(),
})

/** A person's fields as they stand. */
export const fieldsOf = (person: Person): z.output<typeof personFields> => ({
  email: person.email,
  name: person.name,
  role: person.role,
  unitIds: person.unitIds,
  state: person.state,
  frameworks: person.frameworks,
  periodFrom: person.periodFrom,
  periodTo: person.periodTo,
  expiresOn: person.expiresOn,
  awayFrom: person.awayFrom,
  awayUntil: person.awayUntil,
  delegateId: person.delegateId,
})

type Refusal =
  | { ok: false; reason: 'changed' | 'email-taken' | 'last-administrator' | 'no-such-successor' | 'stays' }
  | { ok: false; reason: 'bad-field'; path: string; message: string }
  | { ok: false; reason: 'no-such-unit'; unit: string }

/**
 * Replaces a person's fields where they still have the version that was read. Who leaves is signed out, their tokens are revoked and what they hold
 * is handed over, to the successor where one is named. The last active administrator of all units can neither leave nor be given less. Units may be named
 * by id or name; whoever administers the units `within` alone gives units of these.
 */
export async function editPerson(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  before: Person,
  { successorId = null, ...given }: z.output<typeof personFields>,
  within: Within = null,
): Promise<{ ok: true; person: Person } | Refusal> {
  const { db, now } = ports
  const unitIds: string[] = []
  for (const name of given.unitIds ?? []) {
    const unit = await unitByIdOrName(db, name)
    if (!unit) return { ok: false, reason: 'no-such-unit', unit: name }
    unitIds.push(unit.id)
  }
  if (!isWithin(within, unitIds)) return { ok: false, reason: 'bad-field', path: 'unitIds', message: someOfYours }
  const wrong = (await wrongAbsence(ports, before.id, { ...given, unitIds })) ?? wrongPeriod(given)
  if (wrong) return { ok: false, reason: 'bad-field', ...wrong }
  const leaves = given.state === 'left' && before.state !== 'left'
  if (successorId !== null) {
    if (!leaves) return { ok: false, reason: 'stays' }
    const successor = await personById(db, successorId)
    if (!successor || successor.state === 'left' || successor.id === before.id) return { ok: false, reason: 'no-such-successor' }
  }
  const person: Person = {
    ...before,
    ...given,
    unitIds: unitIds.length ? unitIds : null,
    version: before.version + 1,
    updatedAt: now(),
  }
  const stays = person.role === 'administrator' && person.state === 'active' && person.unitIds === null
  const others = sql`exists (select 1 from people where id <> ${person.id} and role = 'administrator' and state = 'active' and unit_ids is null and demo = 0)`
  const wasOne = before.role === 'administrator' && before.state === 'active' && before.unitIds === null
  const left = person.state === 'left'
  const revokedAt = now()
  const theirs = left
    ? await db
        .select()
        .from(tokens)
        .where(and(eq(tokens.personId, person.id), isNull(tokens.revokedAt)))
    : []
  const done = await commit(ports, actor, {
    acts: [
      {
        action: leaves ? 'person.left' : 'person.edited',
        entity: 'person',
        entityId: person.id,
        after: auditedPerson(person, ports.digest),
      },
      ...theirs.map((token) => ({
        action: 'token.revoked',
        entity: 'token',
        entityId: token.id,
        after: auditedToken({ ...token, revokedAt }, ports.digest),
      })),
    ],
    write: (applies) => [
      ...updateRows(db, people, [person], { applies }),
      ...(left
        ? [
            db.delete(sessions).where(sql`${eq(sessions.personId, person.id)} and ${applies}`),
            db
              .update(tokens)
              .set({ revokedAt })
              .where(
                sql`${isOneOf(
                  tokens.id,
                  theirs.map((token) => token.id),
                )} and ${applies}`,
              ),
          ]
        : []),
    ],
    guard: sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})
      and not exists (select 1 from people where email = ${person.email} and id <> ${person.id}) and (${stays || !wasOne ? 1 : 0} or ${others})`,
  })
  if (done) {
    if (leaves) await handOver(ports, actor, { personId: person.id, toId: successorId })
    return { ok: true, person }
  }
  if ((await personById(db, person.id))?.version !== before.version) return { ok: false, reason: 'changed' }
  const [taken] = await db.select({ id: people.id }).from(people).where(eq(people.email, person.email))
  return { ok: false, reason: taken && taken.id !== person.id ? 'email-taken' : 'last-administrator' }
}

function wrongPeriod(given: Pick<Person, 'periodFrom' | 'periodTo'>) {
  return isWrongPeriod(given) ? { path: 'periodTo', message: `before ${given.periodFrom}` } : null
}
