import type { Question } from '../../core/questionnaire'
import type { ProposedPassage } from '../../flows/propose-passages'
import type { Claim, ClaimState } from '../../store/claims'
import type { RestingDecision, RestingReview } from '../../store/claims-page'
import type { Evidence } from '../../store/evidence'
import type { Vendor } from '../../store/register'
import type { Source } from '../../store/sources'
import { sentence } from '../ui/days'
import { Diff } from '../ui/diff'
import { Empty, Head } from '../ui/parts'
import { Demo, Instant, ReviewState, State } from '../ui/signs'
import { sourceTypeName } from './change-words'
import { OtherAnswers } from './claims-answer'

export type ClaimView = {
  claim: Claim
  reviews: readonly RestingReview[]
  decisions: readonly RestingDecision[]
  source: Source | null
  document: Evidence | null
}

const signs = {
  holds: { icon: 'check', tone: 'good', word: 'Holds' },
  relocated: { icon: 'check', tone: 'good', word: 'Holds, in another section' },
  edited: { icon: 'late', tone: 'critical', word: 'Edited' },
  gone: { icon: 'fail', tone: 'critical', word: 'Gone' },
  withdrawn: { icon: 'lapsed', tone: undefined, word: 'Withdrawn' },
} as const satisfies Record<ClaimState, { icon: string; tone: string | undefined; word: string }>

/** Whether what supports an answer still stands there. */
export const ClaimSign = ({ state }: { state: ClaimState }) => (
  <State icon={signs[state].icon} tone={signs[state].tone}>
    {signs[state].word}
  </State>
)

type PageProps = {
  others: Pick<Parameters<typeof OtherAnswers>[0], 'sources' | 'documents' | 'typed' | 'faults'>
  vendor: Vendor
  question: Question
  claims: readonly ClaimView[]
  proposals: readonly ProposedPassage[]
  sources: ReadonlyMap<string, Source>
  mayAnswer: boolean
  now: string
}

/** One question to one vendor: the answers with their support, who rests on them, and what may answer it. */
export const QuestionPage = ({ vendor, question, claims, proposals, sources, others, mayAnswer, now }: PageProps) => {
  const place = `/vendors/${vendor.id}/claims/${question.id}`
  const moved = claims.find(({ claim: { state, replacedBy } }) => (state === 'edited' || state === 'gone') && replacedBy === null)
  const replaces = moved?.claim.id ?? null
  return (
    <>
      <Head title={`${question.id}: ${question.question}`}>
        {question.expectedEvidence ? <p class="soft">Evidence to expect: {question.expectedEvidence}</p> : null}
      </Head>
      <section>
        <h2>Answers</h2>
        {claims.length ? (
          claims.map((view) => <OneClaim view={view} mayAnswer={mayAnswer} now={now} />)
        ) : (
          <p class="soft">Nobody has answered this for {vendor.name} yet.</p>
        )}
      </section>
      {mayAnswer ? (
        <section class="sec">
          <h2>Passages that may answer it</h2>
          {proposals.length ? (
            <>
              <p class="soft">
                From what {vendor.name} publishes today, the likeliest first. None counts until somebody uses it
                {replaces ? ', and then it takes the place of the answer that lost its support' : ''}.
              </p>
              <ol class="hits">
                {proposals.map(({ support }) => (
                  <li>
                    <ProposalForm place={place} replaces={replaces} support={support} source={sources.get(support.sourceId)} />
                  </li>
                ))}
              </ol>
            </>
          ) : (
            <Empty icon="doc" title="No passage found">
              <p>Nothing that {vendor.name} publishes and that is watched here speaks of it. Ask them, or file a document.</p>
            </Empty>
          )}
          <OtherAnswers place={place} replaces={replaces} {...others} />
        </section>
      ) : null}
    </>
  )
}

