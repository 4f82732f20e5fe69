import type { Kind } from '../kind'
import { byWords } from './by-words'

/** A new certificate, attestation or audit report, for example ISO/IEC 42001 or 27001, appears. */
export const certificationAdded = {
  kind: 'certification-added',
  recognise: byWords(['certification'], { side: 'added', but: ['lapsed'], heading: true }),
  examples: [
    { after: 'We are certified to ISO/IEC 42001.', type: 'trust-center', is: true },
    { after: 'We are proud of our team.', type: 'trust-center', is: false },
  ],
} as const satisfies Kind
