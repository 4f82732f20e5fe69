import type { Difference } from './change'
import type { Quote } from './kind'
import type { Reading } from './reading'
import type { Statement } from './statement'

/** Quotes are kept for people to read and for proof; a rewrite of a whole document is shown on its own page. */
const mostQuotes = 80
const joinedCharacters = 1200
const quoteCharacters = 4000

type Run = { side: 'added' | 'removed'; statements: Statement[]; weight: number; order: number }

/**
 * Whole changed statements as quotes, strongest first: those that prove most kinds (`weights`), then the longer ones, then in the order of
 * the document. Neighbours in one section are joined up to about 1,200 characters. `indexOf` tells in which quote a statement stands.
 */
export function quotesOf(input: {
  differences: readonly Difference[]
  before: Reading
  after: Reading
  sourceId: string | null
  weights: ReadonlyMap<Statement, number>
}): { quotes: Quote[]; indexOf: ReadonlyMap<Statement, number> } {
  const runs = [
    ...runsOf(
      input.differences.flatMap((d) => d.after),
      input.after,
      'added',
      input.weights,
    ),
    ...runsOf(
      input.differences.flatMap((d) => d.before),
      input.before,
      'removed',
      input.weights,
    ),
  ]
  runs.sort((a, b) => b.weight - a.weight || a.order - b.order || (a.side < b.side ? -1 : 1))
  const chosen = runs.slice(0, mostQuotes)
  const indexOf = new Map<Statement, number>()
  chosen.forEach((run, i) => {
    for (const statement of run.statements) indexOf.set(statement, i)
  })
  const quotes = chosen.map((run) => ({
    side: run.side,
    text: run.statements
      .map((s) => s.text)
      .join('\n')
      .slice(0, quoteCharacters),
    sourceId: input.sourceId,
  }))
  return { quotes, indexOf }
}

/** Quotes of a change in which no kind is to be proved, as where all of it looks editorial: whole statements, strongest first. */
export const quotesFor = (differences: readonly Difference[], before: Reading, after: Reading, sourceId: string | null): Quote[] =>
  quotesOf({ differences, before, after, sourceId, weights: new Map() }).quotes

function runsOf(changed: readonly Statement[], reading: Reading, side: Run['side'], weights: ReadonlyMap<Statement, number>): Run[] {
  const placeOf = places(reading)
  const placed = changed.map((statement, i) => ({ statement, place: placeOf(statement) ?? reading.statements.length + i }))
  placed.sort((a, b) => a.place - b.place)
  const runs: Run[] = []
  let last: { run: Run; place: number; length: number } | null = null
  for (const { statement, place } of placed) {
    const weight = weights.get(statement) ?? 0
    const fits =
      last &&
      place - last.place <= 1 &&
      last.run.statements[0]?.section === statement.section &&
      last.length + statement.text.length <= joinedCharacters
    if (last && fits) {
      last.run.statements.push(statement)
      last.run.weight += weight
      last = { run: last.run, place, length: last.length + statement.text.length + 1 }
    } else {
      const run = { side, statements: [statement], weight, order: place }
      runs.push(run)
      last = { run, place, length: statement.text.length }
    }
  }
  return runs
}

/** Where a statement stands in its reading: by identity, else by key. */
function places(reading: Reading): (statement: Statement) => number | undefined {
  const byObject = new Map(reading.statements.map((statement, i) => [statement, i]))
  const byKey = new Map(reading.statements.map((statement, i) => [statement.key, i]))
  return (statement) => byObject.get(statement) ?? byKey.get(statement.key)
}
