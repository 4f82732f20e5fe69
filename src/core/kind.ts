import type { Difference } from './change'
import type { Reading } from './reading'
import type { SourceView } from './source'
import type { Statement } from './statement'

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof severities)[number]

/** What `recognise` may look at besides the difference itself. Word lists come by language of the reading. */
export type KindContext = {
  source: Pick<SourceView, 'type' | 'url'>
  before: Reading
  after: Reading
  /** Primary language of the newer reading; null when unknown. */
  language: string | null
}

/**
 * How a change kind of the pack is *recognised* in one material difference. Severity, obligations and days come from the pack.
 * Returns the statements that prove it, or null. Pure, total: never throws on any text.
 */
export type Kind = {
  kind: string
  recognise: (difference: Difference, context: KindContext) => Statement[] | null
  /** At least one positive and one negative, run by a test over all kinds. Missing side = empty; `stated` = the day the document gives itself, before and after. */
  examples: readonly {
    before?: string
    after?: string
    type?: SourceView['type']
    section?: string
    role?: Statement['role']
    stated?: readonly [before: string, after: string]
    is: boolean
  }[]
}

export type Quote = { side: 'added' | 'removed' | 'stated'; text: string; sourceId: string | null }
