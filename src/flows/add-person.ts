import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows } from '../store/bulk'
import { foldEmail, type Person, personByEmail, personById, unsaid } from '../store/people'
import { people, personRoles } from '../store/schema'
import { unitByIdOrName } from '../store/units'
import { commit } from '../store/writing'

export const minPasswordLength = 8
export const password = z.string().min(minPasswordLength, `expected at least ${minPasswordLength} characters`).max(500)
export const newPerson = z.strictObject({
  id: recordId.optional(),
  email: z
    .string()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/, 'expected an e-mail address')
    .transform(foldEmail),
  name: z.string().trim().min(1).max(200),
  role: z.enum(personRoles),
  unitIds: z.array(z.string()).max(1000).nullish(),
  password: password.optional(),
})
export type NewPerson = z.input<typeof newPerson>

type Refusal = { ok: false; reason: 'email-taken' | 'id-taken' | 'someone-exists' } | { ok: false; reason: 'no-such-unit'; unit: string }

/** What the audit trail keeps of a person: of the password's hash only a digest, by which an altered one shows. */
export const auditedPerson = ({ passwordHash, ...person }: Person, digest: Ports['digest']) => ({
  ...person,
  hasPassword: passwordHash !== null,
  passwordDigest: passwordHash === null ? null : digest(passwordHash),
})

/**
 * Registers a person. Units may be named by id or name; none = all units. With `first`, only while nobody is registered (the set-up): whoever
 * comes second is refused. With `invite` they come in by a link that lets them set a password (`access-links.ts`).
 */
export async function addPerson(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'hashPassword' | 'log'>,
  actor: Actor,
  given: z.output<typeof newPerson>,
  { first = false, invite = false }: { first?: boolean; invite?: boolean } = {},
): Promise<{ ok: true; person: Person } | Refusal> {
  const { db, now } = ports
  const unitIds: string[] = []
  for (const name of given.unitIds ?? []) {
    const unit = await unitByIdOrName(db, name)
    if (!unit) return { ok: false, reason: 'no-such-unit', unit: name }
    unitIds.push(unit.id)
  }
  const person: Person = {
    ...unsaid,
    id: given.id ?? ports.newId(),
    email: given.email,
    name: given.name,
    role: given.role,
    unitIds: given.unitIds?.length ? unitIds : null,
    state: invite ? 'invited' : 'active',
    passwordHash: given.password === undefined ? null : await ports.hashPassword(given.password),
    version: 1,
    demo: false,
    createdAt: now(),
    updatedAt: now(),
  }
  const done = await commit(ports, actor, {
    acts: [
      {
        action: invite ? 'person.invited' : 'person.added',
        entity: 'person',
        entityId: person.id,
        after: auditedPerson(person, ports.digest),
      },
    ],
    write: (applies) => insertRows(db, people, [person], { applies }),
    guard: sql`not exists (select 1 from people where email = ${person.email} or id = ${person.id}) and (not ${first ? 1 : 0} or not exists (select 1 from people where demo = 0))`,
  })
  if (done) {
    ports.log('person.added', { personId: person.id, role: person.role })
    return { ok: true, person }
  }
  if (await personByEmail(db, person.email)) return { ok: false, reason: 'email-taken' }
  return { ok: false, reason: (await personById(db, person.id)) ? 'id-taken' : 'someone-exists' }
}
