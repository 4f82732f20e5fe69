import { groupBy } from '../../core/group'
import type { Question } from '../../core/questionnaire'
import { knownQuestions } from '../../flows/known-questions'
import { makeClaim, newClaim } from '../../flows/make-claim'
import { proposePassages } from '../../flows/propose-passages'
import { questionsFor } from '../../flows/questions-for'
import { withdrawClaim } from '../../flows/withdraw-claim'
import { type Claim, claimById, claimsOfVendor, currentSnapshotsOf } from '../../store/claims'
import { decisionsOnClaims, reviewsOnClaims } from '../../store/claims-page'
import { evidenceByIds } from '../../store/evidence'
import type { Vendor } from '../../store/register'
import { evidenceOfVendor } from '../../store/reviews-page'
import { sourcesByIds } from '../../store/sources'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { type FieldError, fieldErrors, invalid, notFound } from '../problem'
import { plural } from '../ui/days'
import type { Fault, Typed } from '../ui/form'
import { Empty, Head } from '../ui/parts'
import { Demo } from '../ui/signs'
import { actorOf, resultOf } from './act'
import { answerFault, claimFrom } from './claims-answer'
import { ClaimSign, type ClaimView, QuestionPage } from './claims-question'
import { doneAt } from './flash'
import { show } from './show'
import { demandVendor } from './vendor'

/** Answers about a vendor, each with the words that support it, and the passages proposed for a question. */
export function claimPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const crumbsOf = (vendor: Vendor) => [
    { href: '/register/vendors', label: 'Register: vendors' },
    { href: `/vendors/${vendor.id}`, label: vendor.name },
  ]

  app.get('/vendors/:id/claims', async (c) => {
    const caller = callerOf(c)
    const vendor = await demandVendor(deps, caller, c.req.param('id'))
    const claims = await claimsOfVendor(ports.db, vendor.id, { current: true, scope: caller })
    const questions = [...(await knownQuestions(ports)).values()]
    return show(c, deps, {
      title: `${vendor.name}: answers`,
      section: 'register',
      crumbs: crumbsOf(vendor),
      children: (
        <ClaimsPage
          vendor={vendor}
          questions={questions}
          asked={new Set((await questionsFor(ports, vendor.id, questions)).map(({ id }) => id))}
          claims={claims}
          mayAsk={can(caller, 'write-register')}
          mayAnswer={can(caller, 'write-sources')}
        />
      ),
    })
  })

  app.get('/vendors/:id/claims/:questionId', (c) => onQuestion(c))

  async function onQuestion(c: AppContext, { typed = {}, faults = [] }: { typed?: Typed; faults?: readonly Fault[] } = {}) {
    const caller = callerOf(c)
    const vendor = await demandVendor(deps, caller, c.req.param('id') ?? '')
    const question = (await knownQuestions(ports)).get(c.req.param('questionId') ?? '')
    if (!question) throw notFound()
    const mayAnswer = can(caller, 'write-sources')
    const all = (await claimsOfVendor(ports.db, vendor.id, { scope: caller })).filter(({ questionId }) => questionId === question.id)
    const claims = await gathered(deps, caller, all)
    const proposed = mayAnswer ? ((await proposePassages(ports, { vendorId: vendor.id, questionId: question.id })) ?? []) : []
    const held = new Set(all.flatMap(({ state, support }) => (state !== 'withdrawn' && support.type === 'passage' ? [support.exact] : [])))
    const proposals = proposed.filter(({ support }) => !held.has(support.exact)).slice(0, mostShown)
    const sources = new Map(
      (await sourcesByIds(ports.db, [...new Set(proposals.map(({ support }) => support.sourceId))])).map((one) => [one.id, one]),
    )
    const read = mayAnswer ? (await currentSnapshotsOf(ports.db, vendor.id)).map(({ source }) => source) : []
    const documents = mayAnswer ? await evidenceOfVendor(ports.db, vendor.id) : []
    const page = {
      title: `${question.id}: ${question.question}`,
      section: 'register' as const,
      crumbs: [...crumbsOf(vendor), { href: `/vendors/${vendor.id}/claims`, label: 'Answers' }],
      children: (
        <QuestionPage
          vendor={vendor}
          question={question}
          claims={claims}
          proposals={proposals}
          sources={sources}
          others={{ sources: read, documents, typed, faults }}
          mayAnswer={mayAnswer}
          now={ports.now()}
        />
      ),
    }
    return show(c, deps, page, faults.length ? 400 : 200)
  }

  app.post('/vendors/:id/claims/:questionId', async (c) => {
    const vendor = await demandVendor(deps, callerOf(c), c.req.param('id'))
    const questionId = c.req.param('questionId')
    const { typed } = await formFields(c)
    const parsed = newClaim.safeParse(await claimFrom(ports, vendor.id, questionId, typed))
    const again = (errors: readonly FieldError[]) =>
      onQuestion(c, { typed, faults: errors.map(({ path, message }) => ({ path: answerFault(path), message })) })
    if (!parsed.success) return again(fieldErrors(parsed.error, ''))
    const made = await makeClaim(ports, actorOf(c), parsed.data)
    if (!made.ok && refusedField[made.reason]) return again([refusedField[made.reason] ?? { path: '', message: '' }])
    resultOf(made)
    return c.redirect(doneAt(`/vendors/${vendor.id}/claims/${questionId}`, 'answer-kept'), 303)
  })

  app.get('/claims/:id', async (c) => {
    const { id, vendorId, questionId } = await demandClaim(deps, c)
    return c.redirect(`/vendors/${vendorId}/claims/${questionId}#claim-${id}`, 303)
  })

  app.post('/claims/:id/withdraw', async (c) => {
    const claim = await demandClaim(deps, c)
    const reason = (await formFields(c)).typed.reason?.trim() ?? ''
    if (!reason) throw invalid([{ path: 'reason', message: 'say why' }])
    resultOf(await withdrawClaim(ports, actorOf(c), claim.id, reason.slice(0, 5_000)))
    return c.redirect(doneAt(`/vendors/${claim.vendorId}/claims/${claim.questionId}`, 'answer-withdrawn'), 303)
  })
}

