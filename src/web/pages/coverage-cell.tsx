import { dueBecause } from '../../core/due-because'
import type { Obligation } from '../../core/pack'
import { citation, pack, packVersion } from '../../core/pack'
import { type Coverage, coverageOf, type Ground, groundsOf } from '../../flows/coverage'
import { decisionsThatCount } from '../../flows/show-decisions'
import { namesOf } from '../../store/case-page'
import { reviewsOfPair, seenDeployment, snapshotsBehind } from '../../store/coverage'
import { evidenceByIds } from '../../store/evidence'
import type { Review } from '../../store/reviews'
import { findingsBehind } from '../../store/reviews-page'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { dayInWords, daysInWords, plural, sentence, shortHash } from '../ui/days'
import { Due, Icon, Instant, outcomeWords, ReviewState, State } from '../ui/signs'
import { Table } from '../ui/table'
import { changeTitle } from './change-words'
import { DecisionLine } from './decision-parts'
import { factWords } from './fact-words'
import { labelToday } from './obligations'

/** `obligation.deployment`; obligations have no dot in their ids. */
export function cellOf(text: string | undefined): { obligation: Obligation; deploymentId: string } | null {
  const [, obligationId = '', deploymentId = ''] = /^([^.]+)\.(.+)$/.exec(text ?? '') ?? []
  const obligation = pack().obligations.get(obligationId)
  return obligation ? { obligation, deploymentId } : null
}

/** Everything that a cell rests on: state, conditions, reviews with who decided, evidence, snapshots. Null when the caller may not see the use. */
export async function reasonOf(
  { ports }: Pick<AppDeps, 'ports'>,
  caller: Caller,
  { obligation, deploymentId }: NonNullable<ReturnType<typeof cellOf>>,
) {
  const { db } = ports
  const deployment = await seenDeployment(db, caller, deploymentId)
  if (!deployment) return null
  const [cells, grounds, reviews] = await Promise.all([
    coverageOf(ports, [deployment], [obligation], ports.now().slice(0, 10)),
    groundsOf(ports, deployment, obligation),
    reviewsOfPair(db, deployment.id, obligation.id),
  ])
  const [cell] = cells
  if (!cell) return null
  const findingIds = [...new Set(reviews.flatMap((review) => review.reasons.map((reason) => reason.findingId)))]
  const [decided, names, evidence, behind, snapshots] = await Promise.all([
    decisionsThatCount(ports, [deployment.id], ports.now()),
    namesOf(
      db,
      reviews.flatMap((review) => [review.closedBy, review.approvedBy, review.ownerId]),
    ),
    evidenceByIds(db, [...cell.evidenceIds.slice(0, mostProofs), ...reviews.flatMap((review) => review.evidenceIds)]),
    findingsBehind(db, findingIds),
    snapshotsBehind(db, findingIds),
  ])
  return {
    obligation,
    deployment,
    decision: decided.get(deployment.id) ?? null,
    cell,
    grounds,
    reviews,
    names,
    evidence,
    behind,
    snapshots,
    mayAudit: can(caller, 'read-audit'),
  }
}
export type Reason = NonNullable<Awaited<ReturnType<typeof reasonOf>>>

const mostProofs = 20

const stateWords: Record<Coverage['state'], string> = {
  current: 'current',
  due: 'due',
  late: 'late',
  provisional: 'provisional',
  'not-applicable': 'does not apply',
}

/** The reason of the picked cell, with its proof. */
export const CellReason = ({ reason, now }: { reason: Reason; now: string }) => {
  const { obligation, deployment, cell, reviews, mayAudit } = reason
  const [latest] = reviews
  return (
    <section class="sec two" id="why" aria-labelledby="whyh">
      <div>
        <h2 id="whyh">
          {citation(obligation)} for {deployment.name}: {stateWords[cell.state]}
        </h2>
        <p class="soft small">
          {obligation.title}. {daysInWords(sentence(latest ? labelToday(latest, now) : obligation.status_at_as_of), now)}.
        </p>
        <p class="mt">
          <strong>{daysInWords(cell.because, now)}</strong>
        </p>
        {cell.evidenceIds.length ? (
          <p class="small">
            On file for it today:{' '}
            {reason.evidence
              .filter((one) => cell.evidenceIds.includes(one.id))
              .slice(0, mostProofs)
              .map((one, index) => (
                <>
                  {index ? ', ' : ''}
                  <a href={`/evidence/${one.id}`}>{one.name}</a>
                </>
              ))}
            .
          </p>
        ) : null}
        {reviews.length ? (
          <ul class="checks mt">
            {reviews.map((review) => (
              <Decided review={review} reason={reason} now={now} />
            ))}
          </ul>
        ) : (
          <p class="soft mt">No review of it has ever been opened for this use.</p>
        )}
        {reason.decision ? (
          <div class="mt">
            <h3>Decision on the use</h3>
            <DecisionLine decision={reason.decision} now={now} />
          </div>
        ) : null}
        <p class="small mt">
          <a href={`/deployments/${deployment.id}`}>The use in the register</a>
          {mayAudit ? (
            <>
              {' · '}
              <a href={`/audit?entity=deployment&id=${encodeURIComponent(deployment.id)}`}>Audit rows of the use</a>
            </>
          ) : null}
        </p>
      </div>
      <div>
        <h2>Why this obligation applies, or not</h2>
        <Grounds grounds={reason.grounds} />
        <p class="small faint mt">
          {obligation.summary} Rules as of {dayInWords(packVersion.asOf, now, false)}, hash{' '}
          <span class="mono">{shortHash(packVersion.hash)}</span>.
        </p>
      </div>
    </section>
  )
}

