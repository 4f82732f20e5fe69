import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import { newNames } from '../new-names'
import type { SourceType } from '../source'
import { notesTypes } from '../source'
import { type Statement, said } from '../statement'
import type { Topic } from '../words/topics'
import { fieldChanged } from './by-structure'
import { byWords, firstOf, proof } from './by-words'

/** A product that we use gains an AI feature which stays off until we enable it. New abilities of no more special kind are named here: what the vendor adds stays without effect until we use it, unless the words say that it is on. */
export const aiFeatureAddedOff = {
  kind: 'ai-feature-added-off',
  recognise: firstOf(
    fieldChanged(/reason|capabilit|supports_|can_|feature/),
    byWords(['ai-feature'], { side: 'added', and: ['off-by-default'] }),
    byWords(['capability-added', 'capability-noted', 'ai-feature'], { on: notesTypes, side: 'added', heading: true }),
    byWords(['capability-added'], { on: ['docs', 'other'], side: 'added', heading: true }),
    newClause,
    newMember,
  ),
  examples: [
    { after: 'Admins can enable the new AI summary.', type: 'changelog', is: true },
    { after: 'The assistant is off by default; administrators can enable the AI feature in settings.', type: 'docs', is: true },
    { after: 'AI features of the service may summarise your messages.', type: 'terms', is: true },
    { after: 'Invoices are sent by letter.', type: 'changelog', is: false },
    { after: 'We may suspend your account.', type: 'terms', is: false },
  ],
} as const satisfies Kind

/** Terms that gain a clause about a feature gain the feature; an edit of such a clause changes its conditions. */
function newClause(difference: Difference, context: KindContext): Statement[] | null {
  if (!clauses.includes(context.source.type) || difference.before.length > 0) return null
  return proof(
    difference,
    context,
    (passage) =>
      featured.some((topic) => passage.topics.has(topic)) || (passage.topics.size === 0 && passage.heading.has('feature-clause')),
  )
}
/** Terms that speak of a new member of a family of names speak of something new to use. */
function newMember(difference: Difference, { source, before, after }: KindContext): Statement[] | null {
  if (source.type !== 'terms' && source.type !== 'usage-policy') return null
  const naming = difference.after.filter((statement) => newNames(said(statement), before, after).length > 0)
  return naming.length > 0 ? naming : null
}

const featured: readonly Topic[] = ['feature-clause', 'capability-added', 'ai-feature']
const clauses: readonly SourceType[] = ['terms', 'usage-policy', 'privacy']
