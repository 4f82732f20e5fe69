import type { Kind } from '../kind'
import { listEntry } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** Vendor, authority or credible press reports an incident touching the system. */
export const incidentPublished = {
  kind: 'incident-published',
  recognise: firstOf(byWords(['incident-published'], { on: productTypes, side: 'added', heading: true }), listEntry('status', 'added')),
  examples: [
    { after: 'Conversations of some users were exposed.', type: 'status', is: true },
    { after: 'Outage of the service after a faulty update.', type: 'status', is: true },
    { after: 'The cafeteria has reopened.', type: 'news', is: false },
  ],
} as const satisfies Kind
