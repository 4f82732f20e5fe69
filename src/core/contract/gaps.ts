import { addDays, type Day, earliest } from '../day'
import { type ContractClause, contractClauses } from './clauses'

/** A clause as a contract has it; `present` null = nobody has looked for it yet. */
export type HeldClause = { id: string; present: boolean | null; value?: unknown; reference?: string | null }
export type ContractTerms = { startsOn: Day | null; endsOn: Day | null; clauses: readonly HeldClause[] }

export const clauseList: readonly ContractClause[] = contractClauses
export const clauseOf = (id: string): ContractClause | null => clauseList.find((one) => one.id === id) ?? null

export type ClauseStanding = { clause: ContractClause; held: HeldClause | null; state: 'present' | 'missing' | 'not-looked-at' }

/** How contracts stand against our list, together: a clause that one of them has is there; one that none has is missing where somebody looked. */
export function standingOf(contracts: readonly Pick<ContractTerms, 'clauses'>[]): ClauseStanding[] {
  const all = contracts.flatMap(({ clauses }) => clauses)
  return clauseList.map((clause) => {
    const mine = all.filter(({ id }) => id === clause.id)
    const present = mine.find((one) => one.present === true)
    const missing = mine.find((one) => one.present === false)
    return {
      clause,
      held: present ?? missing ?? mine[0] ?? null,
      state: present ? 'present' : missing ? 'missing' : 'not-looked-at',
    }
  })
}

const mostDays = 3_650

/** The days that a clause gives: a number, or the one that its words begin with ("30 days"), or the `days` of what has parts; null for anything else, such as hours. */
export function daysOf(value: unknown): number | null {
  const said = typeof value === 'object' && value !== null ? Reflect.get(value, 'days') : value
  const text = typeof said === 'number' ? String(said) : typeof said === 'string' ? said.trim() : ''
  const [, number] = /^(\d{1,4})(?:\s*(?:calendar\s+)?days?\b.*)?$/is.exec(text) ?? []
  const days = number === undefined ? null : Number(number)
  return days !== null && days <= mostDays ? days : null
}

/** Whether a contract binds on a day; without days of its own it does. */
const isInForce = ({ startsOn, endsOn }: Pick<ContractTerms, 'startsOn' | 'endsOn'>, day: Day) =>
  (startsOn === null || startsOn <= day) && (endsOn === null || day <= endsOn)

export type ObjectionRight = { clause: ContractClause; held: HeldClause; days: number }

/** The clauses in force on a day under which these kinds of change can be objected to, the shortest first. */
export function objectionRights(contracts: readonly ContractTerms[], kinds: readonly string[], day: Day): ObjectionRight[] {
  return contracts
    .filter((contract) => isInForce(contract, day))
    .flatMap(({ clauses }) => clauses)
    .flatMap((held): ObjectionRight[] => {
      const clause = clauseOf(held.id)
      const days = held.present === true ? daysOf(held.value) : null
      return clause?.objectsTo?.some((kind) => kinds.includes(kind)) && days !== null ? [{ clause, held, days }] : []
    })
    .sort((a, b) => a.days - b.days)
}

/** The days to object to a new sub-processor by the contracts in force on a day; null where none says. They go before the vendor's own field. */
export const subprocessorDays = (contracts: readonly ContractTerms[], day: Day): number | null =>
  objectionRights(contracts, ['subprocessor-added'], day)[0]?.days ?? null

/** The last day to object by contract: calendar days (UTC) after the day on which we were told, or else saw it; null where no clause applies. */
export const objectByContract = (contracts: readonly ContractTerms[], kinds: readonly string[], told: Day): Day | null =>
  earliest(objectionRights(contracts, kinds, told).map(({ days }) => addDays(told, days)))
