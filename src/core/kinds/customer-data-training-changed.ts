import type { Kind } from '../kind'
import { byWords, contractTypes } from './by-words'

/** Vendor starts, widens, narrows or stops using customer content to train or improve models, or flips the default. */
export const customerDataTrainingChanged = {
  kind: 'customer-data-training-changed',
  recognise: byWords(['customer-data-training-changed'], {
    on: [...contractTypes, 'docs', 'trust-center', 'news', 'other'],
    heading: true,
  }),
  examples: [
    { after: 'We may use your content to improve our models unless you opt out.', type: 'terms', is: true },
    { before: 'We do not use your prompts to train models.', after: 'We use your prompts to train models.', type: 'privacy', is: true },
    { after: 'Training for new customers is on Monday.', type: 'docs', is: false },
  ],
} as const satisfies Kind
