import type { Kind } from '../kind'
import { onlyDates, whole } from './by-structure'

/** Only the date, version line or boilerplate differs. Decided over the whole change by `dateBumpedOnly`; of one difference it says that nothing but its dates differs. */
export const dateBumpedNoChange = {
  kind: 'date-bumped-no-change',
  recognise: (difference, context) => (onlyDates(difference, context.language) ? whole(difference) : null),
  examples: [
    { before: 'Last updated: 3 May 2026', after: 'Last updated: 9 June 2026', is: true },
    { before: 'We keep data for 30 days.', after: 'We keep data for 90 days.', is: false },
  ],
} as const satisfies Kind
