import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Merger, sale, new contracting entity, new provider name or authorised representative. */
export const ownershipChanged = {
  kind: 'ownership-changed',
  recognise: byWords(['ownership-changed'], {
    notOn: ['models-api', 'sdk-releases', 'changelog', 'release-notes', 'subprocessors', 'pricing', 'deprecations'],
    heading: true,
  }),
  examples: [
    { after: 'Acme is joining Globex Group.', type: 'news', is: true },
    { before: 'You contract with Acme, LLC.', after: 'You contract with Acme OpCo, LLC.', type: 'terms', is: true },
    { after: 'The team enjoyed the summer.', type: 'news', is: false },
  ],
} as const satisfies Kind
