import type { Ports } from '../ports'
import { type Claim, claimsOnEvidence, stands, writeClaims } from '../store/claims'
import type { Evidence } from '../store/evidence'
import { combine, type Writing } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'

type Needs = Pick<Ports, 'db' | 'now' | 'newId'>

/**
 * What else is written when documents are withdrawn, for the same batch: answers that rest on one are *gone* from then on, with what they rested on, and signed
 * decisions that list the document or one of these answers lapse.
 */
export async function proofWithdrawn(ports: Needs, documents: readonly Pick<Evidence, 'id' | 'name'>[], because: string): Promise<Writing> {
  const at = ports.now()
  const names = new Map(documents.map(({ id, name }) => [id, name]))
  const resting = (await claimsOnEvidence(ports.db, [...names.keys()])).filter(stands)
  const gone = resting.map(
    (claim): Claim => ({
      ...claim,
      state: 'gone',
      before: `${names.get(claim.evidenceId ?? '') ?? 'A document'}`.slice(0, 500),
      after: null,
      reason: `The document was withdrawn: ${because}`.slice(0, 2_000),
      version: claim.version + 1,
      updatedAt: at,
    }),
  )
  const [first] = documents
  const lapsed = await lapseDecisions(ports, {
    evidenceIds: [...names.keys()],
    claimIds: gone.map(({ id }) => id),
    text: `${first?.name ?? 'A document'} was withdrawn: ${because}`.slice(0, 500),
  })
  return combine(writeClaims(ports.db, 'claim.gone', { changed: gone }), lapsed)
}
