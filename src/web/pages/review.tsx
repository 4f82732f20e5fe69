import { assignable, namesOf } from '../../store/case-page'
import { claimsOfVendor } from '../../store/claims'
import { standingIn } from '../../store/reach'
import { type Review, reviewById } from '../../store/reviews'
import { evidenceOfVendor, findingsBehind, reviewLine, siblings, vendorOfReview } from '../../store/reviews-page'
import { staleBehind } from '../../store/stale'
import { toDosOf } from '../../store/to-dos'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { daysInWords, spelled } from '../ui/days'
import { CalledOut } from '../ui/diff'
import { Head, KeyValues } from '../ui/parts'
import { actionWords, Demo, Due, Icon, Instant, ReviewState, SeveritySign, State } from '../ui/signs'
import { changeTitle, kindName } from './change-words'
import { labelToday, obligationSummary, obligationTitle, whyDue } from './obligations'
import { ReviewActs } from './review-acts'
import { ReviewQuestions } from './review-questions'
import { ReviewUse } from './review-use'
import { ForWhom } from './reviews'
import { show } from './show'

/** One review: why it is due, what moved, what to do, and the signing of it. */
export function reviewPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/reviews/:id', async (c) => {
    const caller = callerOf(c)
    const id = c.req.param('id')
    const view = (await isVisible(ports.db, caller, 'reviews', id)) ? await gather(deps, caller, id, c.req.queries('evidence') ?? []) : null
    if (!view) throw notFound()
    const title = `${view.review.citation}: ${view.line.deploymentName ?? 'a system without a registered use'}`
    const crumbs = [
      { href: '/reviews', label: 'Reviews' },
      ...(view.behind[0]
        ? [
            {
              href: `/findings/${view.behind[0].finding.id}`,
              label: changeTitle(view.behind[0].vendorName, view.behind[0].finding, null),
            },
          ]
        : []),
    ]
    return show(c, deps, { title, section: 'reviews', crumbs, children: <ReviewPage title={title} view={view} now={ports.now()} /> })
  })
}

/** `chosen` are documents that stand ticked, as they were before the draft was kept. */
async function gather({ ports: { db, now } }: AppDeps, caller: Caller, id: string, chosen: readonly string[]) {
  const [review, line] = await Promise.all([reviewById(db, id), reviewLine(db, id)])
  if (!review || !line) return null
  const vendorId = await vendorOfReview(db, id)
  const findingIds = [...new Set(review.reasons.map((reason) => reason.findingId))]
  const [behind, old, others, onFile, missing, people, held] = await Promise.all([
    findingsBehind(db, findingIds),
    staleBehind(db, now(), findingIds),
    siblings(db, review),
    vendorId ? evidenceOfVendor(db, vendorId) : [],
    missingOf(db, review),
    can(caller, 'write-cases') ? assignable(db, []) : [],
    vendorId ? claimsOfVendor(db, vendorId, { current: true }) : [],
  ])
  const names = await namesOf(db, [review.ownerId, review.closedBy, review.approvedBy])
  const instead = review.state === 'closed' ? null : ((await standingIn(db, [review], now().slice(0, 10))).get(review.id) ?? null)
  return {
    review,
    vendorId,
    held,
    line,
    behind,
    old,
    others,
    onFile,
    chosen,
    missing,
    people,
    names,
    instead,
    caller: caller.personId,
    mayWork: can(caller, 'write-cases'),
    mayApprove: can(caller, 'approve'),
  }
}
export type ReviewView = NonNullable<Awaited<ReturnType<typeof gather>>>

async function missingOf(db: AppDeps['ports']['db'], review: Review) {
  if (!review.provisional || !review.toDoIds.length) return []
  const all = await toDosOf(db, [review.deploymentId])
  return all.filter((toDo) => toDo.state === 'open' && review.toDoIds.includes(toDo.id))
}

