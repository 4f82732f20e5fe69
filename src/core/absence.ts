import type { Day } from './day'

export type Absence = { awayFrom: Day | null; awayUntil: Day | null; delegateId: string | null }

/** Whether somebody is away on a day; the first and the last day count. */
export const isAway = ({ awayFrom, awayUntil }: Pick<Absence, 'awayFrom' | 'awayUntil'>, day: Day): boolean =>
  awayFrom !== null && awayUntil !== null && awayFrom <= day && day <= awayUntil

/**
 * Who takes the new work of each of these people on a day: themselves, or while they are away whoever stands in for them, and where that one is away too,
 * whoever stands in there. Where nobody who is here does, it stays with them.
 */
export function takersOf(people: readonly ({ id: string } & Absence)[], day: Day): Map<string, string> {
  const here = new Map(people.map((person) => [person.id, person]))
  const takerOf = (id: string): string => {
    const seen = new Set([id])
    for (let one = here.get(id); one && isAway(one, day); ) {
      const next = one.delegateId === null ? undefined : here.get(one.delegateId)
      if (!next || seen.has(next.id)) return id
      if (!isAway(next, day)) return next.id
      seen.add(next.id)
      one = next
    }
    return id
  }
  return new Map(people.map(({ id }) => [id, takerOf(id)]))
}
