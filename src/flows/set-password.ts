import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Person, personByEmail } from '../store/people'
import { people, sessions } from '../store/schema'
import { commit } from '../store/writing'
import { auditedPerson, password } from './add-person'
import { checkedPassword } from './sign-in'

export const ownPassword = z.strictObject({ currentPassword: z.string().min(1).max(1_000), newPassword: password })

/** Gives oneself a new password, for the present one: wrong ones are counted as at sign-in. All one's sessions end. */
export async function changeOwnPassword(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'hashPassword' | 'checkPassword' | 'log'>,
  { id, email }: Pick<Person, 'id' | 'email'>,
  { currentPassword, newPassword }: z.output<typeof ownPassword>,
): Promise<{ ok: true } | { ok: false; reason: 'wrong' } | { ok: false; reason: 'wait'; seconds: number }> {
  const right = await checkedPassword(ports, { email, password: currentPassword, from: 'settings' })
  if (!right.ok) return right
  const done = await setPassword(ports, { personId: id }, { email, password: newPassword })
  return done.ok ? done : { ok: false, reason: 'wrong' }
}

/** Gives a person a new password and ends their sessions. */
export async function setPassword(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'hashPassword'>,
  actor: Actor,
  { email, password }: { email: string; password: string },
): Promise<{ ok: true } | { ok: false; reason: 'unknown' }> {
  const { db, now } = ports
  const passwordHash = await ports.hashPassword(password)
  for (;;) {
    const person = await personByEmail(db, email)
    if (!person) return { ok: false, reason: 'unknown' }
    const after = { ...person, passwordHash, version: person.version + 1, updatedAt: now() }
    const done = await commit(ports, actor, {
      acts: [{ action: 'person.password-set', entity: 'person', entityId: person.id, after: auditedPerson(after, ports.digest) }],
      write: (applies) => [
        db
          .update(people)
          .set({ passwordHash, version: after.version, updatedAt: after.updatedAt })
          .where(sql`${people.id} = ${person.id} and ${applies}`),
        db.delete(sessions).where(sql`${eq(sessions.personId, person.id)} and ${applies}`),
      ],
      guard: sql`exists (select 1 from people where id = ${person.id} and version = ${person.version})`,
    })
    if (done) return { ok: true }
  }
}
