import type { Kind } from '../kind'
import { byWords, productTypes } from './by-words'

/** The system now keeps information between sessions or adapts to a person. */
export const capabilityMemoryAdded = {
  kind: 'capability-memory-added',
  recognise: byWords(['capability-memory-added'], { on: productTypes, side: 'added' }),
  examples: [
    { after: 'It remembers what you told it in previous conversations.', type: 'changelog', is: true },
    { after: 'Sessions end after an hour.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
