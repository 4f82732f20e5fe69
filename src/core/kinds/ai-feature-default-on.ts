import type { Kind } from '../kind'
import { byWords, productTypes } from './by-words'

/** An AI feature is switched on without our act, for all or some users. */
export const aiFeatureDefaultOn = {
  kind: 'ai-feature-default-on',
  recognise: byWords(['on-by-default'], { on: productTypes, side: 'added', but: ['off-by-default'] }),
  examples: [
    { after: 'Smart replies are on by default.', type: 'changelog', is: true },
    { after: 'The assistant is now available to everyone.', type: 'changelog', is: true },
    { after: 'The assistant is disabled by default.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
