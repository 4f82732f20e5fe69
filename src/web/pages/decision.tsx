import { type BasisType, shownDecisionStates } from '../../core/decision'
import { finishTerm } from '../../flows/finish-term'
import { removeDraft } from '../../flows/make-decision'
import { type Pinned, pinBasis } from '../../flows/pin-basis'
import { type ShownDecision, showDecisions } from '../../flows/show-decisions'
import { isCritical, signDecision } from '../../flows/sign-decision'
import { namesOf } from '../../store/case-page'
import { type Decision, decisionById, decisionsPage } from '../../store/decisions'
import { type Deployment, deploymentById } from '../../store/register'
import { deploymentNames } from '../../store/reminders'
import { isVisible } from '../../store/visibility'
import { demandTermOwner } from '../api/decisions'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { notFound, Problem } from '../problem'
import { dayInWords, daysInWords, sentence, shortHash } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { Demo, Icon, Instant } from '../ui/signs'
import { Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { BecauseList, DecisionState, decisionWord, dispositionWords, Terms } from './decision-parts'
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
    const view = await gather(deps, caller, await demand(c))
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

async function gather({ ports }: AppDeps, caller: Caller, row: Decision) {
  const [[decision], deployment, pinned, critical, names] = await Promise.all([
    showDecisions(ports, [row], ports.now()),
    deploymentById(ports.db, row.deploymentId),
    pinBasis(ports, { unitIds: null }, row.basis),
    row.state === 'draft' || row.state === 'lapsed' ? isCritical(ports, row.deploymentId) : row.critical,
    namesOf(ports.db, [...row.signatures.map(({ personId }) => personId), ...row.terms.map(({ ownerId }) => ownerId)]),
  ])
  if (!decision) throw new Error('a decision was not shown')
  return { decision, deployment, pinned, critical, names, caller }
}
type View = { deployment: Deployment | null } & Awaited<ReturnType<typeof gather>>

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

const DecisionPage = ({ view, title, now }: { view: View; title: string; now: string }) => {
  const { decision, deployment, names, caller } = view
  const writes = can(caller, 'write-cases')
  return (
    <>
      <Head
        title={title}
        acts={
          writes && (decision.state === 'lapsed' || decision.state === 'in-question' || decision.state === 'degraded') ? (
            <a class="btn" href={`/decisions/new?deployment=${decision.deploymentId}`}>
              Decide anew
            </a>
          ) : null
        }
      >
        <p class="row">
          <DecisionState state={decision.state} />
          <Demo demo={decision.demo} />
          {deployment ? <a href={`/deployments/${deployment.id}`}>{deployment.name}</a> : null}
          {view.critical ? <span class="soft">Critical: two signatures</span> : null}
        </p>
      </Head>
      {decision.because.length ? (
        <section class="sec">
          <h2>{decisionWord(decision.state)} because</h2>
          <BecauseList because={decision.because} now={now} />
        </section>
      ) : null}
      {decision.supersededBy ? (
        <p>
          A <a href={`/decisions/${decision.supersededBy}`}>later decision</a> took its place.
        </p>
      ) : null}
      {decision.reason ? <p class="mt">{decision.reason}</p> : null}
      <section class="sec">
        <h2>Terms</h2>
        {decision.terms.length ? (
          <Terms decision={decision} names={names} now={now} mayFinish={(ownerId) => writes || ownerId === caller.personId} />
        ) : (
          <p class="soft">None.</p>
        )}
      </section>
      <section class="sec">
        <h2>What it rests on</h2>
        {decision.basis.length ? (
          <Table
            label="Basis"
            columns={[
              { head: 'What', cell: ({ item }) => basisWords[item.type] },
              { head: 'Name', cell: ({ found }) => (found ? nameInWords(found, now) : 'No longer there') },
              {
                head: 'Pinned at',
                cell: ({ hash }) => (
                  <span class="mono" title={hash}>
                    {shortHash(hash)}
                  </span>
                ),
              },
              {
                head: 'Today',
                cell: ({ found, hash }) =>
                  found?.fault
                    ? sentence(daysInWords(found.fault, now))
                    : found?.hash === hash
                      ? 'As it was'
                      : found
                        ? 'Edited since'
                        : 'Gone',
              },
            ]}
            rows={view.pinned.map((one, index) => ({ ...one, hash: decision.basis[index]?.hash ?? '' }))}
          />
        ) : (
          <p class="soft">Nothing is listed, so nothing but a review can move it.</p>
        )}
      </section>
      <Signatures view={view} now={now} />
      {decision.state === 'draft' && writes ? (
        <form method="post" action={`/decisions/${decision.id}/remove`} class="mt">
          <button class="btn link" type="submit">
            Remove this draft
          </button>
        </form>
      ) : null}
    </>
  )
}

const basisWords: Record<BasisType, string> = {
  snapshot: 'Page',
  claim: 'Answer',
  evidence: 'Evidence',
  certificate: 'Certificate',
  contract: 'Contract',
}
/** What is rested on as people name it: a page by what it is and the day on which it was read. */
const nameInWords = ({ page, name }: NonNullable<Pinned['found']>, now: string) =>
  page ? `${sourceTypeName(page.type)}, as read on ${dayInWords(page.at, now, false)}` : sentence(name)

/** Who signed, and the place to sign: never offered to whoever signed first. */
const Signatures = ({ view: { decision, names, critical, caller }, now }: { view: View; now: string }) => {
  const approves = can(caller, 'approve')
  const second = decision.state === 'awaiting-second-signature'
  const mine = decision.signatures.some(({ personId }) => personId === caller.personId)
  const open = decision.state === 'draft' || decision.state === 'lapsed' || second
  return (
    <section class="sign" aria-labelledby="sign">
      <h2 id="sign">{open ? (second ? 'Second signature' : decision.state === 'lapsed' ? 'Sign again' : 'Sign') : 'Signed'}</h2>
      {decision.signatures.length ? (
        <div class="lines">
          {decision.signatures.map(({ personId, at }) => (
            <p class="line">
              <Icon name="closed" /> {names.get(personId) ?? 'somebody who left'}
              <span class="sub">
                <Instant at={at} now={now} />
              </span>
            </p>
          ))}
        </div>
      ) : null}
      {open && approves && !(second && mine) ? (
        <form method="post" action={`/decisions/${decision.id}/sign`}>
          <p>
            {decision.state === 'lapsed'
              ? 'By signing again I say that the decision is right on what stands now. Each page is pinned as it reads today.'
              : 'By signing I say that the decision is right for this use, on what is listed above. It is kept with my name and the time.'}
          </p>
          <p class="mt">
            <button class="btn go" type="submit">
              {second ? 'Read and agreed: sign second' : critical ? 'Sign, and send for second signature' : 'Sign'}
            </button>
          </p>
          {critical && !second ? <p class="hint">It is critical: another risk owner or administrator signs second.</p> : null}
        </form>
      ) : open ? (
        <p class="hint">
          {second && mine ? 'You signed first, so another person must sign second.' : 'A risk owner or administrator signs.'}
        </p>
      ) : null}
    </section>
  )
}
