import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Events, fields, access, export or retention of logs change. */
export const loggingChanged = {
  kind: 'logging-changed',
  recognise: byWords(['logging-changed'], { heading: true }),
  examples: [
    { before: 'Activity history is kept for 30 days.', after: 'Activity history is kept for 90 days.', type: 'docs', is: true },
    { after: 'Audit log export is part of the premium plan.', type: 'docs', is: true },
    { after: 'Our catalogue has new pictures.', type: 'docs', is: false },
  ],
} as const satisfies Kind
