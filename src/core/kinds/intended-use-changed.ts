import type { Kind } from '../kind'
import { byWords } from './by-words'

/** The vendor states other purposes, users, contexts or conditions, in instructions, documentation or marketing. */
export const intendedUseChanged = {
  kind: 'intended-use-changed',
  recognise: byWords(['intended-use-changed'], {
    notOn: ['privacy', 'dpa', 'subprocessors', 'models-api', 'sdk-releases', 'pricing'],
    heading: true,
  }),
  examples: [
    { after: 'The tool is intended for use by hiring teams.', type: 'docs', is: true },
    { before: 'You must be at least 16 years old.', after: 'You must be at least 18 years old.', type: 'terms', is: true },
    { after: 'The page has a new address.', type: 'docs', is: false },
  ],
} as const satisfies Kind
