import { pack } from '../../core/pack'
import type { Claim } from '../../store/claims'
import type { Review } from '../../store/reviews'
import { Icon } from '../ui/signs'
import { ClaimSign } from './claims-question'

/** The due-diligence questions that the kinds behind it touch and that belong to this obligation: only these are asked again. */
export const ReviewQuestions = ({ review, held, vendorId }: { review: Review; held: readonly Claim[]; vendorId: string | null }) => {
  const { triggers, questions } = pack()
  const touched = new Set(review.reasons.flatMap((reason) => triggers.get(reason.kind)?.invalidates_questions ?? []))
  const asked = [...touched]
    .flatMap((id) => questions.get(id) ?? [])
    .filter((question) => question.obligations.includes(review.obligationId))
  if (!asked.length) return null
  return (
    <section class="sec">
      <h2>Answers to look at again</h2>
      <ul class="checks">
        {asked.map((question) => (
          <li>
            <Icon name="ask" />
            <div>
              <p>{question.question}</p>
              <span class="sub">
                {question.id}. Evidence to expect: {question.expected_evidence}
                {vendorId ? (
                  <>
                    {' '}
                    <a href={`/vendors/${vendorId}/claims/${question.id}`}>
                      Answers<span class="vh"> to {question.id}</span>
                    </a>
                  </>
                ) : null}
              </span>
              {held
                .filter(({ questionId }) => questionId === question.id)
                .map((claim) => (
                  <HeldAnswer claim={claim} />
                ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is answered today, with the words that support it and whether they still stand there. */
const HeldAnswer = ({ claim: { answer, state, support, before, after } }: { claim: Claim }) => (
  <>
    <p class="small row">
      <ClaimSign state={state} />
      <span class="said">{answer}</span>
    </p>
    {support.type === 'passage' ? (
      <blockquote class="small">
        <p class="said">{state === 'edited' || state === 'gone' ? <del>{before}</del> : support.exact}</p>
        {state === 'edited' ? (
          <p class="said">
            <ins>{after}</ins>
          </p>
        ) : null}
      </blockquote>
    ) : null}
  </>
)
