import type { Kind } from '../kind'
import { byWords } from './by-words'

/** An authority opens a case, orders a change, fines, or a court restricts the system; or the provider reports corrective action. */
export const authorityAction = {
  kind: 'authority-action',
  recognise: byWords(['authority-action'], { on: ['news', 'other', 'trust-center', 'docs'], side: 'added' }),
  examples: [
    { after: 'The regulator ordered that the service be blocked.', type: 'news', is: true },
    { after: 'We ordered new chairs.', type: 'news', is: false },
  ],
} as const satisfies Kind
