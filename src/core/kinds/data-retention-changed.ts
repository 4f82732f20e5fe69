import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Period for prompts, files, outputs, abuse monitoring or backups changes; zero-retention option changes. */
export const dataRetentionChanged = {
  kind: 'data-retention-changed',
  recognise: byWords(['data-retention-changed'], { notOn: ['models-api', 'sdk-releases', 'subprocessors'], heading: true }),
  examples: [
    {
      before: 'We retain prompts and outputs for 30 days after they are submitted.',
      after: 'We retain prompts and outputs for 90 days after they are submitted.',
      type: 'terms',
      is: true,
    },
    { after: 'Deleted chats stay stored up to 5 years if shared.', type: 'privacy', is: true },
    { after: 'We answer within 30 days.', type: 'privacy', is: false },
  ],
} as const satisfies Kind
