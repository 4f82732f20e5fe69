import type { Kind } from '../kind'
import { fieldChanged, listEntry, modelEntry } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** The vendor says that the model behind the product or feature is now another version or another model. A model added to a list of models counts too: the pack has no kind of its own for it, and a system bound to a family name may move with it. */
export const modelVersionReplaced = {
  kind: 'model-version-replaced',
  recognise: firstOf(
    listEntry('models-api', 'added'),
    fieldChanged(/^(?:version|revision|snapshot)$/),
    modelEntry('added', productTypes),
    byWords(['model-version-replaced'], { notOn: ['pricing'] }),
    byWords(['model-added'], { on: productTypes, side: 'added' }),
  ),
  examples: [
    {
      after: 'From 20 December the model behind ranking, quill-2, is replaced by the new model version quill-3.',
      type: 'changelog',
      is: true,
    },
    { after: 'Assistant replies are now produced by version 5 of our model.', type: 'changelog', is: true },
    { after: 'quill-4 · object: model', type: 'models-api', role: 'record', is: true },
    { after: 'Our office has moved to Mill Lane.', type: 'changelog', is: false },
    { after: 'You may not resell the service.', type: 'terms', is: false },
  ],
} as const satisfies Kind
