import { namesOf, usesById } from '../../store/case-page'
import { caseById, deploymentsOfCase } from '../../store/cases'
import { withLinks } from '../../store/reviews'
import { evidenceOfVendors, findingsBehind, heldBefore, reviewsOfUse } from '../../store/reviews-page'
import { isVisible } from '../../store/visibility'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { plural } from '../ui/days'
import { CalledOut } from '../ui/diff'
import { type Fault, Faults } from '../ui/form'
import { Head } from '../ui/parts'
import { Demo, Due, Icon, Instant, ReviewState, SeveritySign } from '../ui/signs'
import { changeTitle } from './change-words'
import { pairsOf } from './review'
import { Questions } from './use-review-questions'
import { Done, Second, Sign } from './use-review-sign'

/** What was typed, kept for the next try. */
export type SignedSoFar = { typed: Record<string, string>; evidence: readonly string[] | null; faults: readonly Fault[] }
export const untouched: SignedSoFar = { typed: {}, evidence: null, faults: [] }

/** Everything that one sign-off of a case for one use rests on; null where there is nothing to see. */
export async function useOfCase(
  { ports: { db } }: AppDeps,
  caller: Caller,
  { caseId, deploymentId }: { caseId: string; deploymentId: string },
) {
  const seen = (await isVisible(db, caller, 'cases', caseId)) && (await isVisible(db, caller, 'deployments', deploymentId))
  const [found, [use]] = seen ? await Promise.all([caseById(db, caseId), usesById(db, [deploymentId])]) : [null, []]
  if (!found || !use) return null
  const rows = await withLinks(db, await reviewsOfUse(db, { caseId, deploymentId }))
  if (!rows.length) return null
  const vendorIds = [...new Set([found.vendorId, use.system.vendorId])]
  const [behind, before, onFile, reached] = await Promise.all([
    findingsBehind(db, found.findingIds),
    heldBefore(db, deploymentId),
    evidenceOfVendors(db, vendorIds),
    deploymentsOfCase(db, caseId),
  ])
  const others = await usesById(
    db,
    reached.map((one) => one.deploymentId).filter((id) => id !== deploymentId),
  )
  const held = [...before.values()]
  const names = await namesOf(
    db,
    [...held, ...rows].flatMap((review) => [review.closedBy, review.approvedBy, review.ownerId]),
  )
  return {
    case: found,
    use,
    reviews: rows,
    toSign: rows.filter(({ state }) => state === 'open' || state === 'in-progress'),
    waiting: rows.filter(({ state }) => state === 'awaiting-second-signature'),
    done: rows.filter(({ state }) => state === 'closed'),
    behind,
    before,
    onFile,
    names,
    others: caller.unitIds ? others.filter(({ deployment }) => !deployment.unitId || caller.unitIds?.includes(deployment.unitId)) : others,
    reader: caller.personId,
    mayWork: can(caller, 'write-cases'),
    mayApprove: can(caller, 'approve'),
  }
}
export type UseOfCase = NonNullable<Awaited<ReturnType<typeof useOfCase>>>
export type UseProps = { view: UseOfCase; so: SignedSoFar; now: string }

export const useTitle = ({ use, toSign, waiting }: UseOfCase) =>
  toSign.length
    ? `${use.deployment.name}: ${plural(toSign.length, 'obligation')} to look at again`
    : waiting.length
      ? `${use.deployment.name}: ${plural(waiting.length, 'review')} to sign second`
      : `${use.deployment.name}: all signed`