type ProposalProps = { place: string; replaces: string | null; support: ProposedPassage['support']; source: Source | undefined }
const ProposalForm = ({ place, replaces, support, source }: ProposalProps) => (
  <form method="post" action={place}>
    {replaces ? <input type="hidden" name="replaces" value={replaces} /> : null}
    {(['sourceId', 'snapshotId', 'exact', 'prefix', 'suffix'] as const).map((name) => (
      <input type="hidden" name={name} value={support[name]} />
    ))}
    <blockquote>
      <p class="said">{support.exact}</p>
    </blockquote>
    <details>
      <summary>
        Answer in your own words<span class="vh">, resting on: {support.exact.slice(0, 80)}</span>
      </summary>
      <div class="field form">
        <textarea
          name="answer"
          rows={2}
          maxlength={10000}
          aria-label={`Answer in your own words, resting on: ${support.exact.slice(0, 80)}`}
        />
      </div>
    </details>
    <p class="row">
      <span class="sub">
        {source ? <a href={`/sources/${source.id}`}>{sourceTypeName(source.type)}</a> : 'A document'}
        {support.section ? `, ${support.section}` : ''}
      </span>
      <button type="submit">
        Use this passage<span class="vh">: {support.exact.slice(0, 80)}</span>
      </button>
    </p>
  </form>
)

const OneClaim = ({ view, mayAnswer, now }: { view: ClaimView; mayAnswer: boolean; now: string }) => {
  const { claim, source, document } = view
  const { support } = claim
  const id = `claim-${claim.id}`
  return (
    <article class="held mt" aria-labelledby={id}>
      <h3 id={id} class="said">
        {claim.answer}
      </h3>
      <p class="row">
        <ClaimSign state={claim.state} />
        {claim.replacedBy ? <State icon="lapsed">Another answer took its place</State> : null}
        <Demo demo={claim.demo} />
        <span class="soft">
          Given <Instant at={claim.createdAt} now={now} />
        </span>
        {claim.findingId ? <a href={`/findings/${claim.findingId}`}>The change that moved it</a> : null}
      </p>
      {claim.state === 'edited' || claim.state === 'gone' ? (
        <div class="mt">
          <Diff
            id={`${id}-moved`}
            passage={{
              before: claim.before,
              after: claim.after,
              section: support.type === 'passage' ? (support.section ?? null) : null,
              why: '',
            }}
            was="when it was quoted"
            now="in the version of today"
            language={null}
          />
        </div>
      ) : support.type === 'passage' ? (
        <blockquote>
          <p class="said">{support.exact}</p>
        </blockquote>
      ) : null}
      {claim.state === 'relocated' ? (
        <p class="small soft">
          It stood under “{claim.before || 'the top of the page'}” and stands under “{claim.after || 'the top of the page'}” now.
        </p>
      ) : null}
      <p class="small soft mt">
        {source ? <a href={`/sources/${source.id}`}>{sourceTypeName(source.type)}</a> : null}
        {document ? <a href={`/evidence/${document.id}`}>{document.name}</a> : null}
        {support.type === 'document' && support.page ? `, page ${support.page}` : ''}
        {support.type === 'reply' ? <a href={`/questionnaires/${support.questionnaireId}`}>The vendor’s own reply</a> : null}
      </p>
      <Resting view={view} />
      {claim.state === 'withdrawn' ? <p class="small">Withdrawn because: {claim.reason}</p> : null}
      {mayAnswer && claim.state !== 'withdrawn' ? (
        <details>
          <summary>Withdraw this answer</summary>
          <form method="post" action={`/claims/${claim.id}/withdraw`} class="form">
            <div class="field">
              <label for={`${id}-reason`}>Why</label>
              <input id={`${id}-reason`} name="reason" required maxlength={5000} />
            </div>
            <p>
              <button type="submit">Withdraw</button>
            </p>
          </form>
        </details>
      ) : null}
    </article>
  )
}

const Resting = ({ view: { reviews, decisions } }: { view: ClaimView }) =>
  reviews.length || decisions.length ? (
    <details open={reviews.length + decisions.length <= 6}>
      <summary>Who rests on it</summary>
      <ul class="hits small">
        {decisions.map((one) => (
          <li>
            <a href={`/decisions/${one.id}`}>Decision: {one.disposition}</a>
            <span class="sub">
              {one.deploymentName ?? 'a use that is no longer registered'}, {sentence(one.state.replaceAll('-', ' ')).toLowerCase()}
            </span>
          </li>
        ))}
        {reviews.map((one) => (
          <li>
            <a href={`/reviews/${one.id}`}>{one.citation}</a>
            <span class="sub">
              {one.deploymentName ?? 'a system without a registered use'} <ReviewState state={one.state} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  ) : (
    <p class="small faint">No signed review or decision rests on it yet.</p>
  )
