import { pack } from '../../core/pack'
import { raiseChange, raising } from '../../flows/raise-change'
import { type ChangeWithSource, changeWithSource } from '../../store/changes-page'
import { findingsOfChange } from '../../store/findings'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { plural } from '../ui/days'
import { CalledOut, Diff } from '../ui/diff'
import { type Fault, Faults, Select, TextArea, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { Demo, Instant, State } from '../ui/signs'
import { actorOf, resultOf } from './act'
import { sourceTypeName } from './change-words'
import { CaptureFooter, HeldList, HowDecided, RaiseButton } from './evidence-parts'
import { doneAt } from './flash'
import { show } from './show'

const labels = { quote: 'The words that matter', kinds: 'What it means', reason: 'Because' }

/** A change as it was judged: with a finding it leads there; held back or editorial it can be raised by a person. */
export function quietChangePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  const demand = async (c: AppContext) => {
    const id = c.req.param('id') ?? ''
    const view = (await isVisible(ports.db, callerOf(c), 'changes', id)) ? await changeWithSource(ports.db, id) : null
    if (!view) throw notFound()
    return view
  }
  const page = (c: AppContext, view: ChangeWithSource, typed: Typed, faults: readonly Fault[], status: 200 | 400 = 200) =>
    show(
      c,
      deps,
      {
        title: `${view.vendorName}: ${sourceTypeName(view.source.type)}, ${view.change.verdict === 'noise' ? 'held back' : 'editorial'}`,
        section: 'changes',
        crumbs: [
          { href: '/changes/quiet', label: 'Held back and editorial' },
          { href: `/sources/${view.source.id}`, label: `${view.vendorName}: ${sourceTypeName(view.source.type)}` },
        ],
        children: <QuietChange view={view} typed={typed} faults={faults} mayRaise={can(callerOf(c), 'write-sources')} now={ports.now()} />,
      },
      status,
    )

  app.get('/changes/:id', async (c) => {
    const view = await demand(c)
    const [finding] = await findingsOfChange(ports.db, view.change.id)
    if (finding && c.req.query('all') === undefined) return c.redirect(`/findings/${finding.id}`, 303)
    return page(c, view, {}, [])
  })

  app.post('/changes/:id/raise', async (c) => {
    const view = await demand(c)
    const { typed, all } = await formFields(c)
    const given = raising.safeParse({
      quote: typed.quote,
      reason: typed.reason,
      ...(all('kinds').filter(Boolean).length ? { kinds: all('kinds').filter(Boolean) } : {}),
    })
    if (!given.success) return page(c, view, typed, fieldErrors(given.error), 400)
    const done = await raiseChange(ports, actorOf(c), view.change.id, given.data)
    if (!done.ok && done.reason === 'not-in-change')
      return page(c, view, typed, [{ path: 'quote', message: 'these words do not stand in this change' }], 400)
    const { finding } = resultOf(done)
    return c.redirect(doneAt(`/findings/${finding.id}`, 'raised'), 303)
  })
}

type Props = { view: ChangeWithSource; typed: Typed; faults: readonly Fault[]; mayRaise: boolean; now: string }

const QuietChange = ({ view, typed, faults, mayRaise, now }: Props) => {
  const { change } = view
  return (
    <>
      <Head title={`${view.vendorName}: ${sourceTypeName(view.source.type)}`}>
        <p class="row">
          <State icon={change.verdict === 'noise' ? 'noise' : 'info'}>
            {change.verdict === 'noise' ? 'Noise held back' : change.verdict === 'cosmetic' ? 'Editorial' : 'Material'}
          </State>
          <Demo demo={view.source.demo} />
          <span class="soft">
            seen <Instant at={change.detectedAt} now={now} />, {plural(change.differences.length + change.heldBack.length, 'difference')}
          </span>
        </p>
      </Head>
      <Faults faults={faults} labels={labels} />
      <div class="cols">
        <div>
          {change.differences.slice(0, 40).map((passage, index) => (
            <Diff
              passage={passage}
              id={`q${index}`}
              was="before"
              now={passage.why}
              language={view.to?.snapshot.language ?? null}
              footer={
                index === 0 || mayRaise ? (
                  <>
                    {index === 0 ? <CaptureFooter change={view} /> : null}
                    {mayRaise ? (
                      <RaiseButton
                        changeId={change.id}
                        quote={passage.after ?? passage.before}
                        because={`taken for editorial, ${passage.why}`}
                      />
                    ) : null}
                  </>
                ) : null
              }
            />
          ))}
          <CalledOut passages={change.differences} />
          {change.heldBack.length ? (
            <section class="sec">
              <h2>Held back, and why</h2>
              <HeldList held={change.heldBack} changeId={change.id} mayRaise={mayRaise} most={100} />
            </section>
          ) : null}
          <HowDecided change={view} />
        </div>
        {mayRaise ? (
          <form class="box" id="raise" method="post" action={`/changes/${change.id}/raise`}>
            <h2>It matters after all</h2>
            <TextArea
              name="quote"
              label={labels.quote}
              hint="Copied from this change."
              required
              typed={{ quote: firstWords(view), ...typed }}
              faults={faults}
            />
            <Select
              name="kinds"
              label={labels.kinds}
              blank="Not named"
              options={[...pack().triggers.values()].map((trigger) => ({ value: trigger.id, label: trigger.name }))}
              typed={typed}
              faults={faults}
            />
            <TextArea name="reason" label={labels.reason} rows={2} required typed={typed} faults={faults} />
            <button class="btn wide" type="submit">
              Raise it
            </button>
            <p class="hint">It becomes a confirmed finding with its case, marked as raised by you.</p>
          </form>
        ) : null}
      </div>
    </>
  )
}

const firstWords = ({ change }: ChangeWithSource) =>
  change.heldBack[0]?.text ?? change.differences[0]?.after ?? change.differences[0]?.before ?? ''
