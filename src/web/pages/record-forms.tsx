import type { Noun } from '../../core/profile'
import { deploymentFields, systemFields, toRecord, vendorFields } from '../../core/register-record'
import { deploymentRowFrom, systemRowFrom, vendorRowFrom } from '../../flows/register-row'
import { type NotLiveYet, removeRecord, type SaveRefusal, saveRecord } from '../../flows/save-record'
import { assignable } from '../../store/case-page'
import { type Deployment, deploymentById, type System, systemById, type Vendor, vendorById } from '../../store/register'
import { systemChoices, vendorChoices } from '../../store/register-page'
import { allUnits } from '../../store/units'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { type Fault, Faults, Removal, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { faultsWithin } from '../within-units'
import { doneAt } from './flash'
import { type Choices, columnLabel, formColumns, RecordFields, recordFrom, typedFrom } from './record-form'
import { show } from './show'

type Row = Vendor | System | Deployment
type Saved = { ok: true; row: { id: string } } | SaveRefusal | NotLiveYet

/** One noun of the register as its forms need it. */
type Kind = {
  path: 'vendors' | 'systems' | 'deployments'
  one: string
  noun: Noun
  find: (id: string) => Promise<Row | null>
  parse: (record: Record<string, unknown>) => { ok: true; record: Record<string, unknown> } | { ok: false; faults: Fault[] }
  save: (c: AppContext, record: Record<string, unknown>, before: Row | null) => Promise<Saved>
  remove: (c: AppContext, before: Row) => Promise<{ ok: true } | SaveRefusal>
}

/** Forms to add and edit vendors, systems and deployments. Faults come back listed and at their fields, with what was typed. */
export function recordForms(app: App, deps: AppDeps): void {
  for (const kind of kindsOf(deps)) formsOf(app, deps, kind)
}

function kindsOf({ ports }: AppDeps): Kind[] {
  const { db } = ports
  const begun = () => ({ id: ports.newId(), at: ports.now() })
  return [
    {
      path: 'vendors',
      one: 'vendor',
      noun: 'vendor',
      find: (id) => vendorById(db, id),
      parse: parseWith(vendorFields),
      save: async (c, record, before) => {
        const held = before ? await vendorById(db, before.id) : null
        return saveRecord(ports, callerOf(c), 'vendor', vendorRowFrom(record, begun(), held), held)
      },
      remove: async (c, before) => {
        const held = await vendorById(db, before.id)
        return held ? removeRecord(ports, callerOf(c), 'vendor', held) : { ok: true }
      },
    },
    {
      path: 'systems',
      one: 'system',
      noun: 'system',
      find: (id) => systemById(db, id),
      parse: parseWith(systemFields),
      save: async (c, record, before) => {
        const held = before ? await systemById(db, before.id) : null
        const kept = held ? { feature: held.feature, state: held.state } : {}
        return saveRecord(ports, callerOf(c), 'system', systemRowFrom({ ...kept, ...record }, begun(), held), held)
      },
      remove: async (c, before) => {
        const held = await systemById(db, before.id)
        return held ? removeRecord(ports, callerOf(c), 'system', held) : { ok: true }
      },
    },
    {
      path: 'deployments',
      one: 'deployment',
      noun: 'dep',
      find: (id) => deploymentById(db, id),
      parse: parseWith(deploymentFields),
      save: async (c, record, before) => {
        const held = before ? await deploymentById(db, before.id) : null
        return saveRecord(ports, callerOf(c), 'deployment', deploymentRowFrom(record, begun(), held), held)
      },
      remove: async (c, before) => {
        const held = await deploymentById(db, before.id)
        return held ? removeRecord(ports, callerOf(c), 'deployment', held) : { ok: true }
      },
    },
  ]
}

const parseWith =
  (fields: typeof vendorFields | typeof systemFields | typeof deploymentFields): Kind['parse'] =>
  (record) => {
    const parsed = fields.safeParse(record)
    if (parsed.success) return { ok: true, record: { ...parsed.data } }
    return { ok: false, faults: fieldErrors(parsed.error).map(({ path, message }) => ({ path, message })) }
  }

function formsOf(app: App, deps: AppDeps, kind: Kind): void {
  const { ports } = deps
  const { path, one, noun } = kind

  app.get(`/${path}/new`, async (c) => {
    const asked = c.req.query()
    const typed = { 'system.vendor_id': asked.vendor ?? '', 'dep.system_id': asked.system ?? '' }
    return form(c, null, typed, [])
  })

  app.get(`/${path}/:id/edit`, async (c) => {
    const before = await demand(c)
    return form(c, before, { ...typedFrom(noun, toRecord(noun, before)), version: String(before.version) }, [])
  })

  app.post(`/${path}/new`, (c) => save(c, null))
  app.post(`/${path}/:id/edit`, async (c) => save(c, await demand(c)))

  app.post(`/${path}/:id/remove`, async (c) => {
    const before = await demand(c)
    const done = await kind.remove(c, before)
    if (!done.ok)
      throw new Problem(
        409,
        done.reason,
        done.reason === 'in-use' ? `Other records rest on this ${one}, so it stays.` : 'It has changed meanwhile. Read it again.',
      )
    return c.redirect(doneAt(`/register/${path}`, 'removed'), 303)
  })

  async function demand(c: AppContext): Promise<Row> {
    const id = c.req.param('id') ?? ''
    const row = (await isVisible(ports.db, callerOf(c), path, id)) ? await kind.find(id) : null
    if (!row) throw notFound()
    return row
  }

  async function save(c: AppContext, before: Row | null) {
    const { typed, all } = await formFields(c)
    const kept: Typed = {
      ...typed,
      ...Object.fromEntries(
        formColumns(noun)
          .filter((column) => all(column.name).length > 1)
          .map((column) => [column.name, all(column.name).join(';')]),
      ),
    }
    if (before && typed.version !== undefined && typed.version !== String(before.version))
      return form(
        c,
        before,
        kept,
        [{ path: null, message: 'Somebody else has changed it since you opened this form. Compare, and save again to keep yours.' }],
        409,
        before.version,
      )
    const parents = all('system.parent_system_ids')
    const { record, faults } = recordFrom(
      noun,
      parents.length > 1 ? { ...typed, 'system.parent_system_ids': parents.join('\n') } : typed,
      all,
    )
    if (faults.length) return form(c, before, kept, faults, 400)
    const parsed = kind.parse({
      ...record,
      ...(before ? { factSources: before.factSources } : {}),
      ...aliasesOf(before),
    })
    if (!parsed.ok) return form(c, before, kept, parsed.faults.map(toColumn(noun)), 400)
    const outside = await faultsWithin(deps, callerOf(c), parsed.record, before?.facts ?? null)
    if (outside.length) return form(c, before, kept, outside.map(toColumn(noun)), 400)
    const done = await kind.save(c, parsed.record, before)
    if (done.ok) return c.redirect(doneAt(`/${path}/${done.row.id}`, before ? 'saved' : 'added'), 303)
    const told =
      done.reason === 'invalid'
        ? done.errors.map(toColumn(noun))
        : done.reason === 'not-live-yet'
          ? [{ path: 'dep.status', message: done.detail }]
          : [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }]
    return form(c, before, kept, told, done.reason === 'invalid' ? 400 : 409)
  }

  async function form(
    c: AppContext,
    before: Row | null,
    typed: Typed,
    faults: readonly Fault[],
    status: 200 | 400 | 409 = 200,
    version?: number,
  ) {
    const title = before ? `Edit ${before.name}` : `Add a ${one}`
    const labels = Object.fromEntries(formColumns(noun).map((column) => [column.name, columnLabel(column)]))
    return show(
      c,
      deps,
      {
        title,
        section: 'register',
        crumbs: [
          { href: `/register/${path}`, label: `Register: ${path}` },
          ...(before ? [{ href: `/${path}/${before.id}`, label: before.name }] : []),
        ],
        children: (
          <>
            <Head title={title} />
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action={before ? `/${path}/${before.id}/edit` : `/${path}/new`}>
              {before ? <input type="hidden" name="version" value={String(version ?? typed.version ?? before.version)} /> : null}
              <RecordFields noun={noun} typed={typed} faults={faults} choices={await choices(callerOf(c), typed)} />
              <p class="row">
                <button class="btn go" type="submit">
                  {before ? 'Save' : `Add the ${one}`}
                </button>
                <a href={before ? `/${path}/${before.id}` : `/register/${path}`}>Cancel</a>
              </p>
            </form>
            {before ? (
              <Removal action={`/${path}/${before.id}/remove`} what={before.name}>
                Only while no other record rests on this {one}. The audit trail keeps that it was here.
              </Removal>
            ) : null}
          </>
        ),
      },
      status,
    )
  }

  async function choices(caller: Caller, typed: Typed): Promise<Choices> {
    const chosen = [typed['dep.system_id'] ?? '', ...(typed['system.parent_system_ids'] ?? '').split(/[;\n]/).map((id) => id.trim())]
    const [vendors, systems, people, units] = await Promise.all([
      vendorChoices(ports.db, caller, [typed['system.vendor_id'] ?? '']),
      systemChoices(ports.db, caller, chosen),
      assignable(ports.db, [typed['dep.owner']]),
      allUnits(ports.db),
    ])
    return {
      vendors: vendors.map(({ id, name }) => ({ value: id, label: name })),
      systems: systems.map(({ id, name, vendorName }) => ({ value: id, label: `${vendorName}: ${name}` })),
      people: people.map(({ id, name }) => ({ value: id, label: name })),
      units: units.filter(({ id }) => caller.unitIds?.includes(id) ?? true).map(({ id, name }) => ({ value: id, label: name })),
    }
  }
}

const aliasesOf = (before: Row | null) => (before && 'aliases' in before ? { aliases: before.aliases } : {})

/** Faults of records name API fields; a form knows columns. */
const toColumn =
  (noun: Noun) =>
  ({ path, message }: { path: string | null; message: string }): Fault => {
    const [key, part] = (path ?? '').split('.')
    const column = formColumns(noun).find((one) => one.key === key && (one.part === null || one.part === part))
    return { path: column?.name ?? null, message: column ? message : [path, message].filter(Boolean).join(': ') }
  }
