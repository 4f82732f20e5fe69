import type { Kind } from '../kind'
import { byWords } from './by-words'

/** EU declaration of conformity, CE marking, notified-body certificate or EU database entry is new, changed, expired, suspended or gone. */
export const conformityDocumentsChanged = {
  kind: 'conformity-documents-changed',
  recognise: byWords(['conformity-documents-changed']),
  examples: [
    { after: 'The EU declaration of conformity now covers version 4.', type: 'docs', is: true },
    { after: 'The brochure now covers version 4.', type: 'docs', is: false },
  ],
} as const satisfies Kind
