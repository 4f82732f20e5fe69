import { sourceFields } from '../../core/source-check'
import { checkSource } from '../../flows/check-source'
import { refusedSource, removeSource, saveSource } from '../../flows/save-source'
import { sourceRowFrom } from '../../flows/source-row'
import { systemChoices, vendorChoices } from '../../store/register-page'
import { type Source, sourceById } from '../../store/sources'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { Checks, type Fault, Faults, Removal, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { faultsWithin } from '../within-units'
import { sourceTypeOptions } from './change-words'
import { doneAt } from './flash'
import { show } from './show'

const labels = {
  url: 'Address',
  vendorId: 'Vendor',
  type: 'What it is',
  systemIds: 'About',
  intervalMinutes: 'How often',
  enabled: 'Watched',
  rules: 'Rules',
  render: 'How the page is read',
  robotsOverride: 'Ask although robots.txt says no',
}
const intervals = [
  [15, 'Every 15 minutes'],
  [60, 'Every hour'],
  [240, 'Every 4 hours'],
  [720, 'Every 12 hours'],
  [1440, 'Once a day'],
  [10_080, 'Once a week'],
] as const

/** The usual intervals, and with them one of another length that came by file or API: saving the form must not lose it. */
const intervalOptions = (held: string) =>
  [
    ...intervals,
    ...(held && !intervals.some(([minutes]) => String(minutes) === held) ? [[Number(held), `Every ${held} minutes`] as const] : []),
  ]
    .sort(([a], [b]) => a - b)
    .map(([minutes, label]) => ({ value: String(minutes), label }))

/**
 * Forms to watch a page, to change how it is watched, and to stop. Where somebody switches the watch on, the page is fetched twice: one that cannot
 * be read, or not the same twice, is kept switched off with the reason.
 */
export function sourceForms(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/sources/new', (c) => form(c, null, { vendorId: c.req.query('vendor') ?? '', enabled: 'true' }, [], []))
  app.post('/sources/new', (c) => save(c, null))
  app.get('/sources/:id/edit', async (c) => {
    const before = await demand(c)
    return form(c, before, typedOf(before), before.systemIds, [])
  })
  app.post('/sources/:id/edit', async (c) => save(c, await demand(c)))
  app.post('/sources/:id/remove', async (c) => {
    const before = await demand(c)
    const done = await removeSource(ports, callerOf(c), before)
    if (!done.ok)
      throw new Problem(
        409,
        done.reason,
        done.reason === 'in-use'
          ? 'It has been read, so its history stays. Switch it off instead.'
          : 'It has changed meanwhile. Read it again.',
      )
    return c.redirect(doneAt('/sources', 'removed'), 303)
  })

  async function demand(c: AppContext): Promise<Source> {
    const id = c.req.param('id') ?? ''
    const row = (await isVisible(db, callerOf(c), 'sources', id)) ? await sourceById(db, id) : null
    if (!row) throw notFound()
    return row
  }

  async function save(c: AppContext, before: Source | null) {
    const { typed, all } = await formFields(c)
    const systemIds = all('systemIds')
    const rules = readRules(typed.rules ?? '')
    if (rules === undefined) return form(c, before, typed, systemIds, [{ path: 'rules', message: 'is not JSON' }], 400)
    const parsed = sourceFields.safeParse({
      url: typed.url?.trim(),
      vendorId: typed.vendorId,
      type: typed.type || undefined,
      systemIds,
      intervalMinutes: typed.intervalMinutes ? Number(typed.intervalMinutes) : undefined,
      enabled: typed.enabled === 'true',
      disabledReason: before?.disabledReason ?? null,
      robotsOverride: typed.robotsOverride?.trim() || null,
      collector: before?.collector ?? null,
      rules: withRender(rules, typed.render === 'true'),
    })
    if (!parsed.success) return form(c, before, typed, systemIds, fieldErrors(parsed.error), 400)
    const { vendorId, ...given } = parsed.data
    const outside = await faultsWithin(deps, callerOf(c), { vendorId, systemIds: given.systemIds }, before)
    if (outside.length) return form(c, before, typed, systemIds, outside, 400)
    const wanted = sourceRowFrom(given, vendorId, { id: ports.newId(), at: ports.now() }, before)
    const refused = await refusedSource(ports, wanted, before)
    // what stands in the way of saving is told before a site is asked
    const checked = !refused && wanted.enabled && !before?.enabled && !before?.demo ? await checkSource(ports, wanted) : null
    if (checked && 'busy' in checked)
      return form(c, before, typed, systemIds, [{ path: 'url', message: 'is on a site that is being read just now: try again' }], 409)
    const fault = checked && !checked.ok ? checked.reason : null
    const row = fault === null ? wanted : { ...wanted, enabled: false, disabledReason: fault }
    const done = refused ?? (await saveSource(ports, callerOf(c), row, before))
    if (done.ok) {
      const word = fault === null ? (before ? 'saved' : 'added') : 'not-watched'
      return c.redirect(doneAt(`/sources/${done.row.id}`, word), 303)
    }
    if (done.reason === 'invalid') return form(c, before, typed, systemIds, done.errors, 400)
    if (done.reason === 'watched-already')
      return form(c, before, typed, systemIds, [{ path: 'url', message: 'is watched for this vendor already' }], 409)
    return form(
      c,
      before,
      typed,
      systemIds,
      [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }],
      409,
    )
  }

  async function form(
    c: AppContext,
    before: Source | null,
    typed: Typed,
    systemIds: readonly string[],
    faults: readonly Fault[],
    status: 200 | 400 | 409 = 200,
  ) {
    const [vendors, systems] = await Promise.all([
      vendorChoices(db, callerOf(c), [typed.vendorId ?? '']),
      systemChoices(db, callerOf(c), systemIds),
    ])
    const own = systems.filter((system) => !typed.vendorId || system.vendorId === typed.vendorId)
    const title = before ? 'Change the watch' : 'Watch a page'
    return show(
      c,
      deps,
      {
        title,
        section: 'sources',
        crumbs: [
          { href: '/sources', label: 'Sources' },
          ...(before ? [{ href: `/sources/${before.id}`, label: before.url.replace(/^https?:\/\//, '') }] : []),
        ],
        children: (
          <>
            <Head title={title}>
              <p>
                A public page or feed of a vendor. Before it is watched it is fetched twice, which takes a moment. A changed address or rule
                makes a new baseline: what was found before stays.
              </p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action={before ? `/sources/${before.id}/edit` : '/sources/new'}>
              <TextField name="url" label={labels.url} type="url" required typed={typed} faults={faults} />
              <Select
                name="vendorId"
                label={labels.vendorId}
                required
                blank="Choose one"
                options={vendors.map(({ id, name }) => ({ value: id, label: name }))}
                typed={typed}
                faults={faults}
              />
              <Select name="type" label={labels.type} options={sourceTypeOptions} blank="Choose what it is" typed={typed} faults={faults} />
              {own.length ? (
                <Checks
                  name="systemIds"
                  label={labels.systemIds}
                  hint="With none picked: all systems of the vendor."
                  options={own.map(({ id, name, vendorName }) => ({ value: id, label: typed.vendorId ? name : `${vendorName}: ${name}` }))}
                  chosen={systemIds}
                />
              ) : null}
              <Select
                name="intervalMinutes"
                label={labels.intervalMinutes}
                blank="As usual for its type"
                options={intervalOptions(typed.intervalMinutes ?? '')}
                typed={typed}
                faults={faults}
              />
              <Select
                name="enabled"
                label={labels.enabled}
                options={[
                  { value: 'true', label: 'Yes' },
                  { value: 'false', label: 'No, switched off' },
                ]}
                typed={typed}
                faults={faults}
              />
              <Select
                name="render"
                label={labels.render}
                hint={
                  ports.render
                    ? 'With a browser: for pages whose text is made by scripts. It takes longer, and changing it makes a new baseline.'
                    : 'No browser is set up here (CHROMIUM_PATH). Until one is, a source that is read with a browser is not read at all.'
                }
                options={[
                  { value: 'false', label: 'As the server sends it' },
                  { value: 'true', label: 'With a browser, once its scripts have run' },
                ]}
                typed={typed}
                faults={faults}
              />
              <details open={faults.some((fault) => fault.path?.startsWith('rules') || fault.path === 'robotsOverride')}>
                <summary>Rules for a difficult page</summary>
                <TextArea
                  name="rules"
                  label={labels.rules}
                  hint="JSON with remove, select, from, to, ignore, only, holdWhile, show, key. Patterns are RE2."
                  rows={4}
                  typed={typed}
                  faults={faults}
                />
                <TextField
                  name="robotsOverride"
                  label={labels.robotsOverride}
                  hint="The reason, for instance the vendor's leave. It goes into the audit trail. Empty: robots.txt is kept."
                  typed={typed}
                  faults={faults}
                />
              </details>
              <p class="row">
                <button class="btn go" type="submit">
                  {before ? 'Save' : 'Watch it'}
                </button>
                <a href={before ? `/sources/${before.id}` : '/sources'}>Cancel</a>
              </p>
            </form>
            {before ? (
              <Removal action={`/sources/${before.id}/remove`} what={before.url.replace(/^https?:\/\//, '')}>
                Only while it was never read: what it brought is kept. After that it can be switched off.
              </Removal>
            ) : null}
          </>
        ),
      },
      status,
    )
  }
}

const typedOf = (source: Source): Typed => ({
  url: source.url,
  vendorId: source.vendorId,
  type: source.type,
  intervalMinutes: String(source.intervalMinutes),
  enabled: String(source.enabled),
  rules: shownRules(source.rules),
  render: String(source.rules?.render ?? false),
  robotsOverride: source.robotsOverride ?? '',
})

/** The rules as JSON, without what has a field of its own. */
function shownRules(rules: Source['rules']): string {
  const { render: _render, ...rest } = rules ?? {}
  return Object.keys(rest).length ? JSON.stringify(rest, null, 2) : ''
}

/** Rules with the field of how the page is read; what was typed and is no object is left for the schema to refuse. */
function withRender(rules: unknown, render: boolean): unknown {
  if (!render) return rules
  return rules === null ? { render } : typeof rules === 'object' && !Array.isArray(rules) ? { ...rules, render } : rules
}

/** The rules as typed; null when empty, undefined when it is not JSON. */
function readRules(text: string): unknown {
  if (!text.trim()) return null
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
