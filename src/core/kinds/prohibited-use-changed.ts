import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Acceptable-use policy adds, removes or rewords bans and conditions. */
export const prohibitedUseChanged = {
  kind: 'prohibited-use-changed',
  recognise: byWords(['prohibited-use-changed'], { on: ['terms', 'usage-policy', 'model-card', 'system-card'], heading: true }),
  examples: [
    { after: 'You must not use the service for credit decisions.', type: 'terms', is: true },
    {
      before: 'You may use the output to build other models.',
      after: 'You may not use the output to build other models.',
      type: 'terms',
      is: true,
    },
    { after: 'You must give your customers a receipt.', type: 'terms', is: true },
    { after: 'We send invoices by letter.', type: 'terms', is: false },
  ],
} as const satisfies Kind
