import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Open licence replaced, field-of-use limits added, or terms for weights changed. */
export const licenceChanged = {
  kind: 'licence-changed',
  recognise: byWords(['licence-changed'], { on: ['model-card', 'system-card', 'docs', 'sdk-releases', 'news', 'other'] }),
  examples: [
    { after: 'New versions are released under a research license.', type: 'model-card', is: true },
    { after: 'The new version is quick.', type: 'model-card', is: false },
  ],
} as const satisfies Kind
