import { reviewOutcomes } from '../../store/schema'
import { bytesInWords, plural } from '../ui/days'
import { Checks, Radios } from '../ui/form'
import { Icon, Instant, outcomeWords } from '../ui/signs'
import { DocumentFields } from './document-fields'
import { saying } from './review-acts'
import type { UseOfCase, UseProps } from './use-review'
import { Questions } from './use-review-questions'

type One = UseOfCase['reviews'][number]

/** The form of one sign-off: the questions, what is left open among them, the proof, the signature. */
export const Sign = ({ view, so, now }: UseProps) => {
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
            label="Proof at hand"
            options={onFile.map((one) => ({ value: one.id, label: `${one.name} (${bytesInWords(one.bytes)})` }))}
            chosen={chosen}
          />
        ) : (
          <p class="small soft">No document about this vendor is on file yet.</p>
        )}
        <DocumentFields />
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

/** The second signature under what waits for one, by another person than the first. */
export const Second = ({ view, now }: { view: UseOfCase; now: string }) => {
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

export const Done = ({ view, now }: { view: UseOfCase; now: string }) => (
  <section class="sec">
    <h2>Signed</h2>
    <ul class="checks">
      {view.done.map((review) => (
        <Signed review={review} view={view} now={now} />
      ))}
    </ul>
  </section>
)
