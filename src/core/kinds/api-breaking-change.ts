import type { Kind } from '../kind'
import { byWords, productTypes } from './by-words'

/** A change that makes our calls fail or behave differently: parameters, defaults, formats, authentication. */
export const apiBreakingChange = {
  kind: 'api-breaking-change',
  recognise: byWords(['api-breaking-change'], { on: productTypes, heading: true }),
  examples: [
    { after: 'The temperature parameter is ignored from now on.', type: 'changelog', is: true },
    { after: 'Breaking: old keys stop working.', type: 'sdk-releases', is: true },
    { after: 'A new tutorial is online.', type: 'docs', is: false },
  ],
} as const satisfies Kind
