import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { personByEmail } from '../store/people'
import { people, sessions } from '../store/schema'
import { commit } from '../store/writing'
import { auditedPerson } from './add-person'

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
