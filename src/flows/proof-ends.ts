import type { Ports } from '../ports'
import { type Claim, claimsOnEvidence, stands, writeClaims } from '../store/claims'
import type { Evidence } from '../store/evidence'
import { reviewsRestingOnClaims, reviewsRestingOnEvidence } from '../store/resting'
import { combine, type Writing } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'
import { type NewFinding, recordResting } from './record-finding'
import type { Moved } from './resting-reviews'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>
type Document = Pick<Evidence, 'id' | 'name' | 'type' | 'vendorId'>

/**
 * What else is written when a document is withdrawn, for the same batch: answers that rest on it are *gone* from then on, with what they rested on; signed
 * decisions that list the document or one of these answers lapse; and reviews that were signed on either are followed by new ones, in a case of their own.
 * What rests on neither is left alone.
 */
export async function proofWithdrawn(ports: Needs, document: Document, because: string): Promise<Writing> {
  const { db } = ports
  const at = ports.now()
  const why = `${document.name} was withdrawn: ${because}`
  const lost = (await claimsOnEvidence(db, [document.id])).filter(stands)
  const followUps = await recordResting(ports, withdrawal(document, { at, because }), await restingOn(ports, document, lost))
  const gone = lost.map(
    (claim): Claim => ({
      ...claim,
      state: 'gone',
      before: document.name.slice(0, 500),
      after: null,
      findingId: followUps.finding?.id ?? claim.findingId,
      reason: `The document was withdrawn: ${because}`.slice(0, 2_000),
      version: claim.version + 1,
      updatedAt: at,
    }),
  )
  const lapsed = await lapseDecisions(ports, {
    evidenceIds: [document.id],
    claimIds: gone.map(({ id }) => id),
    text: why.slice(0, 500),
  })
  return combine(writeClaims(db, 'claim.gone', { changed: gone }), lapsed, followUps.writing)
}

async function restingOn({ db }: Needs, document: Document, lost: readonly Claim[]): Promise<Moved[]> {
  const questions = new Map(lost.map(({ id, questionId }) => [id, questionId]))
  const [onDocument, onAnswers] = await Promise.all([
    reviewsRestingOnEvidence(db, [document.id]),
    reviewsRestingOnClaims(db, [...questions.keys()]),
  ])
  return [
    ...onAnswers.map(({ review, restsOn }) => ({
      review,
      what: `the document that supported the answer to ${questions.get(restsOn)}, “${document.name}”, was withdrawn`,
    })),
    ...onDocument.map(({ review }) => ({ review, what: `its evidence “${document.name}” was withdrawn` })),
  ].sort((a, b) => (a.review.openedAt < b.review.openedAt ? -1 : a.review.openedAt > b.review.openedAt ? 1 : 0))
}

/** No vendor has changed anything: the kinds are the nearest of the pack to a proof that is gone, and link nothing here by themselves. */
function withdrawal({ id, name, type, vendorId }: Document, { at, because }: { at: string; because: string }): NewFinding {
  return {
    changeId: null,
    vendorId,
    systemIds: [],
    sourceId: null,
    kinds: [type?.toLowerCase() === 'certificate' ? 'certification-lapsed' : 'document-gone-or-gated'],
    announcement: 'unknown',
    announcedBy: null,
    announcementWhy: 'It was withdrawn here: the vendor had nothing to announce.',
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    quotes: [{ side: 'stated', text: `${name} was withdrawn: ${because}`.slice(0, 5_000), sourceId: null }],
    origin: 'reported',
    reported: { type: 'other', note: 'A document that reviews were signed on was withdrawn.', evidenceId: id },
    detectedAt: at,
  }
}