const ReviewPage = ({ title, view, now }: { title: string; view: ReviewView; now: string }) => {
  const { review, line, behind } = view
  return (
    <>
      <Head title={title}>
        <p>{obligationTitle(review.obligationId)}</p>
        <p class="row">
          <SeveritySign severity={review.severity} />
          <ReviewState state={review.state} />
          {review.state === 'closed' ? null : <Due day={review.dueOn} now={now} />}
          {review.provisional && review.state !== 'closed' ? (
            <State icon="prov" tone="medium">
              Provisional
            </State>
          ) : null}
          <Demo demo={review.demo} />
          <span class="soft">Owner {review.ownerId ? (view.names.get(review.ownerId) ?? 'unknown') : 'nobody yet'}</span>
          {view.instead ? (
            <span class="soft">
              <ForWhom away={view.instead} now={now} />
            </span>
          ) : null}
        </p>
      </Head>
      <div class="cols">
        <div>
          <section>
            <h2>Review due because</h2>
            <ul class="checks mt">
              {review.reasons.map((reason) => (
                <li>
                  <Icon name="pen" />
                  <div>
                    <p>{whyDue(reason.text)}</p>
                    <span class="sub">
                      {kindName(reason.kind)}. <a href={`/findings/${reason.findingId}`}>The change</a>
                    </span>
                  </div>
                </li>
              ))}
            </ul>
            {review.state === 'closed'
              ? null
              : view.old.map(({ sourceId, lastGoodAt }) => (
                  <p class="row">
                    <State icon="fail" tone="medium">
                      Rests on something old
                    </State>
                    <span>
                      <a href={`/sources/${sourceId}`}>The document</a> was verified last{' '}
                      {lastGoodAt ? <Instant at={lastGoodAt} now={now} /> : 'never'}.
                    </span>
                  </p>
                ))}
          </section>
          <section class="sec">
            <h2>What moved</h2>
            {behind.map(({ finding, vendorName }, index) => (
              <div class="held mt">
                <h3 class="small">
                  <a href={`/findings/${finding.id}`}>{changeTitle(vendorName, finding, null)}</a>, seen{' '}
                  <Instant at={finding.detectedAt} now={now} />
                </h3>
                {finding.quotes.slice(0, 4).map((quote) => (
                  <blockquote class="small">
                    <p>
                      {quote.side === 'removed' ? <del>{quote.text}</del> : quote.side === 'added' ? <ins>{quote.text}</ins> : quote.text}
                    </p>
                  </blockquote>
                ))}
                <CalledOut passages={pairsOf(finding.quotes)} of={behind.length > 1 ? `change ${index + 1}` : undefined} />
              </div>
            ))}
          </section>
          <ReviewQuestions review={review} held={view.held} vendorId={view.vendorId} />
          <ReviewActs view={view} now={now} />
        </div>
        <aside class="aside" aria-label="About this review">
          <section>
            <h2>The obligation</h2>
            <p class="small soft">{obligationSummary(review.obligationId)}</p>
            <KeyValues
              rows={[
                { name: 'Cited as', value: review.citation },
                { name: 'To do', value: actionWords[review.action] },
                { name: 'Legal label', value: daysInWords(labelToday(review, now), now) },
                { name: 'When it was seen', value: daysInWords(review.labelAtDetection, now) },
                { name: 'Opened', value: <Instant at={review.openedAt} now={now} /> },
                { name: 'Rules', value: `as of ${daysInWords(review.packVersion, now)}` },
              ]}
            />
            {review.stale ? <p class="small">The assessment on file is older than this change.</p> : null}
          </section>
          {view.missing.length ? (
            <section>
              <h2>Facts that would settle it</h2>
              <ul class="checks">
                {view.missing.map((toDo) => (
                  <li>
                    <Icon name="prov" />
                    <p>
                      <a href={`/deployments/${review.deploymentId}/edit#f-${toDo.field}`}>{fieldWords(toDo.field)}</a>
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <ReviewUse line={line} others={view.others} now={now} />
        </aside>
      </div>
    </>
  )
}

/** Removed and added quotes side by side, for the numbers that moved. */
export function pairsOf(quotes: readonly { side: string; text: string }[]) {
  const [gone, came] = [quotes.filter((quote) => quote.side === 'removed'), quotes.filter((quote) => quote.side === 'added')]
  return gone
    .map((quote, index) => ({ before: quote.text, after: came[index]?.text ?? null, section: null, why: '' }))
    .filter((pair) => pair.after !== null)
}

export const fieldWords = (field: string) => spelled(field.replace(/^\w+\./, '').replaceAll('_', ' '))
