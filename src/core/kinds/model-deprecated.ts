import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { fieldChanged, listEntry, modelEntry } from './by-structure'
import { byWords, firstOf } from './by-words'

/** The vendor names a date after which a model or feature version will stop or be replaced automatically. */
export const modelDeprecated = {
  kind: 'model-deprecated',
  recognise: firstOf(
    fieldChanged(/deprecat|retire|sunset|shutdown|expir|eol|end_of_life/),
    deprecationEntry,
    byWords(['model-deprecated'], { notOn: ['privacy', 'dpa', 'subprocessors'], heading: true }),
  ),
  examples: [
    { after: 'Version 2 is deprecated and receives no fixes.', type: 'changelog', is: true },
    { after: 'This model will be shut down on 30 June; please migrate.', type: 'docs', is: true },
    { after: 'The guide has moved to another page.', type: 'docs', is: false },
  ],
} as const satisfies Kind

/** An entry of a page of deprecations; a row of it only where the page does not list models of every state. */
function deprecationEntry(difference: Difference, context: KindContext): Statement[] | null {
  if (modelEntry('added', ['deprecations'])(difference, context)) return null
  return listEntry('deprecations', 'added')(difference, context)
}
