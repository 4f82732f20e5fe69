import { removeSavedView, renameSavedView, restoreView, saveView, viewName, viewQuery } from '../../flows/save-view'
import { type SavedView, viewById } from '../../store/saved-views'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { invalid, notFound } from '../problem'
import { actorOf } from './act'
import { addressOf } from './changes'
import { type Asked, askedOf, builtIn, type Level, levels, queryOf } from './register-asked'

/** Whether a person may rename or remove a view: their own, or everybody's where they write the register. */
const mayEdit = (caller: Caller, view: SavedView) =>
  view.personId === null ? can(caller, 'write-register') : view.personId === caller.personId

/** Saved views of the register: to save, rename and remove, each as a form. A removal can be taken back for an hour. */
export function registerViews(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.post('/register/views', async (c) => {
    const { typed } = await formFields(c)
    const level = levelOf(typed.page)
    const name = viewName.safeParse(typed.name)
    const query = viewQuery.safeParse(typed.query ?? '')
    if (!level || !name.success || !query.success)
      throw invalid([{ path: 'name', message: name.error?.issues[0]?.message ?? 'not a list' }])
    // what is kept is what the list understands of it, written anew
    const asked = askedOf(level, new URLSearchParams(query.data), ports.now())
    const shared = typed.shared === 'true'
    const kept = { page: `/register/${level}`, name: name.data, query: queryOf(asked), shared }
    const { view } = await saveView(ports, { personId: callerOf(c).personId }, kept)
    return back(c, view, { done: 'view-saved' })
  })

  app.post('/register/views/:id/rename', async (c) => {
    const view = await demandView(c)
    const name = viewName.safeParse((await formFields(c)).typed.name)
    if (!name.success) throw invalid([{ path: 'name', message: name.error.issues[0]?.message ?? 'give it a name' }])
    const done = await renameSavedView(ports, actorOf(c), view.id, name.data)
    if (!done.ok) throw notFound()
    return back(c, done.view, { done: 'saved' })
  })

  app.post('/register/views/:id/remove', async (c) => {
    const view = await demandView(c)
    const done = await removeSavedView(ports, actorOf(c), view.id)
    if (!done.ok) throw notFound()
    return c.redirect(addressOf(view.page, { removed: view.id }), 303)
  })

  app.post('/register/views/:id/restore', async (c) => {
    const done = await restoreView(ports, actorOf(c), c.req.param('id'))
    if (!done.ok) throw notFound()
    return back(c, done.view, { done: 'view-back' })
  })

  async function demandView(c: AppContext): Promise<SavedView> {
    const view = await viewById(ports.db, c.req.param('id') ?? '')
    if (!view || !mayEdit(callerOf(c), view)) throw notFound()
    return view
  }
}

const levelOf = (page: string | undefined): Level | null => levels.find((level) => page === `/register/${level}`) ?? null

function back(c: AppContext, view: SavedView, more: Record<string, string>) {
  const parts = Object.fromEntries(new URLSearchParams(view.query))
  return c.redirect(addressOf(view.page, { ...parts, ...more }), 303)
}

type Props = { asked: Asked; views: readonly SavedView[]; caller: Caller }

/** The views of a list as links, the current one marked, with the forms that save, rename and remove. */
export const Views = ({ asked, views, caller }: Props) => {
  const query = queryOf(asked)
  const current = views.find((view) => view.query === query)
  const all = query === ''
  return (
    <>
      <p class="chips">
        <span class="faint">Views</span>
        <a href={`/register/${asked.level}`} aria-current={all ? 'true' : undefined}>
          All
        </a>
        {builtIn[asked.level].map((view) => (
          <a href={`/register/${asked.level}?has=${view.has}`} aria-current={query === `has=${view.has}` ? 'true' : undefined}>
            {view.label}
          </a>
        ))}
        {views.map((view) => (
          <a href={`${view.page}?${view.query}`} aria-current={view === current ? 'true' : undefined}>
            {view.name}
            {view.personId === null ? <span class="vh"> (everybody’s)</span> : null}
          </a>
        ))}
      </p>
      {can(caller, 'write-register') && (current || !all) ? (
        <details class="noprint small">
          <summary>{current && mayEdit(caller, current) ? `Change the view “${current.name}”` : 'Save this view'}</summary>
          {current && mayEdit(caller, current) ? <Editing view={current} /> : <Saving asked={asked} query={query} />}
        </details>
      ) : null}
    </>
  )
}

const Saving = ({ asked, query }: { asked: Asked; query: string }) => (
  <form class="filters" method="post" action="/register/views">
    <input type="hidden" name="page" value={`/register/${asked.level}`} />
    <input type="hidden" name="query" value={query} />
    <div class="field">
      <label for="view-name">Name of the view</label>
      <input id="view-name" name="name" required maxlength={60} />
    </div>
    <label class="pick">
      <input type="checkbox" name="shared" value="true" /> For everybody
    </label>
    <button type="submit">Save</button>
  </form>
)

const Editing = ({ view }: { view: SavedView }) => (
  <div class="row">
    <form class="filters" method="post" action={`/register/views/${view.id}/rename`}>
      <div class="field">
        <label for="view-name">Name of the view{view.personId === null ? ', everybody’s' : ''}</label>
        <input id="view-name" name="name" required maxlength={60} value={view.name} />
      </div>
      <button type="submit">Rename</button>
    </form>
    <form class="filters" method="post" action={`/register/views/${view.id}/remove`}>
      <button class="btn link" type="submit">
        Remove the view
      </button>
    </form>
  </div>
)
