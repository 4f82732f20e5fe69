import type { Ports } from '../ports'
import { deleteSession } from '../store/sessions'

/** Ends the session of a cookie; nothing happens for one that is not there. */
export async function signOut({ db, digest }: Pick<Ports, 'db' | 'digest'>, secret: string): Promise<void> {
  await deleteSession(db, digest(secret))
}
