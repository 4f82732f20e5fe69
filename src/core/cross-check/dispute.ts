import type { Quote } from '../kind'
import type { SourceType } from '../source'
import type { Statement } from '../statement'

export const checks = ['subprocessors', 'models', 'dates'] as const
export type Check = (typeof checks)[number]

/** A document of a vendor as it stands. */
export type Held = { sourceId: string; type: SourceType; statements: readonly Statement[] }

/** Two documents of a vendor that say different things of one fact. `fact` is folded and names it; `quotes` are both sides, each with its source. */
export type Dispute = { check: Check; fact: string; kind: string; quotes: [Quote, Quote]; why: string }

const longestQuote = 1_500

/** What one of the two documents says, or the list in which the fact is missing. */
export const stated = (sourceId: string, statements: readonly Pick<Statement, 'text'>[]): Quote => ({
  side: 'stated',
  text: statements
    .map(({ text }) => text)
    .join('\n')
    .slice(0, longestQuote),
  sourceId,
})
