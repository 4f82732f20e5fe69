import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Availability, response time, support hours, update or notice promise changes. */
export const slaOrSupportChanged = {
  kind: 'sla-or-support-changed',
  recognise: byWords(['sla-or-support-changed'], { heading: true, notOn: ['subprocessors', 'sdk-releases', 'privacy'] }),
  examples: [
    { before: 'The uptime target is 99.9 %.', after: 'The uptime target is 99.5 %.', type: 'terms', is: true },
    { after: 'The shop is in Leeds.', type: 'terms', is: false },
  ],
} as const satisfies Kind