/** One review: why, what was decided by whom and when, and what that rests on. */
const Decided = ({ review, reason, now }: { review: Review; reason: Reason; now: string }) => {
  const { names, evidence, behind, snapshots, mayAudit } = reason
  const person = (id: string | null) => (id ? (names.get(id) ?? 'somebody who left') : 'a rule of ours')
  const findingIds = new Set(review.reasons.map((one) => one.findingId))
  const [finding] = behind.filter((one) => findingIds.has(one.finding.id))
  const proofs = evidence.filter((one) => review.evidenceIds.includes(one.id))
  const captures = snapshots.filter((one) => findingIds.has(one.findingId))
  return (
    <li>
      <Icon name={review.state === 'closed' ? 'closed' : 'pen'} />
      <div>
        <p class="row">
          <a href={`/reviews/${review.id}`}>{review.state === 'closed' ? 'The review that was signed' : 'The open review'}</a>
          <ReviewState state={review.state} />
          {review.state === 'closed' ? null : <Due day={review.dueOn} now={now} />}
        </p>
        {review.reasons[0] ? (
          <p class="small">
            {dueBecause(review.reasons[0].text)}
            {review.reasons.length > 1 ? ` And ${plural(review.reasons.length - 1, 'more reason')}.` : ''}
          </p>
        ) : null}
        {finding ? (
          <p class="small">
            <a href={`/findings/${finding.finding.id}`}>{changeTitle(finding.vendorName, finding.finding, null)}</a>,{' '}
            <Instant at={finding.finding.detectedAt} now={now} />
          </p>
        ) : null}
        {review.outcome && review.closedBy ? (
          <p class="small">
            Decided: <em>{outcomeWords[review.outcome]}</em>, by {person(review.closedBy)}
            {review.closedAt ? (
              <>
                , <Instant at={review.closedAt} now={now} />
              </>
            ) : null}
            {review.approvedBy ? (
              <>
                ; agreed by {person(review.approvedBy)}
                {review.approvedAt ? (
                  <>
                    , <Instant at={review.approvedAt} now={now} />
                  </>
                ) : null}
              </>
            ) : null}
            . “{review.outcomeReason}”
          </p>
        ) : (
          <p class="small soft">With {review.ownerId ? person(review.ownerId) : 'nobody yet'}. Not decided yet.</p>
        )}
        {proofs.map((one) => (
          <p class="small">
            Evidence: {one.name}, SHA-256{' '}
            <span class="mono" title={one.sha256}>
              {shortHash(one.sha256)}
            </span>
          </p>
        ))}
        {captures.map((one) => (
          <p class="small">
            Read <Instant at={one.at} now={now} />:{' '}
            {one.sourceId ? (
              <a href={`/sources/${one.sourceId}/statements?snapshot=${one.snapshotId}`}>what the page said</a>
            ) : (
              'a snapshot'
            )}
            , SHA-256{' '}
            {one.bodyHash ? (
              <span class="mono" title={one.bodyHash}>
                {shortHash(one.bodyHash)}
              </span>
            ) : (
              'not kept'
            )}
          </p>
        ))}
        {mayAudit ? (
          <p class="small">
            <a href={`/audit?entity=review&id=${encodeURIComponent(review.id)}`}>Audit rows of this review</a>
          </p>
        ) : null}
      </div>
    </li>
  )
}

const Grounds = ({ grounds }: { grounds: readonly Ground[] }) =>
  grounds.length ? (
    <Table
      label="Conditions"
      columns={[
        { head: 'Condition', cell: ({ text }) => text },
        {
          head: 'Our register says',
          cell: ({ says }) =>
            says.map(({ field, value }) => (
              <span class="sub">
                {sentence(field.replace(/^\w+\./, '').replaceAll('_', ' '))}: {factWords(value)}
              </span>
            )),
        },
        {
          head: 'Result',
          cell: ({ holds }) =>
            holds === null ? (
              <State icon="prov" tone="medium">
                Unknown
              </State>
            ) : holds ? (
              <State icon="check" tone="good">
                Yes
              </State>
            ) : (
              <State icon="na">No</State>
            ),
        },
      ]}
      rows={grounds}
    />
  ) : (
    <p class="soft">It applies to every use.</p>
  )
