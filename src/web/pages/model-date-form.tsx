import { type ModelDateKind, modelDateKinds } from '../../core/model-dates'
import { foldModel } from '../../core/model-name'
import { toldTypes } from '../../core/models-in-use'
import { modelsInUse } from '../../flows/models-in-use'
import { tellModelDate, toldModelDate, withdrawModelDate } from '../../flows/tell-model-date'
import type { ModelDateRow } from '../../store/model-dates'
import { evidenceOfVendors } from '../../store/reviews-page'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, invalid, notFound } from '../problem'
import { type Fault, Faults, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { Day } from '../ui/signs'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'
import { show } from './show'

export const kindWords: Record<ModelDateKind, string> = {
  announced: 'Announced',
  earliest: 'Not before',
  committed: 'Committed',
  observed: 'Seen gone',
}
const kindOptions: Record<ModelDateKind, string> = {
  announced: 'Announced: its end was told on this day',
  earliest: 'Not before: it stays at least until this day',
  committed: 'Committed: it stops on this day',
  observed: 'Seen gone: it no longer answered on this day',
}
export const toldWords: Record<(typeof toldTypes)[number], string> = {
  email: 'E-mail',
  letter: 'Letter',
  console: 'Their console',
  monitoring: 'Our monitoring',
  other: 'Elsewhere',
}
const labels: Record<string, string> = {
  model: 'Model',
  kind: 'What the day means',
  day: 'Day',
  replacement: 'In its place',
  quote: 'In their words',
  vendorId: 'Whose word it is',
  type: 'Where it stands',
  note: 'Which one, from whom',
  evidenceId: 'The document itself',
  checkedOn: 'Checked on',
}

/** Dates of models that stand on no watched page: what a person was told, entered and taken back. */
export function modelDateForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/models/dates/new', async (c) => {
    const model = c.req.query('model')?.slice(0, 200) ?? ''
    return form(c, { model, kind: 'committed', type: 'email', checkedOn: ports.now().slice(0, 10) }, [])
  })

  app.post('/models/dates/new', async (c) => {
    const { typed } = await formFields(c)
    const text = (name: string) => typed[name]?.trim() || null
    const parsed = toldModelDate.safeParse({
      model: text('model') ?? '',
      kind: text('kind'),
      day: text('day'),
      replacement: text('replacement'),
      quote: text('quote'),
      vendorId: text('vendorId') ?? '',
      source: { type: text('type'), note: text('note'), evidenceId: text('evidenceId') },
      checkedOn: text('checkedOn'),
    })
    if (!parsed.success)
      return form(
        c,
        typed,
        fieldErrors(parsed.error).map(({ path, message }) => ({ path: path.replace(/^source\./, ''), message })),
      )
    if (!(await isVisible(ports.db, callerOf(c), 'vendors', parsed.data.vendorId)))
      return form(c, typed, [{ path: 'vendorId', message: 'choose one of the vendors' }])
    const done = await tellModelDate(ports, actorOf(c), parsed.data)
    return done.ok ? c.redirect(doneAt('/models', 'added'), 303) : form(c, typed, [refusals[done.reason] ?? otherFault])
  })

  app.post('/models/dates/:id/withdraw', async (c) => {
    const id = c.req.param('id')
    if (!(await isVisible(ports.db, callerOf(c), 'model-dates', id))) throw notFound()
    const { typed } = await formFields(c)
    const reason = typed.reason?.trim().slice(0, 5_000)
    if (!reason) throw invalid([{ path: 'reason', message: 'say why' }], 'Say why.')
    resultOf(await withdrawModelDate(ports, actorOf(c), id, reason))
    return c.redirect(doneAt('/models', 'date-withdrawn'), 303)
  })

  async function form(c: AppContext, typed: Typed, faults: readonly Fault[]) {
    const models = await modelsInUse(ports, callerOf(c))
    const wanted = foldModel(typed.model ?? '')
    const meant = models.filter(({ model }) => foldModel(model) === wanted)
    const vendors = new Map((meant.length ? meant : models).flatMap(({ systems }) => systems.map((one) => [one.vendorId, one.vendorName])))
    const documents = await evidenceOfVendors(ports.db, [...vendors.keys()].slice(0, 50))
    const [only] = vendors.size === 1 ? vendors.keys() : []
    const base = { typed: { ...typed, vendorId: typed.vendorId || only || '' }, faults }
    const title = 'Record a date of a model'
    return show(
      c,
      deps,
      {
        title,
        section: 'register',
        crumbs: [
          { href: '/register', label: 'Register' },
          { href: '/models', label: 'Models in use' },
        ],
        children: (
          <>
            <Head title={title}>
              <p>What stands on no page that we watch. It counts with what pages say: the latest word first.</p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action="/models/dates/new">
              <datalist id="models">
                {models.slice(0, 300).map(({ model }) => (
                  <option value={model} />
                ))}
              </datalist>
              <TextField name="model" label="Model" hint="As the systems that run on it name it." list="models" required {...base} />
              <Select
                name="kind"
                label="What the day means"
                options={modelDateKinds.map((value) => ({ value, label: kindOptions[value] }))}
                required
                {...base}
              />
              <div class="two">
                <TextField type="date" name="day" label="Day" required {...base} />
                <TextField name="replacement" label="In its place" hint="The model that they name, if any." {...base} />
              </div>
              <Select
                name="vendorId"
                label="Whose word it is"
                blank="Choose"
                options={[...vendors].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))}
                required
                {...base}
              />
              <div class="two">
                <Select
                  name="type"
                  label="Where it stands"
                  options={toldTypes.map((value) => ({ value, label: toldWords[value] }))}
                  required
                  {...base}
                />
                <TextField type="date" name="checkedOn" label="Checked on" hint="The day on which it was read or heard." {...base} />
              </div>
              <TextField name="note" label="Which one, from whom" hint="Enough to find it again." {...base} />
              <TextArea name="quote" label="In their words" {...base} />
              {documents.length ? (
                <Select
                  name="evidenceId"
                  label="The document itself"
                  blank="Not on file"
                  options={documents.map(({ id, name }) => ({ value: id, label: name }))}
                  {...base}
                />
              ) : null}
              <p class="row">
                <button class="btn go" type="submit">
                  Record it
                </button>
                <a href="/models">Cancel</a>
              </p>
            </form>
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}

const refusals: Record<string, Fault> = {
  'checked-in-future': { path: 'checkedOn', message: 'lies in the future' },
  'no-such-vendor': { path: 'vendorId', message: 'is no vendor of ours' },
  'no-such-proof': { path: 'evidenceId', message: 'is no document of this vendor, or was withdrawn' },
}
const otherFault: Fault = { path: null, message: 'It could not be recorded. Read the page again.' }

/** What people were told, with where it stands; what was withdrawn is not shown. */
export const ToldByPeople = ({ dates, writes, now }: { dates: readonly ModelDateRow[]; writes: boolean; now: string }) =>
  dates.length ? (
    <section class="sec" id="told">
      <h2>What people were told</h2>
      <ul class="hits">
        {dates.map(({ id, model, kind, day, told, quote }) => (
          <li>
            <span class="mono">{model}</span>, {kindWords[kind].toLowerCase()} <Day day={day} now={now} />
            <span class="sub">
              {told ? `${toldWords[told.type]}${told.note ? `: ${told.note}` : ''}. Checked on ` : ''}
              {told ? <Day day={told.checkedOn} now={now} /> : null}
              {told?.evidenceId ? (
                <>
                  , <a href={`/evidence/${told.evidenceId}`}>on file</a>
                </>
              ) : null}
            </span>
            {quote ? <span class="sub">“{quote}”</span> : null}
            {writes ? (
              <details>
                <summary>
                  Withdraw it
                  <span class="vh">
                    : {model}, {kindWords[kind].toLowerCase()} {day}
                  </span>
                </summary>
                <form class="form" method="post" action={`/models/dates/${id}/withdraw`}>
                  <div class="field">
                    <label for={`w-${id}`}>Because</label>
                    <input id={`w-${id}`} name="reason" maxlength={5000} required />
                  </div>
                  <p>
                    <button class="btn" type="submit">
                      Withdraw
                    </button>
                  </p>
                </form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  ) : null
