import type { Kind } from '../kind'
import { fieldChanged } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** A name that does not change (latest, default, a family name) now resolves to a different snapshot. */
export const modelAliasRepointed = {
  kind: 'model-alias-repointed',
  recognise: firstOf(
    fieldChanged(/alias|default_\w*model|points?_to|canonical|latest|target/),
    byWords(['model-alias-repointed'], { on: productTypes }),
  ),
  examples: [
    { after: 'The default alias now resolves to the June snapshot.', type: 'docs', is: true },
    {
      before: 'id: quill-latest · alias_of: quill-2',
      after: 'id: quill-latest · alias_of: quill-3',
      type: 'models-api',
      role: 'record',
      is: true,
    },
    { after: 'The newsletter has a new name.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
