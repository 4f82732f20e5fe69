import { clauseOf, standingOf } from '../../core/contract/gaps'
import type { Contract } from '../../store/contracts'
import { sentence } from '../ui/days'

/**
 * Clauses of our list, and others that were noted, which a contract lacks, and those that nobody looked for yet, by their names; `all` is how many there are.
 */
export function gapsOf(contract: Pick<Contract, 'clauses'>): { gaps: string[]; open: string[]; all: number } {
  const listed = standingOf([contract])
  const own = contract.clauses.filter(({ id }) => clauseOf(id) === null)
  const names = (state: 'missing' | 'not-looked-at', present: boolean | null) => [
    ...listed.filter((one) => one.state === state).map(({ clause }) => clause.name),
    ...own.filter((clause) => clause.present === present).map(({ id }) => clauseName(id)),
  ]
  return { gaps: names('missing', false), open: names('not-looked-at', null), all: listed.length + own.length }
}

/** A clause of our list by its name, any other by its id in words. */
export const clauseName = (id: string) => clauseOf(id)?.name ?? sentence(id.replaceAll('-', ' ').replaceAll('_', ' '))
