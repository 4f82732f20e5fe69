import type { Kind } from '../kind'
import { fieldChanged } from './by-structure'
import { byWords, firstOf, productTypes } from './by-words'

/** The system can now act: call tools or connectors, browse, run code, send messages, change records, or work unattended. */
export const capabilityAgenticAdded = {
  kind: 'capability-agentic-added',
  recognise: firstOf(
    fieldChanged(/tool|function_call|agent|computer|browse/),
    byWords(['capability-agentic-added'], { on: productTypes, side: 'added' }),
  ),
  examples: [
    { after: 'Connectors now let it read and write your files.', type: 'changelog', is: true },
    { after: 'The assistant can now complete tasks for you.', type: 'changelog', is: true },
    { after: 'Invoices show the name of the customer.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
