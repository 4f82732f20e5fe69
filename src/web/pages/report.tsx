import { pack } from '../../core/pack'
import { findingReport, reportFinding } from '../../flows/report-finding'
import { systemChoices, vendorChoices } from '../../store/register-page'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { type Fault, Faults, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { faultsWithin } from '../within-units'
import { actorOf } from './act'
import { reportName } from './change-words'
import { doneAt } from './flash'
import { show } from './show'

const labels = {
  about: 'About',
  kinds: 'What changed',
  quote: 'In their words',
  type: 'How we know',
  note: 'Where it is',
  detected: 'Since when we know',
  effective: 'Takes effect',
  objectionDeadline: 'Last day to object',
  told: 'Were we told?',
}

/** A change that stands on no page: an e-mail, a letter, what a console shows. It goes the same way as those that were found. */
export function reportPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/findings/new', (c) =>
    form(c, { detected: ports.now().slice(0, 10), about: c.req.query('vendor') ? `vendor:${c.req.query('vendor')}` : '' }, []),
  )

  app.post('/findings/new', async (c) => {
    const { typed } = await formFields(c)
    const [noun, ...rest] = (typed.about ?? '').split(':')
    const given = findingReport.safeParse({
      ...(noun === 'system' ? { systemId: rest.join(':') } : { vendorId: rest.join(':') }),
      kinds: typed.kinds ? [typed.kinds] : [],
      detected: typed.detected,
      effective: typed.effective || null,
      objectionDeadline: typed.objectionDeadline || null,
      silent: typed.told === 'no' ? true : typed.told === 'yes' ? false : null,
      quote: typed.quote,
      source: { type: typed.type, note: typed.note },
    })
    if (!given.success)
      return form(
        c,
        typed,
        fieldErrors(given.error).map(({ path, message }) => ({
          path:
            path
              .replace('source.', '')
              .replace(/^(vendor|system)Id$/, 'about')
              .split('.')[0] ?? null,
          message,
        })),
        400,
      )
    const outside = await faultsWithin(deps, callerOf(c), given.data)
    if (outside.length) return form(c, typed, [{ path: 'about', message: 'is not in the register' }], 400)
    const done = await reportFinding(ports, actorOf(c), given.data)
    if (!done.ok) return form(c, typed, [{ path: 'about', message: done.reason.replaceAll('-', ' ') }], 400)
    return c.redirect(doneAt(`/findings/${done.result.finding.id}`, 'added'), 303)
  })

  async function form(c: AppContext, typed: Typed, faults: readonly Fault[], status: 200 | 400 = 200) {
    const chosen = [(typed.about ?? '').replace(/^\w+:/, '')]
    const [vendors, systems] = await Promise.all([
      vendorChoices(ports.db, callerOf(c), chosen),
      systemChoices(ports.db, callerOf(c), chosen),
    ])
    const about = [
      ...systems.map(({ id, name, vendorName }) => ({ value: `system:${id}`, label: `${vendorName}: ${name}` })),
      ...vendors.map(({ id, name }) => ({ value: `vendor:${id}`, label: `${name}: everything` })),
    ]
    return show(
      c,
      deps,
      {
        title: 'Record a change',
        section: 'changes',
        crumbs: [{ href: '/changes', label: 'Changes' }],
        children: (
          <>
            <Head title="Record a change that stands on no page">
              <p>
                From an e-mail, a letter, a console or monitoring. It is confirmed at once, opens a case, and is marked as reported by you.
              </p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action="/findings/new">
              <Select name="about" label={labels.about} required blank="Choose one" options={about} typed={typed} faults={faults} />
              <Select
                name="kinds"
                label={labels.kinds}
                required
                blank="Choose one"
                options={[...pack().triggers.values()].map(({ id, name }) => ({ value: id, label: name }))}
                typed={typed}
                faults={faults}
              />
              <TextArea name="quote" label={labels.quote} required typed={typed} faults={faults} />
              <div class="two">
                <Select
                  name="type"
                  label={labels.type}
                  required
                  options={(['email', 'letter', 'console', 'monitoring', 'other'] as const).map((value) => ({
                    value,
                    label: reportName(value),
                  }))}
                  typed={typed}
                  faults={faults}
                />
                <TextField name="note" label={labels.note} hint="Sender and date, or where it was seen." typed={typed} faults={faults} />
                <TextField name="detected" label={labels.detected} type="date" required typed={typed} faults={faults} />
                <TextField name="effective" label={labels.effective} type="date" typed={typed} faults={faults} />
                <TextField name="objectionDeadline" label={labels.objectionDeadline} type="date" typed={typed} faults={faults} />
                <Select
                  name="told"
                  label={labels.told}
                  blank="Not known"
                  options={[
                    { value: 'yes', label: 'Yes, announced' },
                    { value: 'no', label: 'No, silent' },
                  ]}
                  typed={typed}
                  faults={faults}
                />
              </div>
              <p class="row">
                <button class="btn go" type="submit">
                  Record it
                </button>
                <a href="/changes">Cancel</a>
              </p>
            </form>
          </>
        ),
      },
      status,
    )
  }
}
