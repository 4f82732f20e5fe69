import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Review queue, approval step, override, stop, confidence or explanation display is added, altered or removed. */
export const humanOversightChanged = {
  kind: 'human-oversight-changed',
  recognise: byWords(['human-oversight-changed'], { heading: true }),
  examples: [
    { after: 'Low-risk items are now approved automatically.', type: 'changelog', is: true },
    { after: 'The confidence score is hidden.', type: 'changelog', is: true },
    { after: 'The logo is blue.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
