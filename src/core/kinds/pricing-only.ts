import type { Kind } from '../kind'
import { fieldChanged } from './by-structure'
import { byWords, firstOf } from './by-words'

/** Price, billing unit or packaging changes, with no change of function, data, terms or control. */
export const pricingOnly = {
  kind: 'pricing-only',
  recognise: firstOf(
    fieldChanged(/price|pricing|cost|fee|rate_per|multiplier|billing/),
    byWords(['pricing-only'], { notOn: ['privacy', 'subprocessors', 'dpa'], heading: true }),
  ),
  examples: [
    { after: 'The price per million tokens falls to $2.', type: 'pricing', is: true },
    { before: 'id: quill · cost_per_1m_in: 2', after: 'id: quill · cost_per_1m_in: 3', type: 'models-api', role: 'record', is: true },
    { after: 'Paid credits expire twelve months after purchase.', type: 'terms', is: true },
    { after: 'The page has a new colour.', type: 'pricing', is: false },
  ],
} as const satisfies Kind
