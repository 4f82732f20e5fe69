import { deletionStep } from '../../core/exit'
import { beginExit, cancelExit, confirmExit, dateStep, finishStep, newExit, stepDay } from '../../flows/leave-vendor'
import { type Exit, exitById, exitsPage } from '../../store/exits'
import { deploymentById, systemById, vendorById } from '../../store/register'
import { vendorNames } from '../../store/register-page'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { pageOrProblem } from '../list'
import { notFound, Problem } from '../problem'
import { plural } from '../ui/days'
import { TextArea, TextField } from '../ui/form'
import { Empty, Head } from '../ui/parts'
import { Day, Demo, Icon, Instant, State } from '../ui/signs'
import { Table } from '../ui/table'
import { doneAt } from './flash'
import { ListFiles } from './list-files'
import { show } from './show'

const words = {
  open: { icon: 'progress', tone: 'medium', word: 'Leaving: deletion not confirmed' },
  confirmed: { icon: 'closed', tone: 'good', word: 'Deletion confirmed' },
  cancelled: { icon: 'na', tone: '', word: 'Cancelled' },
} as const
const ExitState = ({ state }: { state: Exit['state'] }) => (
  <State icon={words[state].icon} tone={words[state].tone}>
    {words[state].word}
  </State>
)

/** Leaving a vendor: what is still to do, and the confirmation that our data is deleted. */
export function exitPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/exits', async (c) => {
    const caller = callerOf(c)
    const request = { limit: 50, cursor: c.req.query('cursor') ?? null, sort: { name: 'createdAt', descending: true }, filters: {} }
    const page = pageOrProblem(await exitsPage(db, caller, request))
    const names = await vendorNames(
      db,
      page.items.map((row) => row.vendorId),
    )
    return show(c, deps, {
      title: 'Exits',
      section: 'register',
      crumbs: [{ href: '/register', label: 'Register' }],
      children: (
        <>
          <Head title="Exits" acts={page.items.length ? <ListFiles path="/exits/file" /> : null}>
            <p>Vendors that we leave. Each is recalled every week until the deletion of our data is confirmed.</p>
          </Head>
          {page.items.length ? (
            <Table
              label="Exits"
              columns={[
                {
                  head: 'Vendor',
                  cell: (row) => (
                    <>
                      <a href={`/exits/${row.id}`}>{names.get(row.vendorId) ?? 'unknown'}</a> <Demo demo={row.demo} />
                    </>
                  ),
                },
                { head: 'State', cell: (row) => <ExitState state={row.state} /> },
                { head: 'Still to do', cell: (row) => plural(row.steps.filter((step) => step.doneOn === null).length, 'step') },
                { head: 'Begun', cell: (row) => <Instant at={row.createdAt} now={ports.now()} /> },
              ]}
              rows={page.items}
            />
          ) : (
            <Empty icon="closed" title="None">
              <p>An exit is begun on the page of the use that ends.</p>
            </Empty>
          )}
          {page.next ? (
            <p class="mt">
              <a href={`/exits?${new URLSearchParams({ cursor: page.next })}`}>More</a>
            </p>
          ) : null}
        </>
      ),
    })
  })

  app.get('/exits/new', async (c) => {
    const use = await demandUse(c, c.req.query('deployment') ?? '')
    const title = `Leave ${use.vendor.name} for ${use.deployment.name}`
    return show(c, deps, {
      title,
      section: 'register',
      crumbs: [{ href: `/deployments/${use.deployment.id}`, label: use.deployment.name }],
      children: (
        <>
          <Head title={title}>
            <p>The usual steps are laid out; the last is the vendor’s word that our data is deleted.</p>
          </Head>
          <form class="form" method="post" action="/exits/new">
            <input type="hidden" name="deployment" value={use.deployment.id} />
            <TextArea name="reason" label="Why we leave" typed={{}} faults={[]} required />
            <p class="row">
              <button class="btn go" type="submit">
                Begin
              </button>
              <a href={`/deployments/${use.deployment.id}`}>Cancel</a>
            </p>
          </form>
        </>
      ),
    })
  })

  app.post('/exits/new', async (c) => {
    const { typed } = await formFields(c)
    const use = await demandUse(c, typed.deployment ?? '')
    const given = newExit.safeParse({ vendorId: use.vendor.id, deploymentId: use.deployment.id, reason: typed.reason ?? '' })
    if (!given.success) throw new Problem(400, 'invalid-request', 'Say why we leave.')
    const done = await beginExit(ports, callerOf(c), given.data)
    if (!done.ok) throw new Problem(409, done.reason, 'It could not be begun. Read the deployment again.')
    return c.redirect(doneAt(`/exits/${done.row.id}`, 'added'), 303)
  })

  app.get('/exits/:id', async (c) => {
    const row = await demand(c)
    const [vendor, deployment] = await Promise.all([
      vendorById(db, row.vendorId),
      row.deploymentId ? deploymentById(db, row.deploymentId) : null,
    ])
    const title = `Leaving ${vendor?.name ?? 'a vendor'}${deployment ? `: ${deployment.name}` : ''}`
    return show(c, deps, {
      title,
      section: 'register',
      crumbs: [{ href: '/exits', label: 'Exits' }, ...(vendor ? [{ href: `/vendors/${vendor.id}`, label: vendor.name }] : [])],
      children: <ExitPage row={row} title={title} writes={can(callerOf(c), 'write-cases')} now={ports.now()} />,
    })
  })

  app.post('/exits/:id/steps/:stepId/done', async (c) => {
    const { id } = await demand(c)
    return moved(c, await finishStep(ports, callerOf(c), id, c.req.param('stepId'), null))
  })
  app.post('/exits/:id/steps/:stepId/date', async (c) => {
    const { id } = await demand(c)
    const { typed } = await formFields(c)
    const given = stepDay.safeParse({ dueOn: typed.dueOn || null })
    if (!given.success) throw new Problem(400, 'invalid-request', 'Give a day as year, month and day, or none.')
    return moved(c, await dateStep(ports, callerOf(c), id, c.req.param('stepId'), given.data.dueOn))
  })
  app.post('/exits/:id/confirm', async (c) => {
    const { id } = await demand(c)
    const { typed } = await formFields(c)
    return moved(
      c,
      await confirmExit(ports, callerOf(c), id, { confirmedOn: typed.confirmedOn || null, evidenceId: typed.evidenceId?.trim() || null }),
    )
  })
  app.post('/exits/:id/cancel', async (c) => {
    const { id } = await demand(c)
    const { typed } = await formFields(c)
    return moved(c, await cancelExit(ports, callerOf(c), id, typed.reason?.trim() || 'No reason was given.'))
  })

  function moved(c: AppContext, done: Awaited<ReturnType<typeof cancelExit>>) {
    if (!done.ok && done.reason === 'unknown') throw notFound()
    if (!done.ok) throw new Problem(409, done.reason, done.detail ?? 'The state of the exit does not allow this.')
    return c.redirect(doneAt(`/exits/${done.result.id}`, 'saved'), 303)
  }

  async function demand(c: AppContext): Promise<Exit> {
    const id = c.req.param('id') ?? ''
    const row = (await isVisible(db, callerOf(c), 'exits', id)) ? await exitById(db, id) : null
    if (!row) throw notFound()
    return row
  }

  async function demandUse(c: AppContext, id: string) {
    const deployment = (await isVisible(db, callerOf(c), 'deployments', id)) ? await deploymentById(db, id) : null
    const system = deployment ? await systemById(db, deployment.systemId) : null
    const vendor = system ? await vendorById(db, system.vendorId) : null
    if (!deployment || !vendor) throw notFound()
    return { deployment, vendor }
  }
}

