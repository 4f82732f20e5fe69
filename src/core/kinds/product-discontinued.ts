import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Vendor ends the product or is in insolvency. */
export const productDiscontinued = {
  kind: 'product-discontinued',
  recognise: byWords(['product-discontinued'], { side: 'added', notOn: ['models-api', 'subprocessors', 'privacy', 'dpa', 'sdk-releases'] }),
  examples: [
    { after: 'We will close the service on 1 September.', type: 'news', is: true },
    { after: 'We will open an office in May.', type: 'news', is: false },
  ],
} as const satisfies Kind
