import type { Kind } from '../kind'
import { byWords, productTypes } from './by-words'

/** A function that we use is cut, limited to a plan, or refused more often. */
export const capabilityRemoved = {
  kind: 'capability-removed',
  recognise: byWords(['capability-removed'], { on: productTypes, side: 'added', but: ['model-retired-or-withdrawn'] }),
  examples: [
    { after: 'Export of results is now part of the enterprise plan.', type: 'changelog', is: true },
    { after: 'The explanation panel is no longer available.', type: 'docs', is: true },
    { after: 'Export of results is faster.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
