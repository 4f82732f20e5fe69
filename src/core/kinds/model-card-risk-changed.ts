import type { Kind } from '../kind'
import { notesTypes } from '../source'
import { byWords, firstOf } from './by-words'

/** The section of a model card, system card or safety report on limits, bias, misuse or safety testing changes. */
export const modelCardRiskChanged = {
  kind: 'model-card-risk-changed',
  recognise: firstOf(
    byWords(['model-card-risk-changed'], {
      on: ['model-card', 'system-card', 'usage-policy', 'docs', 'other', 'trust-center'],
      heading: true,
    }),
    byWords(['card-published'], { on: notesTypes, side: 'added' }),
  ),
  examples: [
    { after: 'Accuracy is lower for older speakers.', type: 'model-card', is: true },
    { after: 'The model has a known bias against some groups.', type: 'model-card', is: true },
    { after: 'The model has a friendly name.', type: 'model-card', is: false },
  ],
} as const satisfies Kind
