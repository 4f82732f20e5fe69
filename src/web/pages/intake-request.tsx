import { catalogue } from '../../../collectors/catalogue'
import { matchesOf } from '../../core/intake/near'
import { documentsFor } from '../../core/intake/tier'
import { isOpenRequest } from '../../flows/move-vendor-request'
import { assignable, namesOf } from '../../store/case-page'
import { vendorById } from '../../store/register'
import { evidenceOfVendor } from '../../store/reviews-page'
import { contractGaps, openRequests, type VendorRequest, vendorRequestById } from '../../store/vendor-requests'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { Select, TextArea, TextField } from '../ui/form'
import { Head } from '../ui/parts'
import { Day, Demo, Instant } from '../ui/signs'
import { Keys } from './changes'
import { flashOf } from './flash'
import { askedBy, RequestState } from './intake'
import { catalogued, knownAlready } from './intake-ask'
import { IntakeContract } from './intake-contract'
import { Documents } from './intake-documents'
import { Duplicates } from './intake-duplicates'
import { IntakeHandOver } from './intake-hand-over'
import { nextAct, Steps } from './intake-steps'
import { TierTable } from './intake-tier'
import { show } from './show'

/** One request: can this go ahead, and what is missing? */
export function intakeRequestPages(app: App, deps: AppDeps): void {
  app.get('/intake/:id', async (c) => {
    const view = await gather(deps, c)
    const { row } = view
    return show(c, deps, {
      title: row.vendorName,
      section: 'intake',
      crumbs: [{ href: '/intake', label: 'Intake' }],
      flash: endedFlash(c, row) ?? flashOf(c),
      children: <RequestPage view={view} now={deps.ports.now()} />,
    })
  })
}

/** That it was ended, with the way back. */
const endedFlash = (c: AppContext, row: VendorRequest) =>
  c.req.query('done') === 'ended' && !isOpenRequest(row) ? { text: `It is ${row.state}.`, undo: `/intake/${row.id}/undo` } : null

async function gather(deps: AppDeps, c: AppContext) {
  const { db } = deps.ports
  const caller = callerOf(c)
  const row = await vendorRequestById(db, caller, c.req.param('id') ?? '')
  if (!row) throw notFound()
  const open = isOpenRequest(row)
  const asked = { name: row.vendorName, domain: row.domain }
  const mayWork = open && can(caller, 'write-register')
  const [vendor, matches, others, gaps, people, onFile] = await Promise.all([
    row.vendorId ? vendorById(db, row.vendorId) : null,
    open && !row.vendorId ? knownAlready(deps, c, asked) : [],
    open ? openRequests(db, caller, row.id) : [],
    row.vendorId ? contractGaps(db, row.vendorId) : null,
    mayWork ? assignable(db, []) : [],
    row.vendorId ? evidenceOfVendor(db, row.vendorId) : [],
  ])
  const alike = matchesOf(
    asked,
    others.map((one) => ({ id: one.id, name: one.vendorName, domains: one.domain ? [one.domain] : [], aliases: [], parentGroup: null })),
  ).map(({ known, words }) => ({ id: known.id, name: known.name, words }))
  const names = await namesOf(db, [row.askedBy, row.assigneeId])
  const entry = row.vendorId ? null : (catalogue().get(row.catalogueId ?? '') ?? null)
  const offered = row.vendorId || entry ? null : catalogued(asked)
  return {
    row,
    vendor,
    matches,
    alike,
    gaps,
    people,
    onFile,
    names,
    entry,
    offered: offered ? (catalogue().get(offered) ?? null) : null,
    mayWork,
    mayUndo: can(caller, 'write-register'),
    mayUse: can(caller, 'write-cases'),
  }
}
export type RequestView = Awaited<ReturnType<typeof gather>>

