import { z } from 'zod'
import type { Ports } from '../ports'
import { foldEmail, isBeyondAccess, type Person, personByEmail } from '../store/people'
import { deleteLapsedSessions, insertSession } from '../store/sessions'
import { dropSetting, dropSettingsBefore, putSetting, setting } from '../store/settings'

/** Wrong passwords in a row before one has to wait, and for how long at first; it doubles up to an hour. */
const freeFailures = 5
const firstWaitMs = 30_000
const longestWaitMs = 3_600_000
/** A browser is known for as long as its cookie lasts. */
export const knownDeviceMs = 400 * 86_400_000

const failures = z.object({ count: z.number().int(), until: z.string(), lastAt: z.string() })

const after = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString()

/** A hash that no password has, so that an unknown address takes as long as a wrong password. */
const nobody = 'scrypt$16384$8$5$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

export type SignIn = {
  email: string
  password: string
  /** From where: an address, or a device that signed in as this person before. */
  from: string
  userAgent: string | null
  sessionMs: number
}

/**
 * A session for the right e-mail and password. Failures are counted by account *and* place, so that a stranger who guesses wrong shuts out
 * only themselves, never the person from their own place. Which of the two was wrong is not told.
 */
export async function signIn(
  ports: Pick<Ports, 'db' | 'now' | 'newSecret' | 'digest' | 'checkPassword' | 'log'>,
  { email, password, from, userAgent, sessionMs }: SignIn,
): Promise<
  { ok: true; secret: string; personId: string } | { ok: false; reason: 'wrong' } | { ok: false; reason: 'wait'; seconds: number }
> {
  const done = await checkedPassword(ports, { email, password, from })
  if (!done.ok) return done
  const { person } = done
  return { ok: true, secret: await beginSession(ports, { personId: person.id, userAgent, sessionMs }), personId: person.id }
}

/** A new session of somebody who has shown who they are; its secret is kept as a hash alone. */
export async function beginSession(
  { db, now, newSecret, digest, log }: Pick<Ports, 'db' | 'now' | 'newSecret' | 'digest' | 'log'>,
  { personId, userAgent, sessionMs }: { personId: string } & Pick<SignIn, 'userAgent' | 'sessionMs'>,
): Promise<string> {
  await deleteLapsedSessions(db, now())
  // strangers can write these as well: what has no effect any more is kept no longer
  await dropSettingsBefore(db, 'sign-in-failures:', after(now(), -longestWaitMs))
  await dropSettingsBefore(db, 'device:', after(now(), -knownDeviceMs))
  const secret = newSecret(32)
  await insertSession(db, {
    hash: digest(secret),
    personId,
    createdAt: now(),
    expiresAt: after(now(), sessionMs),
    lastSeenAt: now(),
    userAgent: userAgent?.slice(0, 200) ?? null,
  })
  log('person.signed-in', { personId })
  return secret
}

/** Whether a password is right, with the count of failures by account and place. */
export async function checkedPassword(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'checkPassword' | 'log'>,
  { email, password, from }: Pick<SignIn, 'email' | 'password' | 'from'>,
): Promise<{ ok: true; person: Person } | { ok: false; reason: 'wrong' } | { ok: false; reason: 'wait'; seconds: number }> {
  const { db, now, digest } = ports
  const person = await personByEmail(db, email)
  const key = `sign-in-failures:${digest(`${person?.id ?? email.toLowerCase()}\n${from}`)}`
  const before = failures.safeParse(await setting(db, key)).data ?? { count: 0, until: '', lastAt: now() }
  if (before.until > now()) return { ok: false, reason: 'wait', seconds: Math.ceil((Date.parse(before.until) - Date.parse(now())) / 1000) }
  const right = await ports.checkPassword(password, person?.passwordHash ?? nobody)
  if (!right || !person || person.state !== 'active' || isBeyondAccess(person, now())) {
    const count = (after(before.lastAt, longestWaitMs) < now() ? 0 : before.count) + 1
    const waitMs = count < freeFailures ? 0 : Math.min(firstWaitMs * 2 ** (count - freeFailures), longestWaitMs)
    await putSetting(db, key, { count, until: waitMs ? after(now(), waitMs) : '', lastAt: now() }, now())
    ports.log('sign-in.refused', { personId: person?.id ?? null, count })
    return { ok: false, reason: 'wrong' }
  }
  await dropSetting(db, key)
  return { ok: true, person }
}

const deviceKey = (digest: Ports['digest'], device: string) => `device:${digest(device)}`

/** Remembers that somebody signed in from a device (a random secret in its cookie), of which only a hash is kept. */
export const rememberSignIn = async (
  { db, now, digest }: Pick<Ports, 'db' | 'now' | 'digest'>,
  device: string,
  email: string,
): Promise<void> => {
  await putSetting(db, deviceKey(digest, device), foldEmail(email), now())
}

/** Whether this person signed in from this device before. */
export const knownDevice = async ({ db, digest }: Pick<Ports, 'db' | 'digest'>, device: string, email: string): Promise<boolean> =>
  (await setting(db, deviceKey(digest, device))) === foldEmail(email)