const ExitPage = ({ row, title, writes, now }: { row: Exit; title: string; writes: boolean; now: string }) => {
  const left = row.steps.filter((step) => step.doneOn === null && step.id !== deletionStep)
  const acts = writes && row.state === 'open'
  return (
    <>
      <Head title={title}>
        <p class="row">
          <ExitState state={row.state} />
          <Demo demo={row.demo} />
          <span class="soft">
            Begun <Instant at={row.createdAt} now={now} />
          </span>
        </p>
      </Head>
      <p>{row.reason}</p>
      <section class="sec">
        <h2>Steps</h2>
        <ul class="checks">
          {row.steps.map((step) => (
            <li>
              <Icon name={step.doneOn ? 'check' : 'due'} />
              <div>
                <p>{step.text}</p>
                <span class="sub">
                  {step.doneOn ? (
                    <>
                      Done <Day day={step.doneOn} now={now} />
                    </>
                  ) : step.dueOn ? (
                    <>
                      Due <Day day={step.dueOn} now={now} />
                    </>
                  ) : (
                    'To do'
                  )}
                  {step.evidenceId ? (
                    <>
                      , <a href={`/evidence/${step.evidenceId}`}>proof</a>
                    </>
                  ) : null}
                </span>
                {acts && !step.doneOn ? (
                  <details>
                    <summary>
                      {step.dueOn ? 'Move its day' : 'Set a day'}
                      <span class="vh">: {step.text}</span>
                    </summary>
                    <form class="row" method="post" action={`/exits/${row.id}/steps/${step.id}/date`}>
                      <label>
                        Due by <input type="date" name="dueOn" value={step.dueOn ?? ''} />
                      </label>
                      <button class="btn" type="submit">
                        Save
                      </button>
                    </form>
                  </details>
                ) : null}
                {acts && !step.doneOn && step.id !== deletionStep ? (
                  <form method="post" action={`/exits/${row.id}/steps/${step.id}/done`}>
                    <button class="btn" type="submit">
                      Done<span class="vh">: {step.text}</span>
                    </button>
                  </form>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      </section>
      {acts && !left.length ? (
        <section class="sign">
          <h2>Deletion confirmed</h2>
          <form class="form" method="post" action={`/exits/${row.id}/confirm`}>
            <TextField type="date" name="confirmedOn" label="Confirmed on" hint="Today, if you leave it empty." typed={{}} faults={[]} />
            <TextField name="evidenceId" label="Proof: the id of a document on file" typed={{}} faults={[]} />
            <p>
              <button class="btn go" type="submit">
                Our data is deleted: end the exit
              </button>
            </p>
          </form>
        </section>
      ) : null}
      {acts ? (
        <details class="mt">
          <summary>Stay after all</summary>
          <form class="form" method="post" action={`/exits/${row.id}/cancel`}>
            <TextField name="reason" label="Because" typed={{}} faults={[]} required />
            <p>
              <button class="btn" type="submit">
                Cancel the exit
              </button>
            </p>
          </form>
        </details>
      ) : null}
    </>
  )
}
