import type { Child } from 'hono/jsx'
import { type ChangesView, changesPage } from '../../store/changes-page'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { Chips, Empty, Head, Tabs } from '../ui/parts'
import { Pager } from '../ui/table'
import { ChangeItem } from './change-item'
import { quietChangesPage } from './quiet-changes'
import { show } from './show'

const views = ['waiting', 'all', 'silent', 'provisional'] as const
const viewWords: Record<ChangesView, string> = { waiting: 'To triage', all: 'All', silent: 'Silent', provisional: 'Provisional' }
const isView = (text: string | undefined): text is ChangesView => views.some((view) => view === text)

/** The list of changes: what was found. */
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

  quietChangesPage(app, deps)
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

/** Parts what was found from what was held back. */
export const ChangeTabs = ({ current }: { current: 'found' | 'quiet' }) => (
  <Tabs
    label="Kinds of list"
    tabs={[
      { href: '/changes', label: 'Changes', current: current === 'found' },
      { href: '/changes/quiet', label: 'Held back and editorial', current: current === 'quiet' },
    ]}
  />
)

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
