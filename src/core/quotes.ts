import type { Difference } from './change'
import type { Quote } from './kind'
import type { Reading } from './reading'
import type { Statement } from './statement'

/** Quotes are kept for people to read and for proof; a rewrite of a whole document is shown on its own page. */
const mostQuotes = 80
/** Room kept among them for headings and dates that changed by themselves. */
const mostFraming = 20
const joinedCharacters = 1200
const quoteCharacters = 4000

/** Editorial differences that tell where a change stands and of when it is: they frame what is quoted. */
const framing: ReadonlySet<string> = new Set(['heading', 'date-line', 'fragment'])

type Side = 'added' | 'removed'
type Run = { side: Side; statements: Statement[]; weight: number; figures: boolean; frames: boolean; order: number }
type Changed = { statement: Statement; frames: boolean }

/**
 * Whole changed statements as quotes, strongest first: those that prove most kinds (`weights`), then those with a figure in them, then in the order
 * of the document. Neighbours in one section are joined up to about 1,200 characters, a changed heading with what stands below it. What is
 * quoted are the material differences; headings and dates that changed by themselves come last. `indexOf` tells in which quote a statement stands.
 */
export function quotesOf(input: {
  differences: readonly Difference[]
  before: Reading
  after: Reading
  sourceId: string | null
  weights: ReadonlyMap<Statement, number>
}): { quotes: Quote[]; indexOf: ReadonlyMap<Statement, number> } {
  const material = input.differences.some(({ grade }) => grade === 'material')
  const shown = input.differences.filter(({ grade, rule }) => !material || grade === 'material' || framing.has(rule))
  const of = (side: 'before' | 'after') =>
    shown.flatMap((difference) =>
      difference[side].map((statement): Changed => ({ statement, frames: material && difference.grade !== 'material' })),
    )
  const runs = [
    ...runsOf(of('after'), input.after, 'added', input.weights),
    ...runsOf(of('before'), input.before, 'removed', input.weights),
  ]
  runs.sort(strongestFirst)
  const telling = runs.filter(({ frames }) => !frames)
  const framed = runs.filter(({ frames }) => frames).slice(0, mostFraming)
  const chosen = [...telling.slice(0, mostQuotes - framed.length), ...framed]
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

function strongestFirst(a: Run, b: Run): number {
  return b.weight - a.weight || Number(b.figures) - Number(a.figures) || a.order - b.order || (a.side < b.side ? -1 : 1)
}

function runsOf(changed: readonly Changed[], reading: Reading, side: Side, weights: ReadonlyMap<Statement, number>): Run[] {
  const placeOf = places(reading)
  const placed = changed.map((one, i) => ({ ...one, place: placeOf(one.statement) ?? reading.statements.length + i }))
  placed.sort((a, b) => a.place - b.place)
  const runs: Run[] = []
  let last: { run: Run; place: number; length: number } | null = null
  for (const { statement, frames, place } of placed) {
    const fits =
      last &&
      place - last.place <= 1 &&
      (last.run.statements[0]?.section === statement.section || isHeading(last.run)) &&
      last.length + statement.text.length <= joinedCharacters
    if (last && fits) {
      last = { run: joined(last.run, statement, frames, weights), place, length: last.length + statement.text.length + 1 }
    } else {
      const run: Run = { side, statements: [], weight: 0, figures: false, frames: true, order: place }
      runs.push(joined(run, statement, frames, weights))
      last = { run, place, length: statement.text.length }
    }
  }
  return runs
}

function joined(run: Run, statement: Statement, frames: boolean, weights: ReadonlyMap<Statement, number>): Run {
  run.statements.push(statement)
  run.weight += weights.get(statement) ?? 0
  run.figures ||= /\d/.test(statement.text)
  run.frames &&= frames
  return run
}

/** Nothing but a heading, whose own section is the one above it: what follows stands under it. */
const isHeading = ({ statements }: Run): boolean => statements.every(({ role }) => role === 'heading')

/** Where a statement stands in its reading: by identity, else by key. */
function places(reading: Reading): (statement: Statement) => number | undefined {
  const byObject = new Map(reading.statements.map((statement, i) => [statement, i]))
  const byKey = new Map(reading.statements.map((statement, i) => [statement.key, i]))
  return (statement) => byObject.get(statement) ?? byKey.get(statement.key)
}
