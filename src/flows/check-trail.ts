import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Ports } from '../ports'
import { type Actor, genesis } from '../store/audit'
import { audit } from '../store/schema'
import { putSetting, setting } from '../store/settings'
import { verifyChain } from './verify'

/** How far the chain was recomputed, by whom and when, and what was found. */
const trailCheck = z.object({
  seq: z.number().int(),
  head: z.string(),
  at: z.string(),
  personId: z.string().nullable(),
  whole: z.boolean(),
  fault: z.object({ seq: z.number().int().nullable(), what: z.string() }).nullable(),
})
export type TrailCheck = z.infer<typeof trailCheck>

const settingKey = 'audit-check'
/** One request recomputes for so long at most, in real time. */
const longestMs = 2_000

/** The latest check; null when nobody has asked for one. */
export async function lastTrailCheck(db: Ports['db']): Promise<TrailCheck | null> {
  const value = await setting(db, settingKey)
  return value === undefined ? null : trailCheck.parse(value)
}

/**
 * Recomputes the chain from its first row, or goes on where the latest check stopped, for two seconds at most. Going on begins anew where the row at
 * which it stopped is no longer the one that was recomputed.
 */
export async function checkTrail(
  ports: Pick<Ports, 'db' | 'now' | 'realNow' | 'digest' | 'log'>,
  actor: Actor,
  { goOn }: { goOn: boolean },
): Promise<TrailCheck> {
  const { db } = ports
  const before = goOn ? await lastTrailCheck(db) : null
  const [row] = before ? await db.select({ hash: audit.hash }).from(audit).where(eq(audit.seq, before.seq)) : []
  const from = before && !before.fault && row?.hash === before.head ? { seq: before.seq, head: before.head } : { seq: 0, head: genesis }
  const begun = ports.realNow()
  const done = await verifyChain(
    ports,
    () => {},
    from,
    () => ports.realNow() - begun < longestMs,
  )
  const check: TrailCheck = {
    seq: done.rows,
    head: done.head,
    at: ports.now(),
    personId: actor.personId,
    whole: done.whole,
    fault: done.fault && { seq: done.fault.seq, what: done.fault.what },
  }
  await putSetting(db, settingKey, check, ports.now())
  ports.log('trail.checked', { rows: check.seq, whole: check.whole, ok: check.fault === null })
  return check
}
