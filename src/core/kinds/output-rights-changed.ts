import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Licence taken on content, ownership of output, or promises on infringement change. */
export const outputRightsChanged = {
  kind: 'output-rights-changed',
  recognise: byWords(['output-rights-changed'], { on: ['terms', 'dpa', 'usage-policy', 'privacy'], heading: true }),
  examples: [
    { after: 'You grant us a licence to your content.', type: 'terms', is: true },
    { after: 'You own the output.', type: 'terms', is: true },
    { after: 'Our shop opens at nine.', type: 'terms', is: false },
  ],
} as const satisfies Kind
