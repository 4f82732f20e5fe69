import type { Day } from '../day'

export type Objection = {
  vendorName: string
  ourName: string
  /** What changed, in plain words: "a new sub-processor". */
  changes: readonly string[]
  quotes: readonly string[]
  /** Where it was read, and on which day we were told of it or saw it. */
  address: string | null
  seenOn: Day
  toldOn: Day | null
  /** The clause with its place in the contract, as the register has it. */
  contract: string | null
  clause: { name: string; reference: string | null; days: number } | null
  objectBy: Day | null
  today: Day
}

const longestQuote = 600
const months = 'January February March April May June July August September October November December'.split(' ')
/** "1 December 2026" */
const inWords = (day: Day) => `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/**
 * A draft of the letter by which we object, for a person to read, complete and send: what was seen, the words, the clause and the day. It asserts no breach, and
 * says in brackets what nobody but the sender knows.
 */
export function objectionLetter(given: Objection): string {
  const { vendorName, ourName, clause, contract, objectBy, address, toldOn } = given
  const right = clause
    ? `We refer to ${clause.reference ? `${clause.reference} (${clause.name.toLowerCase()})` : `the clause on ${clause.name.toLowerCase()}`}${contract ? ` of ${contract}` : ''}, which gives us ${clause.days} days.`
    : `We refer to ${contract ?? '[the agreement between us]'} [name the clause that gives us the right to object].`
  return [
    `To: ${vendorName}`,
    `From: ${ourName}`,
    `Date: ${inWords(given.today)}`,
    '',
    `Subject: Objection to ${given.changes.join('; ')}`,
    '',
    'Dear Sir or Madam,',
    '',
    toldOn
      ? `On ${inWords(toldOn)} you told us of the following change, which we saw on ${inWords(given.seenOn)}:`
      : `On ${inWords(given.seenOn)} we saw the following change:`,
    '',
    ...given.quotes.slice(0, 5).map((quote) => `    “${quote.replace(/\s+/g, ' ').trim().slice(0, longestQuote)}”`),
    ...(address ? ['', `    ${address}`] : []),
    '',
    `${right} By our count the last day to object is ${objectBy ? inWords(objectBy) : '[day]'}.`,
    '',
    'We object to this change, for this reason: [reason].',
    '',
    'Please confirm that you have received this letter, and tell us whether the change will be applied to our data and services, and what you can offer in its place. Until then we ask you not to apply it to us. We keep our other rights.',
    '',
    'Yours faithfully,',
    '',
    '[name, role]',
    ourName,
    '',
  ].join('\n')
}