const mostShown = 8

const refusedField: Record<string, FieldError | undefined> = {
  'not-in-snapshot': { path: 'exact', message: 'does not stand on this page as it was last read' },
  'no-such-source': { path: 'sourceId', message: 'choose a page of this vendor' },
  'no-such-snapshot': { path: 'sourceId', message: 'has not been read yet' },
  'no-such-document': { path: 'evidenceId', message: 'choose a document of this vendor that was not withdrawn' },
}

async function demandClaim({ ports: { db } }: AppDeps, c: AppContext): Promise<Claim> {
  const id = c.req.param('id') ?? ''
  const claim = (await isVisible(db, callerOf(c), 'claims', id)) ? await claimById(db, id) : null
  if (!claim) throw notFound()
  return claim
}

/** Claims with who rests on each, and the names of what supports them. */
async function gathered({ ports: { db } }: AppDeps, caller: Caller, claims: readonly Claim[]): Promise<ClaimView[]> {
  const ids = claims.map(({ id }) => id)
  const [reviews, decisions, sources, documents] = await Promise.all([
    reviewsOnClaims(db, caller, ids),
    decisionsOnClaims(db, caller, ids),
    sourcesByIds(
      db,
      claims.flatMap(({ sourceId }) => sourceId ?? []),
    ),
    evidenceByIds(
      db,
      claims.flatMap(({ evidenceId }) => evidenceId ?? []),
    ),
  ])
  const byClaim = { reviews: groupBy(reviews, (one) => one.claimId), decisions: groupBy(decisions, (one) => one.claimId) }
  return claims.map((claim) => ({
    claim,
    reviews: byClaim.reviews.get(claim.id) ?? [],
    decisions: byClaim.decisions.get(claim.id) ?? [],
    source: sources.find(({ id }) => id === claim.sourceId) ?? null,
    document: documents.find(({ id }) => id === claim.evidenceId) ?? null,
  }))
}

const moved = ({ state }: Pick<Claim, 'state'>) => state === 'edited' || state === 'gone'

type PageProps = {
  vendor: Vendor
  questions: readonly Question[]
  /** Those of which an obligation applies, or may apply, to a use of what the vendor supplies. */
  asked: ReadonlySet<string>
  claims: readonly Claim[]
  mayAnswer: boolean
  mayAsk: boolean
}

const ClaimsPage = ({ vendor, questions, asked, claims, mayAnswer, mayAsk }: PageProps) => {
  const byQuestion = groupBy(claims, ({ questionId }) => questionId)
  const again = questions.filter(({ id }) => byQuestion.get(id)?.some(moved))
  const answered = questions.filter(({ id }) => byQuestion.has(id) && !again.some((one) => one.id === id))
  const left = questions.filter(({ id }) => !byQuestion.has(id))
  const open = left.filter(({ id }) => asked.has(id))
  const beside = left.filter(({ id }) => !asked.has(id))
  const count = again.length + answered.length
  const place = (id: string) => `/vendors/${vendor.id}/claims/${id}`
  const list = (some: readonly Question[]) => (
    <ul class="hits">
      {some.map((question) => (
        <li>
          <a href={place(question.id)}>
            {question.id}: {question.question}
          </a>
          {(byQuestion.get(question.id) ?? []).map((claim) => (
            <span class="sub">
              <ClaimSign state={claim.state} /> {short(claim.answer)} <Demo demo={claim.demo} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
  const sections = (some: readonly Question[]) =>
    [...groupBy(some, ({ section }) => section)].map(([section, within]) => (
      <details>
        <summary>
          {section.replace(/^\d+ /, '')} ({within.length})
        </summary>
        {list(within)}
      </details>
    ))
  return (
    <>
      <Head
        title={`Answers about ${vendor.name}`}
        acts={
          mayAsk ? (
            <a class="btn" href={`/questionnaires/new?vendor=${vendor.id}`}>
              Ask {vendor.name}
            </a>
          ) : null
        }
      >
        <p>
          {count
            ? `${count} of ${plural(count + open.length, 'question')} answered, each pinned to the words or the document that supports it.`
            : asked.size
              ? `None of ${plural(open.length, 'question')} answered yet.`
              : 'No use of ours rests on it, so that no obligation asks anything of it today.'}
        </p>
      </Head>
      {again.length ? (
        <section>
          <h2>To answer again: what supported it has changed</h2>
          {list(again)}
        </section>
      ) : null}
      {answered.length ? (
        <section class="sec">
          <h2>Answered</h2>
          {list(answered)}
        </section>
      ) : again.length ? null : (
        <Empty icon="ask" title="Nothing answered yet">
          <p>
            {mayAnswer
              ? 'Open a question below: passages of this vendor’s own pages are proposed for it, and one that you accept is followed from then on.'
              : 'Analysts and risk owners answer questions with passages of the vendor’s own pages.'}
          </p>
        </Empty>
      )}
      {open.length ? (
        <section class="sec">
          <h2>Not answered</h2>
          {sections(open)}
        </section>
      ) : null}
      {beside.length ? (
        <section class="sec">
          <h2>Not asked today</h2>
          <p class="soft">No obligation behind these applies to a use of what {vendor.name} supplies. They can be answered all the same.</p>
          {sections(beside)}
        </section>
      ) : null}
    </>
  )
}

const longestShown = 200
const short = (text: string) => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text)
