import type { Kind } from '../kind'
import { byWords, firstOf } from './by-words'

/** Risk allocation in the contract moves. A privacy notice speaks of responsibility for data all over; there only courts and law count. */
export const liabilityOrLawChanged = {
  kind: 'liability-or-law-changed',
  recognise: firstOf(
    byWords(['liability-or-law-changed', 'governing-law'], { on: ['terms', 'dpa', 'usage-policy', 'docs', 'other'], heading: true }),
    byWords(['governing-law'], { on: ['privacy'] }),
  ),
  examples: [
    {
      before: 'Our maximum liability is limited to US $5,000.',
      after: 'Our maximum liability is limited to US $500.',
      type: 'terms',
      is: true,
    },
    { after: 'Disputes go to arbitration in another state.', type: 'terms', is: true },
    { after: 'Complaints that stay open go to binding arbitration.', type: 'privacy', is: true },
    { after: 'We are not responsible for other sites.', type: 'privacy', is: false },
    { after: 'We send a newsletter.', type: 'terms', is: false },
  ],
} as const satisfies Kind
