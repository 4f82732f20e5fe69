import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Public summary, provenance, licence or opt-out statement on training data changes. */
export const trainingDataDisclosureChanged = {
  kind: 'training-data-disclosure-changed',
  recognise: byWords(['training-data-disclosure-changed'], { heading: true, but: ['customer-data-training-changed'] }),
  examples: [
    { after: 'New public sources were added to the training set.', type: 'model-card', is: true },
    { after: 'A new course for teachers is online.', type: 'model-card', is: false },
  ],
} as const satisfies Kind
