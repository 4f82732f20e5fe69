import type { Ports } from '../ports'
import { type Session, touchSession } from '../store/sessions'
import { type Token, touchToken } from '../store/tokens'

const hourMs = 3_600_000
const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

/** Notes that a token was used, once an hour at most. */
export async function noteTokenUse({ db, now }: Pick<Ports, 'db' | 'now'>, token: Token): Promise<void> {
  if (!token.lastUsedAt || later(token.lastUsedAt, hourMs) < now()) await touchToken(db, token.id, now())
}

/** Notes that a session was used, once an hour at most, and lets it last `sessionMs` from then. */
export async function noteSessionUse({ db, now }: Pick<Ports, 'db' | 'now'>, session: Session, sessionMs: number): Promise<void> {
  if (later(session.lastSeenAt, hourMs) < now()) await touchSession(db, session.hash, now(), later(now(), sessionMs))
}
