import { sql } from 'drizzle-orm'
import { ruleFor, signOnClaims } from '../core/sign-on-rules'
import type { Ports, SignOnPort } from '../ports'
import { ruleActor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { foldEmail, isBeyondAccess, type Person, personByEmail, unsaid } from '../store/people'
import { people } from '../store/schema'
import { deleteLapsedSignOns, insertSignOn, personBySubject, signOnRulesOf, signOnsUnderWay, takeSignOn } from '../store/sign-ons'
import { type Persisted, persist, type Refusal } from '../store/writing'
import { auditedPerson } from './add-person'

const attemptMs = 10 * 60_000
/** Anybody can begin; so many at once may be under way that strangers cannot fill the table. */
const mostUnderWay = 10_000

type SignOnPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>

/**
 * Begins a sign-on: where the browser goes, and the secret that its cookie keeps meanwhile, so that nobody can be made to come back with somebody
 * else's. The attempt is good once and for ten minutes.
 */
export async function beginSignOn(
  { db, now, newSecret, digest, log }: SignOnPorts,
  signOn: SignOnPort,
  redirectUrl: string,
): Promise<{ ok: true; url: string; state: string } | { ok: false; reason: 'provider' | 'busy' }> {
  await deleteLapsedSignOns(db, now())
  if ((await signOnsUnderWay(db)) >= mostUnderWay) return { ok: false, reason: 'busy' }
  const [state, nonce, verifier] = [newSecret(32), newSecret(32), newSecret(48)]
  const begun = await signOn.begin({ redirectUrl, state, nonce, verifier })
  if (!begun.ok) {
    log('sign-on.not-begun', { reason: begun.reason })
    return { ok: false, reason: 'provider' }
  }
  const expiresAt = new Date(Date.parse(now()) + attemptMs).toISOString()
  await insertSignOn(db, { hash: digest(state), nonce, verifier, expiresAt })
  return { ok: true, url: begun.url, state }
}

/** Why a sign-on came to nothing: the attempt is not known or over, the provider says no, or who came may not in. */
export type SignOnRefusal = 'unknown-attempt' | 'provider' | 'unverified' | 'other-account' | 'closed'

/**
 * Ends a sign-on: who came back. The subject of the provider decides who it is. Somebody unknown is registered without a role, or with the one that a
 * rule gives for a claim; a person who is registered with the same e-mail is that person, where the provider has verified the e-mail.
 */
export async function endSignOn(
  ports: SignOnPorts,
  signOn: SignOnPort,
  { redirectUrl, state, query }: { redirectUrl: string; state: string; query: string },
): Promise<{ ok: true; person: Person } | { ok: false; reason: SignOnRefusal }> {
  const { db, now, digest, log } = ports
  const attempt = await takeSignOn(db, digest(state), now())
  if (!attempt) return { ok: false, reason: 'unknown-attempt' }
  const ended = await signOn.finish({ redirectUrl, state, nonce: attempt.nonce, verifier: attempt.verifier }, query)
  const claims = ended.ok ? signOnClaims.safeParse(ended.claims) : null
  if (!claims?.success) {
    log('sign-on.refused', { reason: ended.ok ? 'the claims have not the form of OpenID Connect' : ended.reason })
    return { ok: false, reason: 'provider' }
  }
  const done = await personOf(ports, `${signOn.issuer} ${claims.data.sub}`, claims.data)
  if (!done.ok) log('sign-on.refused', { reason: done.reason })
  return done.ok ? { ok: true, person: done.result } : { ok: false, reason: done.reason }
}

type Claims = ReturnType<typeof signOnClaims.parse>
type Refused = Refusal<'unverified' | 'other-account' | 'closed'>

function personOf(ports: SignOnPorts, subject: string, claims: Claims): Promise<Persisted<Person, Refused>> {
  const { db, now, digest } = ports
  return persist<Person, Refused>(ports, ruleActor, async () => {
    const known = await personBySubject(db, subject)
    const email = claims.email === undefined || claims.email_verified !== true ? null : foldEmail(claims.email)
    // whose e-mail nobody vouches for could be anybody: neither is an account theirs, nor is the address to be registered as theirs
    if (!known && email === null) return { ok: false, reason: 'unverified' }
    const before = known ?? (email === null ? null : await personByEmail(db, email))
    if (before && before.oidcSubject !== null && before.oidcSubject !== subject) return { ok: false, reason: 'other-account' }
    if (before && (before.state === 'left' || isBeyondAccess(before, now()))) return { ok: false, reason: 'closed' }
    const rule = before === null || before.role === 'none' ? ruleFor(await signOnRulesOf(db), claims) : null
    const given = rule ? { role: rule.role, unitIds: rule.unitIds } : {}
    if (before && known && !rule && before.state === 'active')
      return { ok: true, writing: { acts: [], write: () => [], guard: sql`1` }, result: before }
    const person: Person = {
      ...(before ?? newcomer(ports, email ?? '', claims)),
      ...given,
      oidcSubject: subject,
      state: 'active',
      version: (before?.version ?? 0) + 1,
      updatedAt: now(),
    }
    const action = before ? (known ? 'person.edited' : 'person.signed-on') : 'person.added'
    return {
      ok: true,
      result: person,
      writing: {
        acts: [{ action, entity: 'person', entityId: person.id, after: auditedPerson(person, digest) }],
        write: (applies) => (before ? updateRows(db, people, [person], { applies }) : insertRows(db, people, [person], { applies })),
        guard: before
          ? sql`exists (select 1 from people where id = ${person.id} and version = ${before.version})`
          : sql`not exists (select 1 from people where email = ${person.email} or oidc_subject = ${subject})`,
      },
    }
  })
}

const newcomer = ({ now, newId }: Pick<Ports, 'now' | 'newId'>, email: string, { name, preferred_username }: Claims): Person => ({
  ...unsaid,
  id: newId(),
  email,
  name: (name?.trim() || preferred_username?.trim() || email).slice(0, 200),
  role: 'none',
  unitIds: null,
  state: 'active',
  passwordHash: null,
  version: 0,
  demo: false,
  createdAt: now(),
  updatedAt: now(),
})
