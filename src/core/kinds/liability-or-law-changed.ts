import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Risk allocation in the contract moves. */
export const liabilityOrLawChanged = {
  kind: 'liability-or-law-changed',
  recognise: byWords(['liability-or-law-changed'], { on: ['terms', 'dpa', 'privacy', 'usage-policy', 'docs', 'other'], heading: true }),
  examples: [
    {
      before: 'Our maximum liability is limited to US $5,000.',
      after: 'Our maximum liability is limited to US $500.',
      type: 'terms',
      is: true,
    },
    { after: 'Disputes go to arbitration in another state.', type: 'terms', is: true },
    { after: 'We send a newsletter.', type: 'terms', is: false },
  ],
} as const satisfies Kind
