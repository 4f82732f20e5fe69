import type { Day } from './day'
import type { ModelDateKind } from './model-dates'
import { formsOf } from './model-name'

/** Where somebody reads or hears what stands on no page. */
export const toldTypes = ['email', 'letter', 'console', 'monitoring', 'other'] as const
export type ToldType = (typeof toldTypes)[number]

/** One word on a date of a model: who told it (the reference list, a watched page, a person), and when. */
export type ToldOnce = {
  kind: ModelDateKind
  day: Day
  replacement: string | null
  quote: string | null
  origin: 'pack' | 'source' | 'person'
  sourceId: string | null
  toldAt: string
  /** Of what a person was told: where, and when it was looked at. */
  told?: { type: ToldType; note: string | null; evidenceId: string | null; checkedOn: Day } | null
}

/** How a date stands: the latest word on it, by whom, and from which days it was moved, the earliest first. */
export type Standing = ToldOnce & { moved: { day: Day; toldAt: string; origin: ToldOnce['origin'] }[] }
export type ModelStanding = Record<ModelDateKind, Standing | null> & {
  replacement: string | null
  /** Of the committed day, else of the earliest: whole days from today; negative once it has gone by, null where neither is known. */
  daysLeft: number | null
}

const dayMs = 86_400_000
export const shutdownSoonDays = 90

/**
 * What is known of the end of a model from all that was told, the kinds of date kept apart. A watched page and what a person was told count before the
 * reference list, for they are the vendor's own word and newer; of them the latest word counts.
 */
export function standingOf(told: readonly ToldOnce[], today: Day): ModelStanding {
  const of = (kind: ModelDateKind): Standing | null => {
    const all = told
      .filter((one) => one.kind === kind)
      .sort((a, b) => rank(a) - rank(b) || (a.toldAt < b.toldAt ? -1 : a.toldAt > b.toldAt ? 1 : 0))
    const last = all.at(-1)
    if (!last) return null
    const moved = all
      .slice(0, -1)
      .filter((one, index) => one.day !== all[index + 1]?.day)
      .map(({ day, toldAt, origin }) => ({ day, toldAt, origin }))
    return { ...last, moved }
  }
  const standing = { announced: of('announced'), earliest: of('earliest'), committed: of('committed'), observed: of('observed') }
  const day = standing.committed?.day ?? standing.earliest?.day ?? null
  const newest = [...told].sort((a, b) => rank(a) - rank(b) || (a.toldAt < b.toldAt ? -1 : 1)).filter(({ replacement }) => replacement)
  return {
    ...standing,
    replacement: newest.at(-1)?.replacement ?? null,
    daysLeft: day === null ? null : Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs),
  }
}

const rank = ({ origin }: ToldOnce) => (origin === 'pack' ? 0 : 1)

/** Whether it stops within 90 days by a day that somebody committed to, or has stopped. */
export const endsSoon = ({ committed, daysLeft }: ModelStanding): boolean =>
  committed !== null && daysLeft !== null && daysLeft <= shutdownSoonDays

/** The identifiers of the models that a system runs on: its own, and those its vendor builds on; trimmed, each once. */
export function modelsOfSystem({ facts, feature }: { facts: Record<string, unknown>; feature: Record<string, unknown> | null }): string[] {
  const own = Array.isArray(facts.modelIdentifiers) ? facts.modelIdentifiers : []
  const all = [...own, feature?.upstreamModel].filter((one) => typeof one === 'string')
  return [...new Set(all.map((one) => one.trim()))].filter(
    (one) => one !== '' && one !== 'unknown' && one !== 'none' && formsOf(one).length > 0,
  )
}
