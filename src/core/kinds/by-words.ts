import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import { notesTypes, type SourceType } from '../source'
import type { Statement } from '../statement'
import { type Passage, wordingOf } from '../wording'
import { asides, type Topic } from '../words/topics'

/** Pages that bind by contract or declaration, and pages that tell what the product does. */
export const contractTypes: readonly SourceType[] = ['terms', 'privacy', 'dpa', 'usage-policy', 'subprocessors']
export const productTypes: readonly SourceType[] = [
  'changelog',
  'release-notes',
  'deprecations',
  'sdk-releases',
  'news',
  'docs',
  'models-api',
  'model-card',
  'system-card',
  'other',
  'pricing',
  'status',
  'security-advisories',
  'trust-center',
]

type Asked = {
  side?: Passage['side']
  /** Only on these types of source. */
  on?: readonly SourceType[]
  notOn?: readonly SourceType[]
  /** Also true of it. */
  and?: readonly Topic[]
  /** And none of these. */
  but?: readonly Topic[]
  /** Take the heading's word where the statement's own words name nothing at all. */
  heading?: boolean
}

/** Recognises what the changed words speak of: one of `topics`, on the side, the sources and beside the topics asked for. */
export function byWords(topics: readonly Topic[], asked: Asked = {}): Kind['recognise'] {
  return (difference, context) => {
    if (!fitsSource(context, asked)) return null
    const { about } = wordingOf(difference, context.language, context)
    if (!topics.some((topic) => about.has(topic))) return null
    const dropped = notesTypes.includes(context.source.type) && difference.after.length === 0 // feeds and changelogs lose their oldest entries
    return proof(difference, context, (passage) => {
      if (dropped) return false
      if (asked.side && passage.side !== asked.side) return false
      if (asked.but?.some((topic) => passage.topics.has(topic))) return false
      if (asked.and && !asked.and.every((topic) => passage.topics.has(topic))) return false
      if (topics.some((topic) => passage.topics.has(topic))) return true
      return (
        asked.heading === true &&
        [...passage.topics].every((topic) => asides.has(topic)) &&
        topics.some((topic) => passage.heading.has(topic))
      )
    })
  }
}

function fitsSource(context: KindContext, { on, notOn }: Asked): boolean {
  if (context.source.type === 'models-api') return false // a record states all it knows: what changed is told by its fields
  return (!on || on.includes(context.source.type)) && !notOn?.includes(context.source.type)
}

/** The statements of a difference whose passage passes; null when none does. */
export function proof(difference: Difference, context: KindContext, passes: (passage: Passage) => boolean): Statement[] | null {
  const found = wordingOf(difference, context.language, context).passages.filter(passes)
  return found.length > 0 ? found.map((passage) => passage.statement) : null
}

/** The first answer of several recognisers. */
export function firstOf(...recognisers: Kind['recognise'][]): Kind['recognise'] {
  return (difference, context) => {
    for (const recognise of recognisers) {
      const found = recognise(difference, context)
      if (found) return found
    }
    return null
  }
}
