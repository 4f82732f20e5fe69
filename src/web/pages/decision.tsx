import { shownDecisionStates } from '../../core/decision'
import { finishTerm } from '../../flows/finish-term'
import { removeDraft } from '../../flows/make-decision'
import { type ShownDecision, showDecisions } from '../../flows/show-decisions'
import { signDecision } from '../../flows/sign-decision'
import { type Decision, decisionById, decisionsPage } from '../../store/decisions'
import { deploymentNames } from '../../store/reminders'
import { isVisible } from '../../store/visibility'
import { demandTermOwner } from '../api/decisions'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { notFound, Problem } from '../problem'
import { daysInWords } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { Demo, Instant } from '../ui/signs'
import { Table } from '../ui/table'
import { DecisionPage, decisionView } from './decision-page'
import { DecisionState, decisionWord, dispositionWords } from './decision-parts'
import { doneAt } from './flash'
import { ListFiles } from './list-files'
import { show } from './show'

const listed = 50

/** Decisions: the list, and each with what it rests on, its terms and its signatures. */
export function decisionPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/decisions', async (c) => {
    const caller = callerOf(c)
    const state = shownDecisionStates.find((one) => one === c.req.query('state')) ?? null
    const request = {
      limit: listed,
      cursor: c.req.query('cursor') ?? null,
      sort: { name: 'createdAt', descending: true },
      filters: state ? { state: [state] } : {},
    }
    const page = pageOrProblem(await decisionsPage(ports.db, caller, request, ports.now()))
    const [rows, names] = await Promise.all([
      showDecisions(ports, page.items, ports.now()),
      deploymentNames(
        ports.db,
        page.items.map((row) => row.deploymentId),
      ),
    ])
    return show(c, deps, {
      title: 'Decisions',
      section: 'register',
      crumbs: [{ href: '/register', label: 'Register' }],
      children: <ListPage rows={rows} names={names} state={state} next={page.next} now={ports.now()} />,
    })
  })

  app.get('/decisions/:id', async (c) => {
    const caller = callerOf(c)
    const view = await decisionView(deps, caller, await demand(c))
    const title = `${dispositionWords[view.decision.disposition]}: ${view.deployment?.name ?? 'a deployment'}`
    return show(c, deps, {
      title,
      section: 'register',
      crumbs: [
        { href: '/decisions', label: 'Decisions' },
        ...(view.deployment ? [{ href: `/deployments/${view.deployment.id}`, label: view.deployment.name }] : []),
      ],
      children: <DecisionPage view={view} title={title} now={ports.now()} />,
    })
  })

  app.post('/decisions/:id/sign', async (c) => {
    const { id } = await demand(c)
    const done = await signDecision(ports, callerOf(c), id)
    if (!done.ok) throw new Problem(409, done.reason, done.detail ?? 'The state of the decision does not allow this.')
    return c.redirect(doneAt(`/decisions/${id}`, done.result.state === 'in-force' ? 'decision-signed' : 'awaiting-second'), 303)
  })
  app.post('/decisions/:id/terms/:termId/done', async (c) => {
    const decision = await demand(c)
    const termId = c.req.param('termId')
    demandTermOwner(callerOf(c), decision, termId)
    const done = await finishTerm(ports, callerOf(c), decision.id, termId)
    if (!done.ok && done.reason === 'unknown') throw notFound()
    if (!done.ok) throw new Problem(409, done.reason, done.detail ?? 'The term is done already.')
    return c.redirect(doneAt(`/decisions/${decision.id}`, 'term-done'), 303)
  })
  app.post('/decisions/:id/remove', async (c) => {
    const decision = await demand(c)
    const done = await removeDraft(ports, callerOf(c), decision)
    if (!done.ok) throw new Problem(409, done.reason, 'A decision that was signed stays.')
    return c.redirect(doneAt(`/deployments/${decision.deploymentId}`, 'removed'), 303)
  })

  async function demand(c: AppContext): Promise<Decision> {
    const id = c.req.param('id') ?? ''
    const row = (await isVisible(ports.db, callerOf(c), 'decisions', id)) ? await decisionById(ports.db, id) : null
    if (!row) throw notFound()
    return row
  }
}

const ListPage = ({
  rows,
  names,
  state,
  next,
  now,
}: {
  rows: readonly ShownDecision[]
  names: ReadonlyMap<string, string>
  state: string | null
  next: string | null
  now: string
}) => (
  <>
    <Head title="Decisions" acts={rows.length ? <ListFiles path="/decisions/file" query={state ? { state } : {}} /> : null}>
      <p>What was decided about a vendor’s system for a use, and whether what it rests on still stands.</p>
    </Head>
    <form class="filters" action="/decisions" method="get">
      <div class="field">
        <label for="state">State</label>
        <select id="state" name="state">
          <option value="">All</option>
          {shownDecisionStates.map((value) => (
            <option value={value} selected={value === state}>
              {decisionWord(value)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Show</button>
    </form>
    {rows.length ? (
      <Table
        label="Decisions"
        columns={[
          {
            head: 'Use',
            cell: (row) => (
              <>
                <a href={`/decisions/${row.id}`}>{names.get(row.deploymentId) ?? 'A use that was removed'}</a> <Demo demo={row.demo} />
              </>
            ),
          },
          { head: 'Decision', cell: (row) => dispositionWords[row.disposition] },
          { head: 'State', cell: (row) => <DecisionState state={row.state} /> },
          { head: 'Because', cell: (row) => daysInWords(row.because[0]?.text ?? '', now) },
          { head: 'Made', cell: (row) => <Instant at={row.signatures[0]?.at ?? row.createdAt} now={now} /> },
        ]}
        rows={rows}
      />
    ) : (
      <Empty icon="pen" title={state ? 'None in this state' : 'No decision yet'}>
        <p>A decision is drafted on the page of the use that it is about.</p>
      </Empty>
    )}
    {next ? (
      <p class="mt">
        <a href={`/decisions?${new URLSearchParams({ ...(state ? { state } : {}), cursor: next })}`}>More</a>
      </p>
    ) : null}
  </>
)
