import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { updateRows } from '../store/bulk'
import { type Person, personById } from '../store/people'
import { people, sessions } from '../store/schema'
import { deleteOtherSessions, deleteSession, type Session, sessionByName } from '../store/sessions'
import { type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { auditedPerson } from './add-person'

/** Ends one of somebody's own sessions. False where there is none of this name. */
export async function endSession({ db, now, log }: Pick<Ports, 'db' | 'now' | 'log'>, personId: string, name: string): Promise<boolean> {
  const session = await sessionByName(db, name, now())
  if (session?.personId !== personId) return false
  await deleteSession(db, session.hash)
  log('session.ended', { personId })
  return true
}

/** Ends all of somebody's own sessions but the one with this hash. */
export async function endOtherSessions({ db, log }: Pick<Ports, 'db' | 'log'>, personId: string, hash: string): Promise<void> {
  await deleteOtherSessions(db, personId, hash)
  log('sessions.ended', { personId })
}

type EndPorts = Pick<Ports, 'db' | 'now' | 'digest'>

/** Ends a session of somebody else, as an administrator may; that is kept with the person. */
export const endSessionOf = (ports: EndPorts, actor: Actor, session: Session) =>
  endThose(ports, actor, session.personId, 'person.session-ended', sql`${eq(sessions.hash, session.hash)}`)

/** Signs somebody out everywhere; their tokens stay. */
export const signOutPerson = (ports: EndPorts, actor: Actor, personId: string) =>
  endThose(ports, actor, personId, 'person.signed-out', sql`${eq(sessions.personId, personId)}`)

function endThose(
  ports: EndPorts,
  actor: Actor,
  personId: string,
  action: string,
  which: ReturnType<typeof sql>,
): Promise<Persisted<Person, Refusal<'unknown'>>> {
  const { db, now, digest } = ports
  return persist<Person, Refusal<'unknown'>>(ports, actor, async () => {
    const before = await personById(db, personId)
    if (!before) return { ok: false, reason: 'unknown' }
    const person: Person = { ...before, version: before.version + 1, updatedAt: now() }
    const writing: Writing = {
      acts: [{ action, entity: 'person', entityId: person.id, after: auditedPerson(person, digest) }],
      write: (applies) => [...updateRows(db, people, [person], { applies }), db.delete(sessions).where(sql`${which} and ${applies}`)],
      guard: sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})`,
    }
    return { ok: true, writing, result: person }
  })
}
