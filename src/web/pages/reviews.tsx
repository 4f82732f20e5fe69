import { namesOf } from '../../store/case-page'
import { type Away, standingIn } from '../../store/reach'
import { type ReviewLine, type ReviewsView, reviewsPage } from '../../store/reviews-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { daysInWords } from '../ui/days'
import { Chips, Empty, Head, Tabs } from '../ui/parts'
import { actionWords, Day, Demo, Due, outcomeWords, ReviewState, SeveritySign } from '../ui/signs'
import { type Column, Pager, Table } from '../ui/table'
import { frameworkName, frameworkOrder } from './change-words'
import { addressOf, Keys } from './changes'
import { labelToday, obligationTitle } from './obligations'
import { show } from './show'

const views = ['mine', 'open', 'late', 'second', 'closed'] as const
const words: Record<ReviewsView, string> = {
  mine: 'Mine',
  open: 'All open',
  late: 'Late',
  second: 'For a second signature',
  closed: 'Closed',
}
const pageSize = 50

/** Reviews due: one obligation to look at again for one use, with its reason. */
export function reviewsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/reviews', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const ownerId = c.req.query('owner') || null
    const view = views.find((one) => one === c.req.query('view')) ?? (ownerId ? 'open' : 'mine')
    const framework = c.req.query('framework') || null
    const deploymentId = c.req.query('deployment') || null
    const offset = Math.max(0, Math.min(10_000, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))
    const page = await reviewsPage(
      ports.db,
      caller,
      { view, personId: caller.personId, today: now.slice(0, 10), framework, deploymentId, ownerId },
      offset,
      pageSize,
    )
    const filters = { view, framework, deployment: deploymentId, owner: ownerId }
    const address = (changes: Record<string, string | null>) => addressOf('/reviews', filters, changes)
    const open = page.items.map(({ review }) => review).filter((review) => review.state !== 'closed')
    const [away, names] = await Promise.all([standingIn(ports.db, open, now.slice(0, 10)), namesOf(ports.db, [ownerId])])
    const more = page.items.length === pageSize && (page.total === null || offset + pageSize < page.total)
    return show(c, deps, {
      title: 'Reviews',
      section: 'reviews',
      children: (
        <>
          <Head title={view === 'closed' ? 'Reviews that were closed' : 'Reviews due'}>
            <p>One obligation to look at again for one use of ours, and why. Soonest first.</p>
          </Head>
          <Tabs
            label="Whose and which"
            tabs={views.map((one) => ({
              href: address({ view: one }),
              label: words[one],
              current: one === view,
            }))}
          />
          <form class="filters" action="/reviews" method="get">
            <input type="hidden" name="view" value={view} />
            {deploymentId ? <input type="hidden" name="deployment" value={deploymentId} /> : null}
            {ownerId ? <input type="hidden" name="owner" value={ownerId} /> : null}
            <div class="field">
              <label for="framework">Framework</label>
              <select id="framework" name="framework">
                <option value="">Any</option>
                {frameworkOrder.map((id) => (
                  <option value={id} selected={id === framework}>
                    {frameworkName(id)}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit">Show</button>
            {framework || deploymentId || ownerId ? (
              <a class="btn link" href={addressOf('/reviews', { view })}>
                Clear
              </a>
            ) : null}
          </form>
          {ownerId ? (
            <Chips
              label="Whose"
              chips={[
                { href: address({}), label: names.get(ownerId) ?? 'Somebody who is not here', current: true },
                { href: address({ owner: null }), label: 'Everybody’s', current: false },
              ]}
            />
          ) : null}
          {page.items.length ? (
            <>
              <ReviewTable lines={page.items} now={now} away={away} />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={offset ? address({}) : null}
                next={more ? address({ from: String(offset + pageSize) }) : null}
                noun="reviews"
              />
            </>
          ) : (
            <NoReviews view={view} filtered={framework !== null || deploymentId !== null || ownerId !== null} />
          )}
          <Keys />
        </>
      ),
    })
  })
}

/** `short` leaves out the use and the label, for a page that is about one use. */
export const ReviewTable = ({
  lines,
  now,
  short = false,
  away = new Map(),
}: {
  lines: readonly ReviewLine[]
  now: string
  short?: boolean
  /** For whom an owner stands in, by review. */
  away?: ReadonlyMap<string, Away>
}) => (
  <Table
    label="Reviews"
    columns={columnsOf(now, away).filter((column) => !short || !['Use', 'Legal label'].includes(column.head))}
    rows={lines}
  />
)

/** "for Sam Brandt, who is away until 4 Dec" */
export const ForWhom = ({ away, now }: { away: Away; now: string }) => (
  <>
    for {away.name}, who is away until {away.awayUntil ? <Day day={away.awayUntil} now={now} /> : 'further notice'}
  </>
)

const columnsOf = (now: string, away: ReadonlyMap<string, Away>): Column<ReviewLine>[] => [
  {
    head: 'Obligation',
    cell: ({ review }) => (
      <>
        <a href={`/reviews/${review.id}`}>{review.citation}</a>
        <span class="sub">
          {obligationTitle(review.obligationId)} <Demo demo={review.demo} />
        </span>
      </>
    ),
  },
  {
    head: 'Use',
    cell: ({ review, deploymentName, systemName, vendorName }) => (
      <>
        {deploymentName ? <a href={`/deployments/${review.deploymentId}`}>{deploymentName}</a> : 'Not registered yet'}
        {systemName ? (
          <span class="sub">
            {systemName}, {vendorName}
          </span>
        ) : null}
      </>
    ),
  },
  { head: 'To do', cell: ({ review }) => actionWords[review.action] },
  { head: 'Severity', cell: ({ review }) => <SeveritySign severity={review.severity} /> },
  {
    head: 'State',
    cell: ({ review }) => (
      <>
        <ReviewState state={review.state} />
        {review.outcome ? <span class="sub">{outcomeWords[review.outcome]}</span> : null}
        {review.provisional && review.state !== 'closed' ? <span class="sub">provisional: a fact is unknown</span> : null}
      </>
    ),
  },
  {
    head: 'Due',
    cell: ({ review }) => {
      const absent = away.get(review.id)
      if (review.state === 'closed') return <span class="faint">Done</span>
      return (
        <>
          <Due day={review.dueOn} now={now} prefix="" />
          {absent ? (
            <span class="sub">
              <ForWhom away={absent} now={now} />
            </span>
          ) : null}
        </>
      )
    },
  },
  { head: 'Legal label', low: true, cell: ({ review }) => <span class="small">{daysInWords(labelToday(review, now), now)}</span> },
]

const NoReviews = ({ view, filtered }: { view: ReviewsView; filtered: boolean }) =>
  filtered ? (
    <Empty
      icon="info"
      title="No review matches these filters"
      acts={
        <a class="btn" href={`/reviews?view=${view}`}>
          Drop the filters
        </a>
      }
    />
  ) : view === 'mine' ? (
    <Empty icon="closed" title="No review waits for you" acts={<a href="/reviews?view=open">See all open reviews</a>}>
      <p>Reviews enter your list when a case is triaged as material.</p>
    </Empty>
  ) : (
    <Empty icon="closed" title="None in this view" />
  )
