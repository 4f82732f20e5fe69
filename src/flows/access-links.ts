import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import { type AccessLink, accessLinkByHash, dropLapsedLinks, openAccessLinks } from '../store/access-links'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { isBeyondAccess, type Person, personByEmail, personById } from '../store/people'
import { accessLinks, people, sessions } from '../store/schema'
import { combine, commit, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { auditedPerson } from './add-person'
import { notice, noticesOf } from './notify-people'

const dayMs = 86_400_000
/** An invitation may lie in an inbox over a holiday; a forgotten password is set at once. */
const lastsMs = { invitation: 7 * dayMs, password: dayMs } as const
/** Who asks again sooner is not written to again. */
const quietMs = 10 * 60_000

type LinkPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>
/** Where links lead, and whether one is sent to the person by e-mail besides. */
export type LinkWay = { base: string; mail: boolean }

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

/** A one-time link and its row; of the secret in it the row has a hash alone. */
function made({ now, newSecret, digest }: LinkPorts, person: Person, base: string, createdBy: string | null) {
  const purpose = person.state === 'invited' ? ('invitation' as const) : ('password' as const)
  const secret = newSecret(32)
  const row: AccessLink = {
    hash: digest(secret),
    personId: person.id,
    purpose,
    createdAt: now(),
    createdBy,
    expiresAt: later(now(), lastsMs[purpose]),
    usedAt: null,
  }
  return { link: `${base}/access?token=${secret}`, row }
}

/** What stores a link, with the e-mail that carries it where one is wanted. The outbox forgets the link once it is sent. */
function stored(ports: LinkPorts, person: Person, { link, row }: ReturnType<typeof made>, mail: boolean): Writing {
  const told = notice(ports, {
    idempotencyKey: `person.link ${row.hash}`,
    event: row.purpose === 'invitation' ? 'person.invited' : 'person.password-link',
    personId: person.id,
    payload: { link, expiresAt: row.expiresAt },
    demo: person.demo,
  })
  const own: Writing = {
    acts: [],
    write: (applies) => [
      ports.db.delete(accessLinks).where(sql`${eq(accessLinks.personId, person.id)} and ${isNull(accessLinks.usedAt)} and ${applies}`),
      ...insertRows(ports.db, accessLinks, [row], { applies }),
    ],
    guard: sql`1`,
  }
  return combine(own, mail ? noticesOf(ports, [told]) : nothing)
}

/**
 * Makes a link with which a person sets a password, for an administrator to hand over; the one before stops working. It is answered this once. Who has
 * left gets none.
 */
export async function issueAccessLink(
  ports: LinkPorts,
  actor: Actor,
  personId: string,
  { base, mail }: LinkWay,
): Promise<Persisted<{ link: string; expiresAt: string; person: Person }, Refusal<'unknown' | 'left'>>> {
  const { db, now, digest } = ports
  return persist(ports, actor, async () => {
    const before = await personById(db, personId)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state === 'left') return { ok: false, reason: 'left' }
    const person = { ...before, version: before.version + 1, updatedAt: now() }
    const issued = made(ports, person, base, actor.personId)
    const own: Writing = {
      acts: [{ action: 'person.link-made', entity: 'person', entityId: person.id, after: auditedPerson(person, digest) }],
      write: (applies) => updateRows(db, people, [person], { applies }),
      guard: sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})`,
    }
    const result = { link: issued.link, expiresAt: issued.row.expiresAt, person }
    return { ok: true, writing: combine(own, stored(ports, person, issued, mail)), result }
  })
}

/**
 * Sends somebody who forgot their password a link by e-mail. Nobody is told whether there was somebody to send it to: the answer is always the same.
 * Nothing is audited until the password is set, so that strangers cannot fill the trail.
 */
export async function forgotPassword(ports: LinkPorts, email: string, base: string): Promise<void> {
  const { db, now, log } = ports
  const person = await personByEmail(db, email)
  if (!person || person.state === 'left' || isBeyondAccess(person, now())) return
  const open = await openAccessLinks(db, person.id, now())
  if (open.some(({ createdAt }) => later(createdAt, quietMs) > now())) return
  await dropLapsedLinks(db, person.id, now())
  const { write } = stored(ports, person, made(ports, person, base, null), true)
  const [first, ...rest] = write(sql`1`)
  if (first) await db.batch([first, ...rest])
  log('person.password-forgotten', { personId: person.id })
}

/** Whose link it is, while it is good. */
export async function accessLinkOpens({ db, now, digest }: Pick<Ports, 'db' | 'now' | 'digest'>, secret: string) {
  const found = await accessLinkByHash(db, digest(secret), now())
  return found && found.person.state !== 'left' && !isBeyondAccess(found.person, now()) ? found : null
}

/** Sets a password by a link, which is used up with that; who was invited is here from then on. Their other sessions end. */
export async function useAccessLink(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'hashPassword'>,
  secret: string,
  password: string,
): Promise<{ ok: true; person: Person } | { ok: false; reason: 'unknown' }> {
  const { db, now, digest } = ports
  const passwordHash = await ports.hashPassword(password)
  for (;;) {
    const found = await accessLinkOpens(ports, secret)
    if (!found) return { ok: false, reason: 'unknown' }
    const { link, person: before } = found
    const person: Person = { ...before, passwordHash, state: 'active', version: before.version + 1, updatedAt: now() }
    const action = before.state === 'invited' ? 'person.accepted' : 'person.password-set'
    const done = await commit(
      ports,
      { personId: person.id },
      {
        acts: [{ action, entity: 'person', entityId: person.id, after: auditedPerson(person, digest) }],
        write: (applies) => [
          ...updateRows(db, people, [person], { applies }),
          db
            .update(accessLinks)
            .set({ usedAt: now() })
            .where(and(eq(accessLinks.hash, link.hash), applies)),
          db.delete(sessions).where(and(eq(sessions.personId, person.id), applies)),
        ],
        guard: sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})
          and exists (select 1 from access_links where hash = ${link.hash} and used_at is null)`,
      },
    )
    if (done) return { ok: true, person }
  }
}
