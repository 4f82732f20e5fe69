import type { Ports } from '../ports'
import { deleteOtherSessions, deleteSession, sessionsOf } from '../store/sessions'

/** A name for a session that gives nothing away of its secret. */
export const sessionName = (hash: string) => hash.slice(0, 16)

/** Ends one of somebody's own sessions. False where there is none of this name. */
export async function endSession({ db, now, log }: Pick<Ports, 'db' | 'now' | 'log'>, personId: string, name: string): Promise<boolean> {
  const session = (await sessionsOf(db, personId, now())).find(({ hash }) => sessionName(hash) === name)
  if (!session) return false
  await deleteSession(db, session.hash)
  log('session.ended', { personId })
  return true
}

/** Ends all of somebody's own sessions but the one with this hash. */
export async function endOtherSessions({ db, log }: Pick<Ports, 'db' | 'log'>, personId: string, hash: string): Promise<void> {
  await deleteOtherSessions(db, personId, hash)
  log('sessions.ended', { personId })
}
