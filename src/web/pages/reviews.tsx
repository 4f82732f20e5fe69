import { type ReviewLine, type ReviewsView, reviewsPage } from '../../store/reviews-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { Empty, Head, Tabs } from '../ui/parts'
import { actionWords, Demo, Due, outcomeWords, ReviewState, SeveritySign } from '../ui/signs'
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
    const view = views.find((one) => one === c.req.query('view')) ?? 'mine'
    const framework = c.req.query('framework') || null
    const deploymentId = c.req.query('deployment') || null
    const offset = Math.max(0, Math.min(10_000, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))
    const page = await reviewsPage(
      ports.db,
      caller,
      { view, personId: caller.personId, today: now.slice(0, 10), framework, deploymentId },
      offset,
      pageSize,
    )
    const address = (changes: Record<string, string | null>) =>
      addressOf('/reviews', { view, framework, deployment: deploymentId }, changes)
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
              href: addressOf('/reviews', { view: one, framework, deployment: deploymentId }),
              label: words[one],
              current: one === view,
            }))}
          />
          <form class="filters" action="/reviews" method="get">
            <input type="hidden" name="view" value={view} />
            {deploymentId ? <input type="hidden" name="deployment" value={deploymentId} /> : null}
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
            {framework || deploymentId ? (
              <a class="btn link" href={addressOf('/reviews', { view })}>
                Clear
              </a>
            ) : null}
          </form>
          {page.items.length ? (
            <>
              <ReviewTable lines={page.items} now={now} />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={offset ? address({}) : null}
                next={more ? address({ from: String(offset + pageSize) }) : null}
                noun="reviews"
              />
            </>
          ) : (
            <NoReviews view={view} filtered={framework !== null || deploymentId !== null} />
          )}
          <Keys />
        </>
      ),
    })
  })
}

/** `short` leaves out the use and the label, for a page that is about one use. */
export const ReviewTable = ({ lines, now, short = false }: { lines: readonly ReviewLine[]; now: string; short?: boolean }) => (
  <Table
    label="Reviews"
    columns={columnsOf(now).filter((column) => !short || !['Use', 'Legal label'].includes(column.head))}
    rows={lines}
  />
)

const columnsOf = (now: string): Column<ReviewLine>[] => [
  {
    head: 'Obligation',
    cell: ({ review }) => (
      <>
        <a href={`/reviews/${review.id}`}>{review.citation}</a> <Demo demo={review.demo} />
        <span class="sub">{obligationTitle(review.obligationId)}</span>
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
    cell: ({ review }) => (review.state === 'closed' ? <span class="faint">Done</span> : <Due day={review.dueOn} now={now} prefix="" />),
  },
  { head: 'Legal label', low: true, cell: ({ review }) => <span class="small">{labelToday(review, now)}</span> },
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
