import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { SourceType } from '../source'
import type { Statement } from '../statement'
import type { Topic } from '../words/topics'
import { proof } from './by-words'

/** DPA, privacy notice, controller or processor role, or transfer clauses change apart from the special cases above. On privacy notices and data processing terms: whatever none of the special kinds about data explains. Elsewhere only where the words are about personal data. */
export const dpaOrPrivacyTermsChanged = {
  kind: 'dpa-or-privacy-terms-changed',
  recognise: leftover,
  examples: [
    { after: 'We act as an independent controller for analytics.', type: 'dpa', is: true },
    { after: 'We collect the model of your device.', type: 'privacy', is: true },
    { after: 'You can now attach images.', type: 'changelog', is: false },
  ],
} as const satisfies Kind

const special: readonly Topic[] = [
  'customer-data-training-changed',
  'data-retention-changed',
  'data-region-changed',
  'subprocessor',
  'certification',
  'liability-or-law-changed',
  'governing-law',
]
const declared: readonly SourceType[] = ['privacy', 'dpa']

function leftover(difference: Difference, context: KindContext): Statement[] | null {
  if (declared.includes(context.source.type))
    return proof(difference, context, (passage) => !special.some((topic) => passage.topics.has(topic)))
  if (context.source.type !== 'terms') return null
  return proof(difference, context, (passage) => passage.topics.has('privacy') && passage.topics.size === 1)
}
