import type { Kind } from '../kind'
import { byWords } from './by-words'

/** Vendor takes a wider right to change models, features or terms, or shortens notice. */
export const changeNoticeTermsChanged = {
  kind: 'change-notice-terms-changed',
  recognise: byWords(['change-notice-terms-changed'], { on: ['terms', 'privacy', 'dpa', 'usage-policy'], heading: true }),
  examples: [
    { after: 'We may update models at any time without notice.', type: 'terms', is: true },
    {
      before: 'We give 30 days notice of changes to these terms.',
      after: 'We give 7 days notice of changes to these terms.',
      type: 'terms',
      is: true,
    },
    { after: 'Our parcels weigh two kilos.', type: 'terms', is: false },
  ],
} as const satisfies Kind
