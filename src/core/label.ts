import { z } from 'zod'
import { chapterThreeDates } from './conditions'
import { type Day, dayText, earliest, isDay } from './day'
import type { Obligation } from './pack'
import type { States } from './states'

/** From this day systems used by public authorities must comply however old they are (Art 111(2) AI Act as amended). */
const publicAuthorityDay = '2030-08-02'

/** What a label needs besides the day: small enough to store with a review, so that it can be read on any later day. */
export const labelInputs = z.strictObject({
  force: z.enum(['law', 'standard', 'guidance']),
  /** D: the day from which the duty binds; null where nothing binds by law. */
  from: dayText.nullable(),
  /** The earlier day of a disputed reading. */
  disputedFrom: dayText.nullable(),
  legacy: z.boolean(),
  publicAuthority: z.boolean(),
})
export type LabelInputs = z.infer<typeof labelInputs>

/** The label of a duty on a day (`semantics-labels`): it speaks of the duty, whoever owes it. */
export function labelOn(day: Day, { force, from, disputedFrom, legacy, publicAuthority }: LabelInputs): string {
  if (force !== 'law' || from === null) return force === 'law' ? 'binding' : force
  if (day < from)
    return disputedFrom === null ? `readiness, binding from ${from}` : `disputed, binding from ${disputedFrom} or from ${from}`
  if (!legacy) return 'binding'
  if (!publicAuthority) return 'legacy, binding only after a significant design change'
  return day < publicAuthorityDay ? `legacy, binding from ${publicAuthorityDay} or after a significant design change` : 'binding'
}

/** What makes labels differ between deployments, worked out once a deployment. */
export type LegalGrounds = {
  /** Equal for equal grounds. */
  name: string
  /** Grounds that are true or unknown in either state; both if neither is. */
  grounds: ('annex_iii' | 'annex_i')[]
  chapterThreeDate: Day
  legacy: boolean
  publicAuthority: boolean
  firstPlaced: Day | null
}

/** On which grounds a deployment may be high-risk (Art. 6(1) and 6(2) AI Act), from when Chapter III binds it, and whether it is legacy (Art. 111(2)). */
export function legalGrounds(states: States): LegalGrounds {
  const open = (['annex_iii', 'annex_i'] as const).filter(
    (ground) => states.either({ cond: ground === 'annex_iii' ? 'hr3' : 'hr1' }) !== false,
  )
  const grounds: LegalGrounds['grounds'] = open.length ? open : ['annex_iii', 'annex_i']
  const dates = chapterThreeDates()
  const placed = states.after.record['system.first_placed_on_eu_market']
  const legacy = states.either({ cond: 'legacy' }) === true
  const publicAuthority = states.either({ cond: 'public' }) === true
  const firstPlaced = isDay(placed) ? placed : null
  return {
    name: `${grounds} ${legacy} ${publicAuthority} ${firstPlaced}`,
    grounds,
    chapterThreeDate: earliest(grounds.map((ground) => dates[ground])) ?? dates.annex_iii,
    legacy,
    publicAuthority,
    firstPlaced,
  }
}

/** The duty on older systems is itself never legacy: it decides what is. */
export const legacyDuty = 'aiact-111-2'

/** What the label of a duty follows from for a deployment with these grounds; frameworks that are not law have no day. */
export function labelInputsOf(
  obligation: Obligation,
  { grounds, chapterThreeDate, legacy, publicAuthority, firstPlaced }: LegalGrounds,
): LabelInputs {
  const { force, applies_from: dates, date_certainty } = obligation
  if (force !== 'law') return { force, from: null, disputedFrom: null, legacy: false, publicAuthority: false }
  const listed = [dates.annex_iii, dates.annex_i].filter((day) => day !== undefined)
  const disputed = date_certainty === 'disputed'
  const shielded = legacy && (listed.length > 0 || disputed) && obligation.id !== legacyDuty
  const byGround = earliest(grounds.map((ground) => dates[ground])) ?? earliest(listed)
  return {
    force,
    from: disputed ? chapterThreeDate : (byGround ?? marketDate(dates, firstPlaced) ?? dates.all ?? null),
    disputedFrom: disputed ? (dates.all ?? null) : null,
    legacy: shielded,
    publicAuthority: shielded && publicAuthority,
  }
}

/** `on_market_before_X` gives a later day to what was on the market before X. */
function marketDate(dates: Record<string, Day>, firstPlaced: Day | null): Day | null {
  if (firstPlaced === null) return null
  const given = Object.entries(dates).flatMap(([name, day]) => {
    const before = /^on_market_before_(\d{4}-\d{2}-\d{2})$/.exec(name)?.[1]
    return before && firstPlaced < before ? [day] : []
  })
  return earliest(given)
}
