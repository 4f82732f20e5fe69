import { pack } from '../../core/pack'
import { reviewOutcomes } from '../../store/schema'
import { daysInWords, sentence } from '../ui/days'
import { Instant, outcomeWords, State } from '../ui/signs'
import { labelToday, obligationTitle, whyDue } from './obligations'
import { saying } from './review-acts'
import type { UseOfCase, UseProps } from './use-review'

type One = UseOfCase['reviews'][number]
const number = (view: UseOfCase, review: One) => view.toSign.indexOf(review) + 1

/** What is to be answered again: each obligation with what held, why it is due, and the place for its own outcome. */
export const Questions = ({ view, so, now }: UseProps) => (
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

const Question = ({ view, review, so, now }: UseProps & { review: One }) => {
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
          <a href={`/reviews/${review.id}`}>{review.citation}</a>, {daysInWords(labelToday(review, now), now)}
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
            {[...new Set(review.reasons.filter((reason) => reason.caseId === view.case.id).map((reason) => whyDue(reason.text)))].map(
              (text) => (
                <li>{text}</li>
              ),
            )}
          </ul>
          {review.provisional ? (
            <State icon="prov" tone="medium">
              Provisional: a fact is unknown
            </State>
          ) : null}
          {questions.length ? (
            <details class="small">
              <summary>{questions.length === 1 ? '1 answer that it touches' : `${questions.length} answers that it touches`}</summary>
              <ul class="hits">
                {questions.map((question) => (
                  <li>
                    {question.question}
                    <span class="sub">
                      {question.id}. Proof to expect: {question.expected_evidence}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      </div>
      {view.mayWork ? (
        <div class="two">
          <div class="field">
            <label for={`f-outcome-${review.id}`}>Outcome</label>
            <select id={`f-outcome-${review.id}`} name={`outcome-${review.id}`}>
              <option value="">As signed below</option>
              {reviewOutcomes.map((value) => (
                <option value={value} selected={so.typed[`outcome-${review.id}`] === value}>
                  {saying[value]}
                </option>
              ))}
            </select>
            {fault ? <span class="wrong">{fault.message}</span> : null}
          </div>
          <div class="field">
            <label for={`reason-${review.id}`}>Because</label>
            <textarea id={`reason-${review.id}`} name={`reason-${review.id}`} rows={2} maxlength={5_000}>
              {so.typed[`reason-${review.id}`] ?? review.outcomeReason ?? held?.outcomeReason ?? ''}
            </textarea>
          </div>
        </div>
      ) : null}
    </section>
  )
}
