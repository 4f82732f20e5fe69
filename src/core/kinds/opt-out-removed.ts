import type { Kind } from '../kind'
import { byWords, firstOf } from './by-words'

/** A switch that let us disable AI, training or sharing disappears, moves to a dearer plan, or resets. Added as well as removed words count: a control that is described otherwise may have moved, and a person has to look at which. */
export const optOutRemoved = {
  kind: 'opt-out-removed',
  recognise: firstOf(byWords(['opt-out'], { heading: true })),
  examples: [
    { before: 'You may opt out of the use of your data in your account settings.', type: 'privacy', is: true },
    { after: 'This setting to turn off sharing is no longer available.', type: 'docs', is: true },
    { after: 'Our office is open on weekdays.', type: 'privacy', is: false },
  ],
} as const satisfies Kind