const RequestPage = ({ view, now }: { view: RequestView; now: string }) => {
  const { row, mayWork } = view
  const needed = documentsFor(row.factors)
  const next = nextAct(row, now)
  return (
    <>
      <Head
        title={row.vendorName}
        acts={
          mayWork && row.state === 'asked' ? (
            <form method="post" action={`/intake/${row.id}/start`}>
              <button class="btn go" type="submit">
                Take it on
              </button>
            </form>
          ) : mayWork ? (
            <a class={next.at === '#hand-over' ? 'btn go' : 'btn'} href={next.at}>
              {next.words}
            </a>
          ) : null
        }
      >
        <p class="said">{row.purpose}</p>
        <p class="row">
          <RequestState state={row.state} />
          <Demo demo={row.demo} />
          <span class="soft">
            Asked by {askedBy(row, view.names)}, <Instant at={row.createdAt} now={now} />
            {row.askedByEmail ? `, ${row.askedByEmail}` : ''}
          </span>
          {row.neededOn ? (
            <span class="soft">
              Needed by <Day day={row.neededOn} now={now} />
            </span>
          ) : null}
          <span class="soft">{row.assigneeId ? `With ${view.names.get(row.assigneeId) ?? 'somebody who left'}` : 'With nobody yet'}</span>
        </p>
        {row.reason ? <p class="soft">{row.reason}</p> : null}
      </Head>
      <div class="cols">
        <div>
          <Duplicates view={view} />
          <TierTable row={row} mayWork={mayWork} />
          <Documents row={row} needed={needed} onFile={view.onFile} mayWork={mayWork} now={now} />
          <IntakeContract view={view} />
          {mayWork ? <IntakeHandOver view={view} /> : null}
        </div>
        <aside class="aside" aria-label="Steps and acts">
          <Steps row={row} matches={view.matches.length} gaps={view.gaps ? view.gaps.missing.length : null} now={now} />
          <section id="next">
            <h2>Next</h2>
            <p>{mayWork ? next.words : row.state === 'handed-over' ? 'It is in the register.' : 'Nothing.'}</p>
            {row.state === 'handed-over' ? <Outcome view={view} /> : null}
            {mayWork ? <Acts view={view} /> : null}
            {!mayWork && view.mayUndo && row.state !== 'handed-over' ? (
              <form method="post" action={`/intake/${row.id}/undo`}>
                <button class="btn wide" type="submit">
                  Take it back: open it again
                </button>
              </form>
            ) : null}
          </section>
        </aside>
      </div>
      <Keys />
    </>
  )
}

const Outcome = ({ view: { row, vendor, mayUse } }: { view: RequestView }) => (
  <ul class="hits">
    {vendor ? (
      <li>
        <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>
      </li>
    ) : null}
    {row.systemId ? (
      <li>
        <a href={`/systems/${row.systemId}`}>{row.systemName ?? 'The system'}</a>
      </li>
    ) : null}
    {row.systemId && mayUse ? (
      <li>
        <a href={`/deployments/new?system=${row.systemId}`}>Register a use of it</a>
      </li>
    ) : null}
  </ul>
)

const Acts = ({ view: { row, people } }: { view: RequestView }) => (
  <>
    <details>
      <summary>Give it to somebody</summary>
      <form class="form" method="post" action={`/intake/${row.id}/start`}>
        <Select
          name="personId"
          label="To"
          options={people.map((one) => ({ value: one.id, label: one.name }))}
          typed={{ personId: row.assigneeId ?? '' }}
          faults={[]}
        />
        <button class="btn" type="submit">
          Give
        </button>
      </form>
    </details>
    <details>
      <summary>Change what was asked</summary>
      <form class="form" method="post" action={`/intake/${row.id}/edit`}>
        <TextField name="vendorName" label="Vendor" typed={{ vendorName: row.vendorName }} faults={[]} required />
        <TextField name="domain" label="Its domain" typed={{ domain: row.domain ?? '' }} faults={[]} />
        <TextField name="systemName" label="Product or model" typed={{ systemName: row.systemName ?? '' }} faults={[]} />
        <TextArea name="purpose" label="What for" typed={{ purpose: row.purpose }} faults={[]} required />
        <TextField name="neededOn" label="Needed by" type="date" typed={{ neededOn: row.neededOn ?? '' }} faults={[]} />
        <button class="btn" type="submit">
          Save
        </button>
      </form>
    </details>
    <details>
      <summary>Decline or withdraw it</summary>
      <form class="form" method="post" action={`/intake/${row.id}/end`}>
        <TextArea name="reason" label="Why" typed={{}} faults={[]} required />
        <p class="row">
          <button class="btn" type="submit" name="how" value="declined">
            Decline
          </button>
          <button class="btn" type="submit" name="how" value="withdrawn">
            Withdrawn by who asked
          </button>
        </p>
      </form>
    </details>
  </>
)
