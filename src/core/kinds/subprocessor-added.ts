import type { Kind } from '../kind'
import { listEntry, partyRow } from './by-structure'
import { byWords, firstOf } from './by-words'

/** A new sub-processor, model host or AI supplier appears in the chain. */
export const subprocessorAdded = {
  kind: 'subprocessor-added',
  recognise: firstOf(
    listEntry('subprocessors', 'added'),
    partyRow('added'),
    byWords(['subprocessor'], {
      notOn: ['sdk-releases', 'changelog', 'release-notes', 'deprecations', 'pricing', 'status'],
      side: 'added',
      heading: true,
    }),
    byWords(['recipient'], { on: ['privacy', 'dpa', 'trust-center'], side: 'added' }),
  ),
  examples: [
    { after: 'Acme Inference Ltd · model hosting · Ireland', type: 'subprocessors', role: 'row', is: true },
    { after: 'We share your data with advertising partners.', type: 'privacy', is: true },
    { after: 'Last updated 3 May', type: 'subprocessors', is: false },
    { after: 'We answer within a month.', type: 'privacy', is: false },
  ],
} as const satisfies Kind
