import type { Kind } from '../kind'
import { fieldChanged } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** Maximum input or output, rate limits, file sizes, languages or knowledge date change. */
export const limitsOrContextChanged = {
  kind: 'limits-or-context-changed',
  recognise: firstOf(
    fieldChanged(/context|max_|_max|limit|tokens|rpm|tpm|cutoff|window|quota/),
    byWords(['limits-or-context-changed'], { on: productTypes, heading: true }),
  ),
  examples: [
    { after: 'Context length is now one million tokens.', type: 'docs', is: true },
    {
      before: 'id: quill · context_window: 144000',
      after: 'id: quill · context_window: 160000',
      type: 'models-api',
      role: 'record',
      is: true,
    },
    { before: 'The maximum file size is 20 MB.', after: 'The maximum file size is 50 MB.', type: 'docs', is: true },
    { after: 'The office closes at noon.', type: 'docs', is: false },
  ],
} as const satisfies Kind
