import type { Kind } from '../kind'
import { datesUnmoved, whole } from './by-structure'

/** Substantive text, table or behaviour differs though date, version and changelog say nothing. Added beside what changed once `announce` has answered `silent` (`kindsWith`). Here: the document states a date of its own, and it did not move. */
export const silentContentChange = {
  kind: 'silent-content-change',
  recognise: (difference, { before, after }) => (datesUnmoved(before, after) ? whole(difference) : null),
  examples: [
    { before: 'We keep data for 30 days.', after: 'We keep data for 90 days.', stated: ['2026-05-03', '2026-05-03'], is: true },
    { before: 'We keep data for 30 days.', after: 'We keep data for 90 days.', stated: ['2026-05-03', '2026-06-09'], is: false },
  ],
} as const satisfies Kind
