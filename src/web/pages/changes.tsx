import type { Child } from 'hono/jsx'
import { type ChangeLine, type ChangesView, changesPage, quietChanges } from '../../store/changes-page'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { daysLeft, timeLeft } from '../ui/days'
import { Chips, Empty, Head, Tabs } from '../ui/parts'
import { AnnouncementSign, CaseState, Day, Demo, Due, FindingState, Instant, SeveritySign } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { actBy, changeTitle, sourceTypeName } from './change-words'
import { show } from './show'

const views = ['waiting', 'all', 'silent', 'provisional'] as const
const viewWords: Record<ChangesView, string> = { waiting: 'To triage', all: 'All', silent: 'Silent', provisional: 'Provisional' }
const isView = (text: string | undefined): text is ChangesView => views.some((view) => view === text)

/** The list of changes: what was found, and what was held back or only editorial. */
export function changesPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/changes', async (c) => {
    const caller = callerOf(c)
    const query = c.req.query()
    const view = isView(query.view) ? query.view : 'all'
    const find = query.find?.trim() || null
    const page = pageOrProblem(
      await changesPage(
        ports.db,
        caller,
        { view, find, vendorId: query.vendor ?? null, sourceId: query.source ?? null },
        query.cursor ?? null,
      ),
    )
    const address = (changes: Record<string, string | null>) =>
      addressOf('/changes', { view, find, vendor: query.vendor ?? null, source: query.source ?? null }, changes)
    return show(c, deps, {
      title: 'Changes',
      section: 'changes',
      children: (
        <>
          <Head
            title="Changes"
            acts={
              can(caller, 'write-sources') ? (
                <a class="btn" href="/findings/new">
                  Record a change that stands on no page
                </a>
              ) : null
            }
          >
            <p>
              What vendors changed, silently or not, with the words that prove it. Newest first. <a href="/charts">Charts</a>,{' '}
              <a href="/why">why did I not get an alert?</a>
            </p>
          </Head>
          <ChangeTabs current="found" />
          <Chips
            label="Views"
            chips={views.map((one) => ({ href: address({ view: one }), label: viewWords[one], current: one === view }))}
          />
          <form class="filters" action="/changes" method="get">
            <input type="hidden" name="view" value={view} />
            <div class="field grow">
              <label for="find">Find</label>
              <input id="find" type="search" name="find" value={find ?? ''} placeholder="Vendor, or words of a quote" />
            </div>
            <button type="submit">Show</button>
            {find ? (
              <a class="btn link" href={address({ find: null })}>
                Clear
              </a>
            ) : null}
          </form>
          {page.items.length ? (
            <>
              <h2 class="vh">{viewWords[view]}</h2>
              <Picking on={view === 'waiting' && can(caller, 'write-cases')}>
                <ol class="work">
                  {page.items.map((line) => (
                    <ChangeItem
                      line={line}
                      now={ports.now()}
                      pick={view === 'waiting' && can(caller, 'write-cases')}
                      may={can(caller, 'write-cases')}
                    />
                  ))}
                </ol>
              </Picking>
              <Pager
                shown={page.items.length}
                total={page.total}
                first={query.cursor ? address({}) : null}
                next={page.next ? address({ cursor: page.next }) : null}
                noun="changes"
              />
            </>
          ) : (
            <NoChanges view={view} find={find} all={address({ view: 'all', find: null })} />
          )}
          <Keys />
        </>
      ),
    })
  })

  app.get('/changes/quiet', async (c) => {
    const source = c.req.query('source') ?? null
    const page = pageOrProblem(await quietChanges(ports.db, callerOf(c), { sourceId: source }, c.req.query('cursor') ?? null))
    const now = ports.now()
    return show(c, deps, {
      title: 'Held back and editorial',
      section: 'changes',
      children: (
        <>
          <Head title="Held back and editorial">
            <p>Differences that made no finding, each with the rule that held it back. If one matters after all, open it and raise it.</p>
          </Head>
          <ChangeTabs current="quiet" />
          {page.items.length ? (
            <>
              <Table
                label="Differences held back"
                columns={[
                  {
                    head: 'Change',
                    cell: ({ change, vendorName, sourceType, demo }) => (
                      <>
                        <a href={`/changes/${change.id}`}>
                          {vendorName}: {sourceTypeName(sourceType)}
                        </a>{' '}
                        <Demo demo={demo} />
                      </>
                    ),
                  },
                  { head: 'Seen', cell: ({ change }) => <Instant at={change.detectedAt} now={now} /> },
                  { head: 'Judged', cell: ({ change }) => (change.verdict === 'noise' ? 'Noise' : 'Editorial') },
                  { head: 'Differences', numeric: true, cell: ({ change }) => change.differences.length + change.heldBack.length },
                ]}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={c.req.query('cursor') ? addressOf('/changes/quiet', { source }) : null}
                next={
                  page.next
                    ? `/changes/quiet?cursor=${encodeURIComponent(page.next)}${source ? `&source=${encodeURIComponent(source)}` : ''}`
                    : null
                }
                noun="differences"
              />
            </>
          ) : (
            <Empty icon="noise" title="Nothing has been held back">
              <p>Differences of layout, spelling or place are listed here, so that nothing is silent.</p>
            </Empty>
          )}
        </>
      ),
    })
  })
}

