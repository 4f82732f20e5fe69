import type { Kind } from '../kind'
import { listEntry, modelEntry } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** The model or feature is gone, switched off, withdrawn or recalled, with or without earlier notice. A row of a table of models that goes is a model that goes, even when no word says so. */
export const modelRetiredOrWithdrawn = {
  kind: 'model-retired-or-withdrawn',
  recognise: firstOf(
    listEntry('models-api', 'removed'),
    byWords(['model-retired-or-withdrawn'], { on: productTypes, side: 'added' }),
    modelEntry('removed', ['docs', 'model-card', 'deprecations', 'pricing', 'other']),
  ),
  examples: [
    { after: 'The model `quill-1-classic` has been retired and withdrawn.', type: 'changelog', is: true },
    { before: 'quill-1-mini · object: model', type: 'models-api', role: 'record', is: true },
    { after: 'We have disabled the feature while we investigate.', type: 'status', is: true },
    { after: 'Exports can be ordered by date.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
