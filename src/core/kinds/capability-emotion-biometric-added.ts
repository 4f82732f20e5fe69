import type { Kind } from '../kind'
import { byWords } from './by-words'

/** A function that infers emotion or traits, identifies or categorises people by body or behaviour, or scores them, appears. */
export const capabilityEmotionBiometricAdded = {
  kind: 'capability-emotion-biometric-added',
  recognise: byWords(['capability-emotion-biometric-added'], { side: 'added' }),
  examples: [
    { after: 'Voice match identifies callers.', type: 'changelog', is: true },
    { after: 'See how engaged each participant is with the new engagement score.', type: 'changelog', is: true },
    { after: 'The form has a new field for the address.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
