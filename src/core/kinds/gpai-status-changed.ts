import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Model enters or leaves the systemic-risk list, vendor joins or leaves a code of practice, or publishes another safety framework. */
export const gpaiStatusChanged = {
  kind: 'gpai-status-changed',
  recognise: byWords(['gpai-status-changed']),
  examples: [
    { after: 'We have signed the transparency chapter of the code of practice.', type: 'news', is: true },
    { after: 'The model is designated as a model with systemic risk.', type: 'docs', is: true },
    { after: 'We signed a lease.', type: 'news', is: false },
  ],
} as const satisfies Kind
