import type { Kind } from '../kind'
import { byWords, productTypes } from './by-words'

/** The vendor changes filtering, moderation, default instructions or the settings that steer behaviour. */
export const guardrailsChanged = {
  kind: 'guardrails-changed',
  recognise: byWords(['guardrails-changed'], { on: [...productTypes, 'usage-policy'] }),
  examples: [
    { after: 'You can now turn moderation off.', type: 'changelog', is: true },
    { after: 'Fewer unnecessary refusals in long chats.', type: 'changelog', is: true },
    { after: 'The help page has a search box.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
