import type { z } from 'zod'
import { type IntakeLink, intakeLinkKey } from '../core/intake/link'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { dropLink, linkStands, theIntakeLink, writeLink } from '../store/intake-link'
import { knownIds } from '../store/register'
import { askedThroughLink, type VendorRequest } from '../store/vendor-requests'
import { persist, type Refusal } from '../store/writing'
import { type publicRequest, requestRowFrom, saveVendorRequest } from './save-vendor-request'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>

/** Makes the public address anew: the secret is told this once, and an older one stops working. */
export async function makeIntakeLink(
  ports: Needs,
  actor: Actor,
  unitId: string | null,
): Promise<{ ok: true; secret: string; link: IntakeLink } | Refusal<'no-such-unit'>> {
  const { db, now, digest } = ports
  if (unitId !== null && !(await knownIds(db, 'units', [unitId])).has(unitId)) return { ok: false, reason: 'no-such-unit' }
  const secret = ports.newSecret(24)
  const done = await persist<IntakeLink, never>(ports, actor, async () => {
    const before = await theIntakeLink(db)
    const link: IntakeLink = { id: intakeLinkKey, hash: digest(secret), unitId, createdAt: now(), createdBy: actor.personId }
    return {
      ok: true,
      result: link,
      writing: {
        acts: [{ action: 'intake-link.made', entity: 'intake-link', entityId: intakeLinkKey, after: link }],
        guard: linkStands(before),
        write: (applies) => [writeLink(db, link, applies)],
      },
    }
  })
  return { ok: true, secret, link: done.result }
}

/** Ends the public address. Refused where there is none. */
export async function revokeIntakeLink(ports: Needs, actor: Actor): Promise<{ ok: true } | Refusal<'unknown'>> {
  const { db } = ports
  const done = await persist<null, Refusal<'unknown'>>(ports, actor, async () => {
    const before = await theIntakeLink(db)
    if (!before) return { ok: false, reason: 'unknown' }
    return {
      ok: true,
      result: null,
      writing: {
        acts: [{ action: 'intake-link.revoked', entity: 'intake-link', entityId: intakeLinkKey, after: null }],
        guard: linkStands(before),
        write: (applies) => [dropLink(db, applies)],
      },
    }
  })
  return done.ok ? { ok: true } : done
}

/** Whether the secret is that of the public address. */
export async function linkBySecret({ db, digest }: Pick<Ports, 'db' | 'digest'>, secret: string): Promise<IntakeLink | null> {
  const link = await theIntakeLink(db)
  return link && link.hash === digest(secret) ? link : null
}

/** So many may wait that came through the link within an hour; beyond, it rests. */
const mostAnHour = 30

/** Keeps a request of somebody without an account. They are told that it was kept and nothing else. */
export async function askByLink(
  ports: Needs,
  link: IntakeLink,
  { askedByName, askedByEmail, ...given }: z.output<typeof publicRequest>,
): Promise<{ ok: true; row: VendorRequest } | Refusal<'too-many'>> {
  const hourAgo = new Date(Date.parse(ports.now()) - 3_600_000).toISOString()
  if (((await askedThroughLink(ports.db, hourAgo)) ?? mostAnHour) >= mostAnHour) return { ok: false, reason: 'too-many' }
  const unitId = link.unitId !== null && (await knownIds(ports.db, 'units', [link.unitId])).has(link.unitId) ? link.unitId : null
  const begun = { id: ports.newId(), at: ports.now(), askedBy: null, askedByName, askedByEmail }
  const row = requestRowFrom({ ...given, unitId, factors: {}, documents: {} }, begun, null)
  const done = await saveVendorRequest(ports, ruleActor, row, null)
  if (!done.ok) throw new Error(`a public request was refused: ${done.reason}`)
  return done
}
