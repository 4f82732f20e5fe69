import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Claim, claimById, writeClaims } from '../store/claims'
import { type Persisted, persist, type Refusal } from '../store/writing'

/** A withdrawn claim stays readable where somebody rested on it, and answers nothing any longer. */
export function withdrawClaim(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Persisted<Claim, Refusal<'unknown' | 'already-withdrawn'>>> {
  return persist<Claim, Refusal<'unknown' | 'already-withdrawn'>>(ports, actor, async () => {
    const before = await claimById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state === 'withdrawn') return { ok: false, reason: 'already-withdrawn' }
    const next: Claim = { ...before, state: 'withdrawn', reason, version: before.version + 1, updatedAt: ports.now() }
    return { ok: true, writing: writeClaims(ports.db, 'claim.withdrawn', { changed: [next] }), result: next }
  })
}
