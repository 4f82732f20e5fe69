import { pack } from '../../core/pack'
import { namesOf, usesById } from '../../store/case-page'
import { caseById, deploymentsOfCase } from '../../store/cases'
import { withLinks } from '../../store/reviews'
import { evidenceOfVendors, findingsBehind, heldBefore, reviewsOfUse } from '../../store/reviews-page'
import { reviewOutcomes } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { bytesInWords, plural, sentence } from '../ui/days'
import { CalledOut } from '../ui/diff'
import { Checks, type Fault, Faults, Radios } from '../ui/form'
import { Head } from '../ui/parts'
import { Demo, Due, Icon, Instant, outcomeWords, ReviewState, SeveritySign, State } from '../ui/signs'
import { changeTitle } from './change-words'
import { labelToday, obligationTitle } from './obligations'
import { pairsOf } from './review'
import { saying } from './review-acts'

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
type One = UseOfCase['reviews'][number]
type Props = { view: UseOfCase; so: SignedSoFar; now: string }

export const useTitle = ({ use, toSign, waiting }: UseOfCase) =>
  toSign.length
    ? `${use.deployment.name}: ${plural(toSign.length, 'obligation')} to look at again`
    : waiting.length
      ? `${use.deployment.name}: ${plural(waiting.length, 'review')} to sign second`
      : `${use.deployment.name}: all signed`

const labels = { outcome: 'Outcome', reason: 'Because', evidence: 'Proof at hand', document: 'Add a document' }
const number = (view: UseOfCase, review: One) => view.toSign.indexOf(review) + 1

export const UseReview = ({ view, so, now }: Props) => {
  const { use, behind, toSign, waiting } = view
  const [first] = behind
  const critical = view.reviews.some((review) => review.severity === 'critical')
  const day = [...toSign, ...waiting].map((review) => review.dueOn).filter((one) => one !== null)[0] ?? null
  return (
    <>
      <Head title={useTitle(view)}>
        {first ? (
          <p>
            Review due because of <a href={`/findings/${first.finding.id}`}>{changeTitle(first.vendorName, first.finding.kinds, null)}</a>.
            What is not touched stands.
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
          <a href={`/findings/${finding.id}`}>{changeTitle(vendorName, finding.kinds, null)}</a>, seen{' '}
          <Instant at={finding.detectedAt} now={now} />
        </h3>
        {finding.quotes.slice(0, 4).map((quote) => (
          <blockquote class="small">
            <p>{quote.side === 'removed' ? <del>{quote.text}</del> : quote.side === 'added' ? <ins>{quote.text}</ins> : quote.text}</p>
          </blockquote>
        ))}
        <CalledOut passages={pairsOf(finding.quotes)} of={changeTitle(vendorName, finding.kinds, null)} />
      </div>
    ))}
  </section>
)

const Questions = ({ view, so, now }: Props) => (
  <>
    {view.toSign.map((review) => (
      <Question view={view} review={review} so={so} now={now} />
    ))}
  </>
)

/** The due-diligence questions that the kinds behind a review touch and that belong to its obligation. */
const asked = (review: One) =>
  [...new Set(review.reasons.flatMap((reason) => pack().triggers.get(reason.kind)?.invalidates_questions ?? []))]
    .flatMap((id) => pack().questions.get(id) ?? [])
    .filter((question) => question.obligations.includes(review.obligationId))

