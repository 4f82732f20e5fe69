import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Vendor says that the system is or is not high-risk, claims or drops an Art 6(3) exemption, or changes who is provider. */
export const classificationStatementChanged = {
  kind: 'classification-statement-changed',
  recognise: byWords(['classification-statement-changed']),
  examples: [
    { after: 'We regard this module as a high-risk system under Annex III.', type: 'docs', is: true },
    { after: 'This module is popular.', type: 'docs', is: false },
  ],
} as const satisfies Kind