const labels = { outcome: 'Outcome', reason: 'Because', evidence: 'Proof at hand', document: 'Add a document' }
export const UseReview = ({ view, so, now }: UseProps) => {
  const { use, behind, toSign, waiting } = view
  const [first] = behind
  const critical = view.reviews.some((review) => review.severity === 'critical')
  const day = [...toSign, ...waiting].map((review) => review.dueOn).filter((one) => one !== null)[0] ?? null
  return (
    <>
      <Head title={useTitle(view)}>
        {first ? (
          <p>
            Review due because of <a href={`/findings/${first.finding.id}`}>{changeTitle(first.vendorName, first.finding, null)}</a>. What
            is not touched stands.
          </p>
        ) : null}
        <p class="row">
          <SeveritySign severity={critical ? 'critical' : (toSign[0]?.severity ?? view.case.severity)} />
          {toSign.length || waiting.length ? <Due day={day} now={now} /> : <ReviewState state="closed" />}
          <Demo demo={use.deployment.demo} />
          <span class="soft">
            {view.done.length + waiting.length} of {view.reviews.length} signed
          </span>
        </p>
      </Head>
      <Faults faults={so.faults} labels={{ ...labels, ...Object.fromEntries(toSign.map((one) => [`outcome-${one.id}`, one.citation])) }} />
      <div class="cols">
        <div>
          <Moved view={view} now={now} />
          {toSign.length ? view.mayWork ? <Sign view={view} so={so} now={now} /> : <Questions view={view} so={so} now={now} /> : null}
          {waiting.length ? <Second view={view} now={now} /> : null}
          {view.done.length ? <Done view={view} now={now} /> : null}
        </div>
        <Aside view={view} now={now} />
      </div>
    </>
  )
}

const Moved = ({ view: { behind }, now }: { view: UseOfCase; now: string }) => (
  <section>
    <h2>What moved</h2>
    {behind.map(({ finding, vendorName }) => (
      <div class="held mt">
        <h3 class="small">
          <a href={`/findings/${finding.id}`}>{changeTitle(vendorName, finding, null)}</a>, seen{' '}
          <Instant at={finding.detectedAt} now={now} />
        </h3>
        {finding.quotes.slice(0, 4).map((quote) => (
          <blockquote class="small">
            <p>{quote.side === 'removed' ? <del>{quote.text}</del> : quote.side === 'added' ? <ins>{quote.text}</ins> : quote.text}</p>
          </blockquote>
        ))}
        <CalledOut passages={pairsOf(finding.quotes)} of={changeTitle(vendorName, finding, null)} />
      </div>
    ))}
  </section>
)

const Aside = ({ view, now }: { view: UseOfCase; now: string }) => (
  <aside class="aside" aria-label="About this sign-off">
    {view.toSign.length ? (
      <section>
        <h2>To answer</h2>
        <ol class="steps">
          {view.toSign.map((review) => (
            <li>
              <Icon name={review.state === 'in-progress' ? 'progress' : 'open'} />
              <a href={`#r-${review.id}`}>{review.citation}</a>
            </li>
          ))}
          {view.mayWork ? (
            <li>
              <Icon name="pen" />
              <a href="#sign">Sign</a>
            </li>
          ) : null}
        </ol>
      </section>
    ) : null}
    <section>
      <h2>The use</h2>
      <p>
        <a href={`/deployments/${view.use.deployment.id}`}>{view.use.deployment.name}</a>
        <span class="sub">{view.use.system.name}</span>
      </p>
    </section>
    {view.others.length ? (
      <section>
        <h2>Same case</h2>
        <ul class="hits">
          {view.others.slice(0, 12).map(({ deployment, system }) => (
            <li>
              <a href={`/cases/${view.case.id}/uses/${deployment.id}`}>{deployment.name}</a>
              <span class="sub">{system.name}</span>
            </li>
          ))}
        </ul>
        {view.others.length > 12 ? <p class="small">and {view.others.length - 12} more.</p> : null}
        <p class="small">
          <a href={`/cases/${view.case.id}/sign`}>Sign for several uses at once</a>
        </p>
      </section>
    ) : null}
    {view.case.objectBy ? (
      <section>
        <h2>Last day to object</h2>
        <Due day={view.case.objectBy} now={now} prefix="" />
      </section>
    ) : null}
  </aside>
)
