import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Published scores, accuracy levels or test methods change. */
export const evaluationNumbersChanged = {
  kind: 'evaluation-numbers-changed',
  recognise: byWords(['evaluation-numbers-changed'], {
    on: ['model-card', 'system-card', 'docs', 'news', 'release-notes', 'changelog', 'other'],
    heading: true,
  }),
  examples: [
    { after: 'The F1 score rises to 0.91 on the new test set.', type: 'model-card', is: true },
    { before: 'Accuracy is 81.2 on the benchmark.', after: 'Accuracy is 84.5 on the benchmark.', type: 'model-card', is: true },
    { after: 'Thanks to all our testers.', type: 'model-card', is: false },
  ],
} as const satisfies Kind
