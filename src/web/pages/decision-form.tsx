import { basisTypes } from '../../core/decision'
import { knownQuestions } from '../../flows/known-questions'
import { decisionFields, draftDecision } from '../../flows/make-decision'
import { basisChoices } from '../../store/basis'
import { assignable } from '../../store/case-page'
import { type Deployment, deploymentById } from '../../store/register'
import { dispositions } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { dayInWords } from '../ui/days'
import { Checks, type Fault, Faults, Radios, TextArea, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { sourceTypeName } from './change-words'
import { dispositionWords } from './decision-parts'
import { doneAt } from './flash'
import { show } from './show'

const termRows = 5
/** So many stand open; the rest is folded away until one of them is filled in. */
const openRows = 2
const labels = { disposition: 'Decision', reason: 'Why', basis: 'What it rests on', terms: 'Terms' }

/** The form that drafts a decision: what it rests on is chosen from what the vendor's records are today. */
export function decisionForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/decisions/new', async (c) => {
    const deployment = await demand(c, c.req.query('deployment') ?? '')
    return form(c, deployment, {}, null, [])
  })

  app.post('/decisions/new', async (c) => {
    const { typed, all } = await formFields(c)
    const deployment = await demand(c, typed.deployment ?? '')
    const basis = all('basis').flatMap((value) => {
      const [, type, id] = /^(\w+) (.+)$/.exec(value) ?? []
      const known = basisTypes.find((one) => one === type)
      return known && id ? [{ type: known, id }] : []
    })
    const parsed = decisionFields.safeParse({
      deploymentId: deployment.id,
      disposition: typed.disposition,
      reason: typed.reason || null,
      terms: rowsIn(typed).filter((row) => row.text || row.dueOn),
      basis,
    })
    if (!parsed.success) return form(c, deployment, typed, all('basis'), faultsOf(fieldErrors(parsed.error)), 400)
    const done = await draftDecision(ports, callerOf(c), callerOf(c), parsed.data)
    if (done.ok) return c.redirect(doneAt(`/decisions/${done.row.id}`, 'decision-drafted'), 303)
    if (done.reason === 'invalid') return form(c, deployment, typed, all('basis'), faultsOf(done.errors), 400)
    throw new Problem(409, done.reason, done.detail ?? 'It has changed meanwhile. Read it again.')
  })

  async function demand(c: AppContext, id: string): Promise<Deployment> {
    const row = (await isVisible(ports.db, callerOf(c), 'deployments', id)) ? await deploymentById(ports.db, id) : null
    if (!row) throw notFound()
    return row
  }

  async function form(
    c: AppContext,
    deployment: Deployment,
    typed: Typed,
    chosen: readonly string[] | null,
    faults: readonly Fault[],
    status: 200 | 400 = 200,
  ) {
    const [choices, people] = await Promise.all([choicesFor(deployment), assignable(ports.db, [deployment.ownerId])])
    const title = `Decide on ${deployment.name}`
    const rows = rowsIn(typed)
    const usual = choices.flatMap((group) => (group.usual ? group.options.map((option) => option.value) : []))
    return show(
      c,
      deps,
      {
        title,
        section: 'register',
        crumbs: [
          { href: '/register/deployments', label: 'Register: deployments' },
          { href: `/deployments/${deployment.id}`, label: deployment.name },
        ],
        children: (
          <>
            <Head title={title}>
              <p>A draft first: it counts once it is signed. When something that it rests on moves, it says so and is due again.</p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action="/decisions/new">
              <input type="hidden" name="deployment" value={deployment.id} />
              <Radios
                name="disposition"
                label={labels.disposition}
                options={dispositions.map((value) => ({ value, label: dispositionWords[value] }))}
                chosen={typed.disposition ?? ''}
                required
              />
              <TextArea name="reason" label={labels.reason} typed={typed} faults={faults} />
              <fieldset id="f-terms">
                <legend>Terms</legend>
                <p class="hint">Each becomes work of its owner. One that is overdue degrades the decision. Empty rows are left out.</p>
                {rows.slice(0, openRows).map((row, index) => (
                  <TermRow row={row} index={index} people={people} ownerId={deployment.ownerId} />
                ))}
                <details open={rows.slice(openRows).some((row) => row.text || row.dueOn)}>
                  <summary>More terms</summary>
                  {rows.slice(openRows).map((row, index) => (
                    <TermRow row={row} index={openRows + index} people={people} ownerId={deployment.ownerId} />
                  ))}
                </details>
              </fieldset>
              <div id="f-basis" class="form">
                <h2>What it rests on</h2>
                <p class="hint">Each is pinned as it stands now. When one of them moves, the decision lapses and says why.</p>
                {choices.map((group, index) =>
                  group.options.length ? (
                    <Checks name="basis" id={`f-basis-${index}`} label={group.label} options={group.options} chosen={chosen ?? usual} />
                  ) : (
                    <p class="small soft">{group.label}: none on record.</p>
                  ),
                )}
              </div>
              <p class="row">
                <button class="btn go" type="submit">
                  Draft the decision
                </button>
                <a href={`/deployments/${deployment.id}`}>Cancel</a>
              </p>
            </form>
          </>
        ),
      },
      status,
    )
  }

  async function choicesFor(deployment: Deployment) {
    const now = ports.now()
    const [there, questions] = await Promise.all([basisChoices(ports.db, deployment.systemId, now.slice(0, 10)), knownQuestions(ports)])
    return [
      {
        label: 'Pages as they read now',
        usual: true,
        options: there.snapshots.map((one) => ({
          value: `snapshot ${one.id}`,
          label: `${sourceTypeName(one.type)}, read on ${dayInWords(one.at, now, false)}: ${one.url}`,
        })),
      },
      {
        label: 'Answers of due diligence',
        usual: true,
        options: there.claims.map((one) => ({
          value: `claim ${one.id}`,
          label: [`${one.questionId}:`, questions.get(one.questionId)?.question, one.answer.slice(0, 120)].filter(Boolean).join(' '),
        })),
      },
      {
        label: 'Documents',
        usual: false,
        options: there.evidence.map((one) => ({ value: `evidence ${one.id}`, label: `${one.name}${until(one.expiresOn, now)}` })),
      },
      {
        label: 'Certificates',
        usual: false,
        options: there.certificates.map((one) => ({
          value: `certificate ${one.id}`,
          label: `${[one.standard, one.number].filter(Boolean).join(' ')}${until(one.validTo, now)}`,
        })),
      },
      {
        label: 'Contracts',
        usual: true,
        options: there.contracts.map((one) => ({
          value: `contract ${one.id}`,
          label: `${one.reference ?? 'Without a reference'}${until(one.endsOn, now)}`,
        })),
      },
    ]
  }
}

