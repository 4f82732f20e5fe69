import { reviewOutcomes } from '../../store/schema'
import { bytesInWords, sentence } from '../ui/days'
import { Checks, Radios } from '../ui/form'
import { Instant, outcomeWords } from '../ui/signs'
import { DocumentFields } from './document-fields'
import type { ReviewView } from './review'

export const saying: Record<(typeof reviewOutcomes)[number], string> = {
  holds: 'Still holds: what we assessed is true after this change',
  updated: 'Updated: a record was corrected',
  redone: 'Done again: a new assessment is on file',
  'not-material': 'Not material here',
}

/** Signing a review, the second signature, and what else can be done with it. */
export const ReviewActs = ({ view, now }: { view: ReviewView; now: string }) => {
  const { review, names } = view
  const closer = review.closedBy ? (names.get(review.closedBy) ?? 'somebody') : 'a rule'
  const open = review.state === 'open' || review.state === 'in-progress'
  return (
    <section class="sign" aria-labelledby="sign">
      <h2 id="sign">{review.state === 'closed' ? 'Signed' : review.state === 'awaiting-second-signature' ? 'Second signature' : 'Sign'}</h2>
      {review.outcome ? (
        <p>
          <strong>{sentence(outcomeWords[review.outcome])}.</strong> {review.outcomeReason}
        </p>
      ) : null}
      {review.returnReason && open ? <p>Came back: {review.returnReason}</p> : null}
      {open ? view.mayWork ? <SignForm view={view} /> : <p class="soft">A risk owner works on this and signs it.</p> : null}
      {review.outcome ? (
        <div class="lines">
          <p class="line">
            <strong>{closer}</strong>
            <span class="sub">{review.closedAt ? <Instant at={review.closedAt} now={now} /> : 'signed first'}</span>
          </p>
          {review.approvedBy && review.approvedAt ? (
            <p class="line">
              <strong>{names.get(review.approvedBy) ?? 'somebody'}</strong>
              <span class="sub">
                agreed, <Instant at={review.approvedAt} now={now} />
              </span>
            </p>
          ) : review.state === 'awaiting-second-signature' ? (
            <p class="line">
              <strong>Second signature</strong>
              <span class="sub">A risk owner or administrator. Never the same person.</span>
            </p>
          ) : null}
        </div>
      ) : null}
      {review.state === 'awaiting-second-signature' ? <Second view={view} /> : null}
      {view.mayWork ? <Others view={view} /> : null}
    </section>
  )
}

const SignForm = ({ view: { review, onFile, chosen } }: { view: ReviewView }) => (
  <form class="form" method="post" action={`/reviews/${review.id}/close`} enctype="multipart/form-data">
    <p>
      By signing I say that I read what moved and the reasons above, and that the outcome chosen here is right for this use. It is kept with
      my name and the time.
    </p>
    <div class="two">
      <Radios name="outcome" label="Outcome" required options={reviewOutcomes.map((value) => ({ value, label: saying[value] }))} />
      <div class="field">
        <label for="reason">Because</label>
        <textarea id="reason" name="reason" rows={5} required maxlength={5_000}>
          {review.outcomeReason ?? ''}
        </textarea>
      </div>
    </div>
    {onFile.length ? (
      <Checks
        name="evidence"
        label="Evidence on file"
        options={onFile.map((one) => ({ value: one.id, label: `${one.name} (${bytesInWords(one.bytes)})` }))}
        chosen={chosen}
      />
    ) : null}
    <DocumentFields />
    <p class="row">
      <button class="btn go" type="submit">
        {review.severity === 'critical' ? 'Sign and send for second signature' : 'Sign and close'}
      </button>
      <button class="btn" type="submit" formaction={`/reviews/${review.id}/start`} formnovalidate>
        {review.state === 'open' ? 'Start work' : 'Keep it as a draft'}
      </button>
    </p>
  </form>
)

const Second = ({ view: { review, mayApprove, caller } }: { view: ReviewView }) =>
  mayApprove && review.closedBy !== caller ? (
    <div class="two">
      <form method="post" action={`/reviews/${review.id}/approve`}>
        <button class="btn go" type="submit">
          Read and agreed: sign second
        </button>
      </form>
      <form method="post" action={`/reviews/${review.id}/return`}>
        <div class="field">
          <label for="return">Give it back, because</label>
          <input id="return" type="text" name="reason" required />
        </div>
        <button class="btn mt" type="submit">
          Give back
        </button>
      </form>
    </div>
  ) : (
    <p class="hint">
      {review.closedBy === caller
        ? 'You signed first, so another person must sign second.'
        : 'A risk owner or administrator must sign second.'}
    </p>
  )

const Others = ({ view: { review, people } }: { view: ReviewView }) => (
  <details class="noprint">
    <summary>{review.state === 'closed' ? 'Open it again' : 'Hand over'}</summary>
    {review.state === 'closed' ? (
      <form method="post" action={`/reviews/${review.id}/reopen`}>
        <div class="field">
          <label for="reopen">Because</label>
          <input id="reopen" type="text" name="reason" required />
        </div>
        <button class="btn mt" type="submit">
          Open again
        </button>
      </form>
    ) : (
      <form method="post" action={`/reviews/${review.id}/reassign`}>
        <div class="field">
          <label for="person">To</label>
          <select id="person" name="personId" required>
            {people.map((person) => (
              <option value={person.id} selected={person.id === review.ownerId}>
                {person.name}
              </option>
            ))}
          </select>
        </div>
        <button class="btn mt" type="submit">
          Hand over
        </button>
      </form>
    )}
  </details>
)
