import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Marking, detection tool, content credentials, bot disclosure or label changes. */
export const markingOrDisclosureChanged = {
  kind: 'marking-or-disclosure-changed',
  recognise: byWords(['marking-or-disclosure-changed']),
  examples: [
    { after: 'Images now carry a visible watermark.', type: 'changelog', is: true },
    { after: 'Content provenance checks.', type: 'sdk-releases', is: true },
    { after: 'Images load faster.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