type TermRowProps = {
  row: ReturnType<typeof rowsIn>[number]
  index: number
  people: Awaited<ReturnType<typeof assignable>>
  ownerId: string | null
}

const TermRow = ({ row, index, people, ownerId }: TermRowProps) => (
  <>
    <div class="field">
      <label for={`term-${index}`}>Term {index + 1}</label>
      <input id={`term-${index}`} name={`term.${index}.text`} value={row.text} maxlength={2_000} />
    </div>
    <div class="two">
      <div class="field">
        <label for={`term-due-${index}`}>Due on</label>
        <input id={`term-due-${index}`} type="date" name={`term.${index}.dueOn`} value={row.dueOn ?? ''} />
      </div>
      <div class="field">
        <label for={`term-owner-${index}`}>Owner</label>
        <select id={`term-owner-${index}`} name={`term.${index}.ownerId`}>
          <option value="">Nobody yet</option>
          {people.map((person) => (
            <option value={person.id} selected={person.id === (row.ownerId ?? ownerId)}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
    </div>
  </>
)

const until = (day: string | null, now: string) => (day ? `, until ${dayInWords(day, now, false)}` : '')
const faultsOf = (errors: readonly { path: string; message: string }[]): Fault[] =>
  errors.map(({ path, message }) => ({ path: path.split('.')[0] || null, message }))

const rowsIn = (typed: Typed) =>
  Array.from({ length: termRows }, (_, index) => ({
    text: (typed[`term.${index}.text`] ?? '').trim(),
    dueOn: typed[`term.${index}.dueOn`] || null,
    ownerId: typed[`term.${index}.ownerId`] || null,
  }))
