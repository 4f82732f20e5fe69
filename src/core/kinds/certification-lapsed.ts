import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { byWords, firstOf, proof } from './by-words'

/** An assurance that we rely on ends, shrinks or disappears from the page. */
export const certificationLapsed = {
  kind: 'certification-lapsed',
  recognise: firstOf(byWords(['certification'], { side: 'added', and: ['lapsed'] }), removedCertificate),
  examples: [
    { before: 'We are certified to ISO/IEC 27001.', type: 'trust-center', is: true },
    { after: 'Our SOC 2 report has expired.', type: 'trust-center', is: true },
    { after: 'We are certified to ISO/IEC 42001.', type: 'trust-center', is: false },
  ],
} as const satisfies Kind

function removedCertificate(difference: Difference, context: KindContext): Statement[] | null {
  if (difference.after.length > 0) return null
  return proof(difference, context, (passage) => passage.topics.has('certification'))
}
