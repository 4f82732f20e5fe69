import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayText } from '../core/day'
import { frameworksOfPack } from '../core/pack'
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
const day = dayText.nullish().transform((given) => given ?? null)
/** How far somebody's access goes. */
export const personLimits = {
  /** What an auditor is limited to; null = all. */
  frameworks: z
    .array(z.string().refine((id) => frameworksOfPack().includes(id), 'no framework of the pack'))
    .max(100)
    .nullish()
    .transform((given) => (given?.length ? given : null)),
  periodFrom: day,
  periodTo: day,
  /** The last day of anybody's access. */
  expiresOn: day,
}
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
  ...personLimits,
})
export type NewPerson = z.input<typeof newPerson>

type Refusal =
  | { ok: false; reason: 'email-taken' | 'id-taken' | 'someone-exists' | 'wrong-period' | 'beyond-units' }
  | { ok: false; reason: 'no-such-unit'; unit: string }

/** Units to which whoever acts is kept, those below among them; null = to none. */
export type Within = readonly string[] | null
/** Whether somebody may give these units (none = all): theirs alone. */
export const isWithin = (within: Within, unitIds: readonly string[]): boolean =>
  within === null || (unitIds.length > 0 && unitIds.every((id) => within.includes(id)))
export const someOfYours = 'expected some of your units'

/** A period of an auditor that ends before it begins. */
export const isWrongPeriod = ({ periodFrom, periodTo }: Pick<Person, 'periodFrom' | 'periodTo'>): boolean =>
  periodFrom !== null && periodTo !== null && periodTo < periodFrom

/** What the audit trail keeps of a person: of the password's hash only a digest, by which an altered one shows. */
export const auditedPerson = ({ passwordHash, ...person }: Person, digest: Ports['digest']) => ({
  ...person,
  hasPassword: passwordHash !== null,
  passwordDigest: passwordHash === null ? null : digest(passwordHash),
})

/**
 * Registers a person. Units may be named by id or name; none = all units. With `first`, only while nobody is registered (the set-up): whoever
 * comes second is refused. With `invite` they come in by a link that lets them set a password (`access-links.ts`). Whoever administers the units
 * `within` alone gives units of these.
 */
export async function addPerson(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'hashPassword' | 'log'>,
  actor: Actor,
  given: z.output<typeof newPerson>,
  { first = false, invite = false, within = null }: { first?: boolean; invite?: boolean; within?: Within } = {},
): Promise<{ ok: true; person: Person } | Refusal> {
  const { db, now } = ports
  if (isWrongPeriod(given)) return { ok: false, reason: 'wrong-period' }
  const unitIds: string[] = []
  for (const name of given.unitIds ?? []) {
    const unit = await unitByIdOrName(db, name)
    if (!unit) return { ok: false, reason: 'no-such-unit', unit: name }
    unitIds.push(unit.id)
  }
  if (!isWithin(within, unitIds)) return { ok: false, reason: 'beyond-units' }
  const person: Person = {
    ...unsaid,
    frameworks: given.frameworks,
    periodFrom: given.periodFrom,
    periodTo: given.periodTo,
    expiresOn: given.expiresOn,
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
