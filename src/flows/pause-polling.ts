import { z } from 'zod'
import type { Pauses } from '../core/pause'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { runBatch } from '../store/database'
import { pausesNow, pausesWriting } from '../store/pauses'
import { syncSourceStates } from '../store/source-states'
import { type Persisted, persist, type Refusal } from '../store/writing'

export const pausing = z.strictObject({ reason: z.string().trim().min(1).max(1_000), vendorId: z.string().min(1).max(200).nullish() })
export const resuming = z.strictObject({ vendorId: z.string().min(1).max(200).nullish() })

type Needs = Pick<Ports, 'db' | 'now' | 'digest'>

/** Nothing of a vendor, or without one nothing at all, is asked for until it is taken up again; not by schedule and not by hand. */
export const pausePolling = (ports: Needs, actor: Actor, { reason, vendorId }: z.infer<typeof pausing>) =>
  change(ports, actor, vendorId ?? null, { reason, at: ports.now(), personId: actor.personId })

/** Takes polling up again; what became due meanwhile is asked within the manners of its sites. */
export const resumePolling = (ports: Needs, actor: Actor, { vendorId }: z.infer<typeof resuming>) =>
  change(ports, actor, vendorId ?? null, null)

async function change(
  ports: Needs,
  actor: Actor,
  vendorId: string | null,
  after: Pauses['all'],
): Promise<Persisted<Pauses, Refusal<'so-already'>>> {
  const { db, now } = ports
  const done = await persist<Pauses, Refusal<'so-already'>>(ports, actor, async () => {
    const before = await pausesNow(db)
    const stands = vendorId === null ? before.all : (before.vendors[vendorId] ?? null)
    if ((stands === null) === (after === null)) return { ok: false, reason: 'so-already' }
    const { [vendorId ?? '']: _, ...others } = before.vendors
    const vendors = vendorId === null ? before.vendors : { ...others, ...(after && { [vendorId]: after }) }
    const next = { all: vendorId === null ? after : before.all, vendors }
    const act = { at: now(), action: after ? 'polling.paused' : 'polling.resumed', entityId: vendorId ?? 'all', after }
    return { ok: true, writing: pausesWriting(db, before, next, act), result: next }
  })
  await runBatch(db, syncSourceStates(db, now()))
  return done
}
