import { kindsWith } from '../core/announce'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { type Finding, findingById, writeFindings } from '../store/findings'
import { reachOf } from '../store/reach'
import { reviewsOfCases } from '../store/reviews'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { decideAgain } from './decide-again'
import { planFinding } from './plan-finding'

export type AnnounceRefusal = Refusal<'unknown' | 'already-announced' | 'settled'>

/**
 * A notice of the vendor that came within the window turns a silent or unknown finding into an announced one: the kind of silence goes, its severity and
 * the dates of its open reviews are computed again, audited. What people have closed stays as it was signed.
 */
export function announceFinding(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  findingId: string,
  { announcedBy, why, actor = ruleActor }: { announcedBy: NonNullable<Finding['announcedBy']>; why: string; actor?: Actor },
): Promise<Persisted<Finding, AnnounceRefusal>> {
  const { db, now } = ports
  return persist<Finding, AnnounceRefusal>(ports, actor, async () => {
    const before = await findingById(db, findingId)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.announcement === 'announced') return { ok: false, reason: 'already-announced' }
    if (before.state === 'dismissed' || before.state === 'not-confirmed') return { ok: false, reason: 'settled' }
    const next: Finding = {
      ...before,
      // what a person named stays named
      kinds: before.origin === 'found' ? kindsWith(before.kinds, 'announced') : before.kinds,
      announcement: 'announced',
      announcedBy,
      announcementWhy: why,
      announcementOpenUntil: null,
      version: before.version + 1,
      updatedAt: now(),
    }
    next.severity = planFinding(ports, next, await reachOf(db, next)).severity
    const reviews = next.caseId ? await reviewsOfCases(db, [next.caseId], 'open') : []
    const mine = reviews.filter((review) => review.reasons.some((reason) => reason.findingId === findingId))
    const because = 'No longer due: the vendor announced the change.'
    const follow = mine.length ? await decideAgain(ports, mine, { changed: [next], because }) : nothing
    return { ok: true, writing: combine(writeFindings(db, 'finding.announced', { changed: [next] }), follow), result: next }
  })
}
