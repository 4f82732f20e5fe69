import type { Kind } from '../kind'
import { proof } from './by-words'

/** A watched document returns an error, redirects to something else, or needs a login. Decided by the pipeline: the guard sees a page that is not the document, and it stays so. Here only what such a page says of itself. */
export const documentGoneOrGated = {
  kind: 'document-gone-or-gated',
  recognise: (difference, context) =>
    context.after.statements.length <= fewStatements
      ? proof(difference, context, (passage) => passage.side === 'added' && passage.topics.has('gone'))
      : null,
  examples: [
    { after: 'Page not found', is: true },
    { after: 'Sign in to view this page', is: true },
    { after: 'We keep prompts for 30 days.', is: false },
  ],
} as const satisfies Kind

/** A page that only says that it is gone says little else. */
const fewStatements = 5