/** Answers several cases at once, each as if alone; without a reason nothing is closed. */
const Picking = ({ on, children }: { on: boolean; children: Child }) =>
  on ? (
    <form method="post" action="/triage">
      {children}
      <section class="box mt" aria-labelledby="picked">
        <h2 id="picked">Answer those that you picked</h2>
        <div class="field">
          <label for="picked-why">Because</label>
          <input id="picked-why" type="text" name="reason" maxlength={5_000} required />
        </div>
        <p class="row">
          <button class="btn" type="submit" name="answer" value="material">
            Open their cases
          </button>
          <button class="btn" type="submit" name="answer" value="not-material">
            Close them as not material
          </button>
        </p>
        <p class="hint">Of critical ones a second person must agree that they are not material. Each can be undone for an hour.</p>
      </section>
    </form>
  ) : (
    children
  )

const ChangeTabs = ({ current }: { current: 'found' | 'quiet' }) => (
  <Tabs
    label="Kinds of list"
    tabs={[
      { href: '/changes', label: 'Changes', current: current === 'found' },
      { href: '/changes/quiet', label: 'Held back and editorial', current: current === 'quiet' },
    ]}
  />
)

/** One line of a work list: time left first, then what happened and its signs. */
export const ChangeItem = ({
  line,
  now,
  primary = false,
  pick = false,
  may = true,
  left = 'seen',
}: {
  line: ChangeLine
  now: string
  primary?: boolean
  /** Whether the reader may answer cases. */
  may?: boolean
  /** Which day stands at the left: in a list of work that by which to act, elsewhere that on which it was seen. */
  left?: 'act by' | 'seen'
  /** Whether its case can be picked, to answer several at once. */
  pick?: boolean
}) => {
  const { finding, vendorName, caseState } = line
  const day = actBy(line)
  const waits = caseState === 'open' || caseState === 'awaiting-second-signature'
  const timed = left === 'act by' && waits ? day : null
  return (
    <li>
      <p class={`left ${timed && daysLeft(timed, now) < 0 ? 'critical' : ''}`}>
        {timed ? (
          timeLeft(timed, now).replace(/^\w/, (letter) => letter.toUpperCase())
        ) : (
          <Day day={finding.detectedAt.slice(0, 10)} now={now} />
        )}
        <span class="sub">{timed ? <Day day={timed} now={now} /> : 'seen'}</span>
      </p>
      <div>
        <h3>
          <a href={`/findings/${finding.id}`}>{changeTitle(vendorName, finding.kinds, line.sourceType)}</a>
        </h3>
        {finding.quotes[0] ? (
          <p class="small">
            <span class="words">{short(tidy(finding.quotes[0].text))}</span>
          </p>
        ) : null}
        <p class="row">
          <SeveritySign severity={line.caseSeverity ?? finding.severity} />
          <AnnouncementSign announcement={finding.announcement} />
          {caseState ? <CaseState state={caseState} /> : <FindingState state={finding.state} />}
          {waits ? (
            timed || !day ? null : (
              <Due day={day} now={now} prefix="Act by " />
            )
          ) : line.dueOn ? (
            <Due day={line.dueOn} now={now} prefix="Next due " />
          ) : null}
          {line.deploymentCount === null ? null : <span>{line.deploymentCount === 1 ? '1 use' : `${line.deploymentCount} uses`}</span>}
          {pick && caseState === 'open' && finding.caseId ? (
            <label>
              <input type="checkbox" name="case" value={finding.caseId} /> Pick
              <span class="vh">: {changeTitle(vendorName, finding.kinds, line.sourceType)}</span>
            </label>
          ) : null}
          <Demo demo={finding.demo} />
        </p>
      </div>
      <a class={primary ? 'btn go' : 'btn'} href={`/findings/${finding.id}`}>
        {waits && may ? (caseState === 'open' ? 'Triage' : 'Read and sign') : 'Read'}
        <span class="vh">: {changeTitle(vendorName, finding.kinds, line.sourceType)}</span>
      </a>
    </li>
  )
}

/** A row of a table as a line: cells parted by dots, and no marks of the table at its ends. */
const tidy = (text: string) => text.replace(/^[\s|]+|[\s|]+$/g, '').replace(/\s*(?:\|\s*)+/g, ' · ')
const short = (text: string) => (text.length > 220 ? `${text.slice(0, 217)}…` : text)

const NoChanges = ({ view, find, all }: { view: ChangesView; find: string | null; all: string }) =>
  view === 'all' && !find ? (
    <Empty icon="check" title="No change has been found yet" acts={<a href="/sources">See what is watched</a>}>
      <p>The first reading of a page is its baseline. From the second on, what differs appears here.</p>
    </Empty>
  ) : (
    <Empty
      icon="info"
      title={find ? `No change matches “${find}” in this view` : 'No change in this view'}
      acts={
        <a class="btn" href={all}>
          Show all changes
        </a>
      }
    />
  )

/** The list of keys, and the switch for them: kept in a cookie of this browser. */
export const Keys = () => (
  <details class="keys noprint" id="keys">
    <summary>Keys</summary>
    <p>
      <kbd>j</kbd> <kbd>k</kbd> move, <kbd>enter</kbd> open, <kbd>x</kbd> pick, <kbd>/</kbd> find, <kbd>o</kbd> open the case, <kbd>n</kbd>{' '}
      not material, <kbd>?</kbd> this list, <kbd>g</kbd> then <kbd>t</kbd> <kbd>c</kbd> <kbd>r</kbd> <kbd>v</kbd> <kbd>s</kbd> go to Today,
      Changes, Reviews, Register, Sources
    </p>
    <form method="post" action="/keys" class="row">
      <button class="btn" type="submit" name="keys" value="off">
        Switch these keys off
      </button>
      <button class="btn" type="submit" name="keys" value="on">
        Switch them on
      </button>
      <span class="hint">In this browser.</span>
    </form>
  </details>
)

/** An address with some of its parts changed; those without a value are left out. */
export function addressOf(path: string, parts: Record<string, string | null>, changes: Record<string, string | null> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...parts, ...changes })) if (value) query.set(name, value)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
