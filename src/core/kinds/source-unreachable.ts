import type { Kind } from '../kind'
import { proof } from './by-words'

/** Polling fails for technical reasons on our side or theirs: block, robots rule, timeouts, rendering. Decided by the pipeline from transport faults and refused captures. Here only what a refusal says of itself. */
export const sourceUnreachable = {
  kind: 'source-unreachable',
  recognise: (difference, context) =>
    context.after.statements.length <= fewStatements
      ? proof(difference, context, (passage) => passage.side === 'added' && passage.topics.has('unreachable'))
      : null,
  examples: [
    { after: 'HTTP 403 for automated clients', is: true },
    { after: 'The service is popular.', is: false },
  ],
} as const satisfies Kind

/** A refusal says little else. */
const fewStatements = 5
