import { nextLook } from '../core/review-rhythm'
import type { Ports } from '../ports'
import { vendorsByTier } from '../store/binding'
import { cadenceOf } from '../store/cadence'
import { toldKeys } from '../store/notice-keys'
import { isLate } from './model-notices'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

/** Vendors whose regular look is due by their tier and the settings, each told once on its day, late where nothing ran then. Looked at once a day. */
export async function vendorRhythm(ports: Pick<Ports, 'db' | 'now' | 'newId'>, window: Window): Promise<Part> {
  const { from, at } = window
  const today = at.slice(0, 10)
  if (from !== null && from.slice(0, 10) === today) return { counts: { vendorReviewsDue: 0 }, writing: noticesOf(ports, []) }
  const { vendorsEvery } = await cadenceOf(ports.db)
  const rows = (await vendorsByTier(ports.db)).flatMap(({ id, unitId, demo, tier, createdAt, decidedAt }) => {
    const since = (decidedAt !== null && decidedAt > createdAt ? decidedAt : createdAt).slice(0, 10)
    const due = nextLook(tier, since, vendorsEvery)
    if (due === null || due > today) return []
    return [
      notice(ports, {
        idempotencyKey: `vendor.review-due ${id} ${due} queue`,
        event: 'vendor.review-due',
        unitId,
        payload: { vendorId: id, tier, day: due, since, late: isLate(due, window) },
        demo: demo === 1,
      }),
    ]
  })
  const known = await toldKeys(
    ports.db,
    rows.map(({ idempotencyKey }) => idempotencyKey),
  )
  const told = rows.filter(({ idempotencyKey }) => !known.has(idempotencyKey))
  return { counts: { vendorReviewsDue: told.length }, writing: noticesOf(ports, told) }
}
