import type { Kind } from '../kind'
import { byWords } from './by-words'

/** The documents that say how to use, configure, monitor or maintain the system change in substance. */
export const instructionsChanged = {
  kind: 'instructions-changed',
  recognise: byWords(['instructions-changed'], { on: ['docs', 'model-card', 'system-card', 'other'] }),
  examples: [
    { after: 'Set the threshold to 0.8 in the settings.', type: 'docs', is: true },
    { after: 'You should review results weekly.', type: 'docs', is: true },
    { after: 'Our team has grown.', type: 'docs', is: false },
  ],
} as const satisfies Kind
