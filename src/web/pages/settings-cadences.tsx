import { type Cadence, cadence } from '../../core/cadence'
import { type Severity, severities } from '../../core/kind'
import { type Tier, tiers } from '../../core/review-rhythm'
import { setCadence } from '../../flows/set-cadence'
import { severityWords } from '../../notify/message'
import { cadenceOf } from '../../store/cadence'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, TextField, type Typed } from '../ui/form'
import { actorOf } from './act'
import { doneAt } from './flash'
import { UsualIntervals } from './settings-intervals'
import { showSettings } from './settings-nav'

const lists = ['reviewsBefore', 'triageAfter'] as const
const numbers = ['escalateReviewsAfter', 'escalateTriageAfter'] as const
const parts = [
  { name: 'reviewsBefore', title: 'Remind of a review', says: 'Days before it is due, parted by commas; empty = never.' },
  {
    name: 'triageAfter',
    title: 'Remind of a case that waits',
    says: 'Days after it was opened, while nobody has answered whether it is material.',
  },
  {
    name: 'escalateReviewsAfter',
    title: 'Tell somebody else of a late review',
    says: 'Days after it was due: the risk owners of its unit are told.',
  },
  {
    name: 'escalateTriageAfter',
    title: 'Tell somebody else of a case that waits',
    says: 'Days after it was opened: the administrators are told.',
  },
] as const
const fieldOf = (part: string, severity: Severity) => `${part}.${severity}`

const tierField = (tier: Tier) => `vendorsEvery.${tier}`

const labels: Record<string, string> = {
  ...Object.fromEntries(tiers.map((tier) => [tierField(tier), `Look at a vendor again, ${tier} tier`])),
  objectBefore: 'Last day to object',
  endsBefore: 'Documents, certificates and contracts',
  ...Object.fromEntries(
    parts.flatMap(({ name, title }) => severities.map((one) => [fieldOf(name, one), `${title}, ${severityWords[one].toLowerCase()}`])),
  ),
}

/** On which days people are reminded and when somebody else is told, for everybody. */
export function cadencePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/settings/cadences', async (c) => page(c, typedOf(await cadenceOf(ports.db)), []))
  app.post('/settings/cadences', async (c) => {
    const { typed } = await formFields(c)
    const parsed = cadence.omit({ version: true }).safeParse(read(typed))
    if (!parsed.success) return page(c, typed, faultsOf(fieldErrors(parsed.error)))
    await setCadence(ports, actorOf(c), parsed.data)
    return c.redirect(doneAt('/settings/cadences', 'saved'), 303)
  })

  function page(c: AppContext, typed: Typed, faults: readonly Fault[]) {
    return showSettings(
      c,
      deps,
      {
        current: '/settings/cadences',
        lead: 'Reminders come once a day, at the hour that each person chose, all that is due in one.',
        children: (
          <>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action="/settings/cadences">
              <section class="sec">
                <h2>Remind of the last day to object</h2>
                <TextField
                  name="objectBefore"
                  label="Days before"
                  hint="Days before it, parted by commas; empty = never."
                  typed={typed}
                  faults={faults}
                />
              </section>
              <section class="sec">
                <h2>Remind of what ends</h2>
                <TextField
                  name="endsBefore"
                  label="Days before a document, certificate or contract ends"
                  hint="Also of a contract’s start, renewal and last day to give notice. Parted by commas; 0 = on the day, empty = never."
                  typed={typed}
                  faults={faults}
                />
              </section>
              <section class="sec">
                <h2>Look at a vendor again</h2>
                <p class="hint">
                  Days after the last decision on one of its systems, or after it was registered; empty = never by itself. Ours: no law sets
                  them.
                </p>
                <div class="four">
                  {tiers.map((tier) => (
                    <TextField name={tierField(tier)} label={`${sentence(tier)} tier`} inputmode="numeric" typed={typed} faults={faults} />
                  ))}
                </div>
              </section>
              {parts.map(({ name, title, says }) => (
                <section class="sec">
                  <h2>{title}</h2>
                  <p class="hint">{says}</p>
                  <div class="four">
                    {severities
                      .filter((one) => one !== 'info')
                      .map((severity) => (
                        <TextField name={fieldOf(name, severity)} label={severityWords[severity]} typed={typed} faults={faults} />
                      ))}
                  </div>
                </section>
              ))}
              <p>
                <button class="btn go" type="submit">
                  Save
                </button>
              </p>
            </form>
            <UsualIntervals />
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}

function typedOf(standing: Cadence): Typed {
  return {
    objectBefore: standing.objectBefore.join(', '),
    endsBefore: standing.endsBefore.join(', '),
    ...Object.fromEntries(tiers.map((tier) => [tierField(tier), standing.vendorsEvery[tier]?.toString() ?? ''])),
    ...Object.fromEntries(lists.flatMap((part) => severities.map((one) => [fieldOf(part, one), standing[part][one].join(', ')]))),
    ...Object.fromEntries(numbers.flatMap((part) => severities.map((one) => [fieldOf(part, one), standing[part][one]?.toString() ?? '']))),
  }
}

/** What cannot be read as a number stays what it is, and is refused by the schema. */
const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)
const countOf = (text: string | undefined) => (text?.trim() ? numberOf(text.trim()) : null)
const listOf = (text: string | undefined) =>
  (text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(numberOf)

function read(typed: Typed) {
  const each = (make: (severity: Severity) => unknown) => Object.fromEntries(severities.map((one) => [one, make(one)]))
  return {
    objectBefore: listOf(typed.objectBefore),
    ...(typed.endsBefore === undefined ? {} : { endsBefore: listOf(typed.endsBefore) }),
    ...(typed[tierField('critical')] === undefined
      ? {}
      : { vendorsEvery: Object.fromEntries(tiers.map((tier) => [tier, countOf(typed[tierField(tier)])])) }),
    ...Object.fromEntries(lists.map((part) => [part, each((one) => listOf(typed[fieldOf(part, one)]))])),
    ...Object.fromEntries(numbers.map((part) => [part, each((one) => countOf(typed[fieldOf(part, one)]))])),
  }
}

/** One fault a field, in the words of the form. */
const faultsOf = (faults: readonly { path: string; message: string }[]): Fault[] =>
  [...new Set(faults.map(({ path }) => path.replace(/\.\d+$/, '').replace(/^(objectBefore|endsBefore).*/, '$1')))].map((path) => ({
    path,
    message: path.startsWith('vendorsEvery')
      ? 'expected a whole number of days from 1 to 3650'
      : 'expected whole numbers from 0 to 180, parted by commas',
  }))