const Question = ({ view, review, so, now }: Props & { review: One }) => {
  const held = view.before.get(review.obligationId)
  const fault = so.faults.find((one) => one.path === `outcome-${review.id}`)
  const questions = asked(review)
  return (
    <section class="q" id={`r-${review.id}`}>
      <div class="sh">
        <h2>
          {number(view, review)}. {obligationTitle(review.obligationId)}
        </h2>
        <p class="small">
          <a href={`/reviews/${review.id}`}>{review.citation}</a>, {labelToday(review, now)}
        </p>
      </div>
      <div class="two">
        <div class="held">
          <h3 class="small">What held until now</h3>
          {held ? (
            <>
              <p>
                {held.outcome ? `${sentence(outcomeWords[held.outcome])}. ` : ''}
                {held.outcomeReason}
              </p>
              <p class="small faint">
                Signed by {(held.closedBy && view.names.get(held.closedBy)) ?? 'a rule'}
                {held.closedAt ? (
                  <>
                    , <Instant at={held.closedAt} now={now} />
                  </>
                ) : null}
              </p>
            </>
          ) : (
            <p class="soft">Nothing has been signed for this use so far.</p>
          )}
        </div>
        <div>
          <h3 class="small soft">Why it is due</h3>
          <ul class="hits small">
            {[...new Set(review.reasons.filter((reason) => reason.caseId === view.case.id).map((reason) => reason.text))].map((text) => (
              <li>{text}</li>
            ))}
          </ul>
          {review.provisional ? (
            <State icon="prov" tone="medium">
              Provisional: a fact is unknown
            </State>
          ) : null}
          {questions.length ? (
            <>
              <h3 class="small soft">Answers that it touches</h3>
              <ul class="hits small">
                {questions.map((question) => (
                  <li>
                    {question.question}
                    <span class="sub">
                      {question.id}. Proof to expect: {question.expected_evidence}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      </div>
      {view.mayWork ? (
        <div class="two form">
          <Radios
            name={`outcome-${review.id}`}
            label="Outcome"
            options={reviewOutcomes.map((value) => ({ value, label: saying[value] }))}
            chosen={so.typed[`outcome-${review.id}`]}
          />
          <div class="field">
            <label for={`reason-${review.id}`}>Because</label>
            <textarea id={`reason-${review.id}`} name={`reason-${review.id}`} rows={4} maxlength={5_000}>
              {so.typed[`reason-${review.id}`] ?? review.outcomeReason ?? held?.outcomeReason ?? ''}
            </textarea>
            {fault ? <span class="wrong">{fault.message}</span> : null}
          </div>
        </div>
      ) : null}
    </section>
  )
}

const Sign = ({ view, so, now }: Props) => {
  const { toSign, onFile, before } = view
  const chosen = so.evidence ?? toSign.flatMap((review) => [...review.evidenceIds, ...(before.get(review.obligationId)?.evidenceIds ?? [])])
  const critical = toSign.some((review) => review.severity === 'critical')
  return (
    <form method="post" action={`/cases/${view.case.id}/uses/${view.use.deployment.id}`} enctype="multipart/form-data">
      <Questions view={view} so={so} now={now} />
      <section class="sign form" aria-labelledby="sign">
        <h2 id="sign">Sign once for all of it</h2>
        <p>
          By signing I say that I read what moved and each reason above, and that each outcome is right for this use. It is kept with my
          name and the time, and rests on the documents ticked here.
        </p>
        <div class="two">
          <Radios
            name="outcome"
            label="Outcome of those left open above"
            options={[{ value: '', label: 'None: each has its own' }, ...reviewOutcomes.map((value) => ({ value, label: saying[value] }))]}
            chosen={so.typed.outcome ?? ''}
          />
          <div class="field">
            <label for="f-reason">Because, where nothing is written above</label>
            <textarea id="f-reason" name="reason" rows={5} maxlength={5_000}>
              {so.typed.reason ?? ''}
            </textarea>
          </div>
        </div>
        {onFile.length ? (
          <Checks
            name="evidence"
            label={labels.evidence}
            options={onFile.map((one) => ({ value: one.id, label: `${one.name} (${bytesInWords(one.bytes)})` }))}
            chosen={chosen}
          />
        ) : (
          <p class="small soft">No document about this vendor is on file yet.</p>
        )}
        <div class="two">
          <div class="field">
            <label for="f-document">{labels.document}</label>
            <span class="hint" id="h-document">
              Kept with its hash as evidence about the vendor. Up to 25 MB.
            </span>
            <input id="f-document" type="file" name="document" aria-describedby="h-document" />
          </div>
          <div class="field">
            <label for="document-name">Call it</label>
            <span class="hint" id="h-document-name">
              Its file name, if you leave this empty.
            </span>
            <input id="document-name" type="text" name="documentName" maxlength={500} aria-describedby="h-document-name" />
          </div>
        </div>
        <p>
          <button class="btn go" type="submit">
            {critical ? 'Sign, and send what is critical for second signature' : `Sign and close ${plural(toSign.length, 'review')}`}
          </button>
        </p>
        {critical ? (
          <p class="hint">Another person with the role of risk owner or administrator signs second. Never the same person.</p>
        ) : null}
      </section>
    </form>
  )
}

const Signed = ({ review, view, now }: { review: One; view: UseOfCase; now: string }) => (
  <li>
    <Icon name={review.state === 'closed' ? 'closed' : 'second'} />
    <div>
      <p>
        <a href={`/reviews/${review.id}`}>{review.citation}</a>: {review.outcome ? outcomeWords[review.outcome] : 'no outcome'}.{' '}
        {review.outcomeReason}
      </p>
      <span class="sub">
        {(review.closedBy && view.names.get(review.closedBy)) ?? 'A rule'}
        {review.approvedBy ? `, and ${view.names.get(review.approvedBy) ?? 'somebody'}` : ''}
        {review.closedAt ? (
          <>
            , <Instant at={review.closedAt} now={now} />
          </>
        ) : null}
      </span>
    </div>
  </li>
)

const Second = ({ view, now }: { view: UseOfCase; now: string }) => {
  const theirs = view.waiting.filter((review) => review.closedBy !== view.reader)
  return (
    <section class="sign" aria-labelledby="second">
      <h2 id="second">Second signature</h2>
      <ul class="checks">
        {view.waiting.map((review) => (
          <Signed review={review} view={view} now={now} />
        ))}
      </ul>
      {view.mayApprove && theirs.length ? (
        <form method="post" action={`/cases/${view.case.id}/uses/${view.use.deployment.id}`}>
          <input type="hidden" name="second" value={theirs.map((review) => review.id).join(' ')} />
          <p>
            <button class="btn go" type="submit">
              Read and agreed: sign {plural(theirs.length, 'review')} second
            </button>
          </p>
          <p class="hint">To give one back, open it.</p>
        </form>
      ) : (
        <p class="hint">
          {view.mayApprove ? 'You signed first, so another person must sign second.' : 'A risk owner or administrator must sign second.'}
        </p>
      )}
    </section>
  )
}

const Done = ({ view, now }: { view: UseOfCase; now: string }) => (
  <section class="sec">
    <h2>Signed</h2>
    <ul class="checks">
      {view.done.map((review) => (
        <Signed review={review} view={view} now={now} />
      ))}
    </ul>
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
