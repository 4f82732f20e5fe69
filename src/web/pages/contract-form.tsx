import { clauseList, clauseOf } from '../../core/contract/gaps'
import { citation, obligationOf } from '../../core/pack'
import { contractFields, contractRowFrom, removeContract, saveContract } from '../../flows/save-contract'
import { type Contract, contractById } from '../../store/contracts'
import { type Vendor, vendorById } from '../../store/register'
import { contracts } from '../../store/schema'
import { visible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, Removal, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { type Column, Table } from '../ui/table'
import { clauseName } from './contract-clauses'
import { doneAt } from './flash'
import { show } from './show'
import { demandVendor } from './vendor'

const blankRows = 3
const labels = {
  reference: 'Reference',
  startsOn: 'From',
  endsOn: 'Ends',
  renewsOn: 'Renews',
  noticeByOn: 'Last day to give notice',
  clauses: 'Clauses',
}

/** Forms to add, edit and remove a contract with a vendor: its days, and what its clauses say. */
export function contractForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/contracts/new', async (c) => {
    const vendor = await demandVendor(deps, callerOf(c), c.req.query('vendor') ?? '')
    const clauses = unlooked([])
    return form(c, vendor, null, typedFrom({ clauses }), [])
  })
  app.post('/contracts/new', async (c) => {
    const { typed } = await formFields(c)
    return save(c, await demandVendor(deps, callerOf(c), typed.vendorId ?? ''), null, typed)
  })
  app.get('/contracts/:id/edit', async (c) => {
    const before = await demand(c)
    return form(
      c,
      await vendorOf(before),
      before,
      { ...typedFrom({ ...before, clauses: [...before.clauses, ...unlooked(before.clauses)] }), version: String(before.version) },
      [],
    )
  })
  app.post('/contracts/:id/edit', async (c) => {
    const before = await demand(c)
    return save(c, await vendorOf(before), before, (await formFields(c)).typed)
  })
  app.post('/contracts/:id/remove', async (c) => {
    const before = await demand(c)
    const done = await removeContract(ports, callerOf(c), before)
    if (!done.ok) throw new Problem(409, done.reason, 'It has changed meanwhile. Read it again.')
    return c.redirect(doneAt(`/vendors/${before.vendorId}`, 'removed'), 303)
  })

  async function demand(c: AppContext): Promise<Contract> {
    const row = await contractById(ports.db, c.req.param('id') ?? '', visible.vendor(callerOf(c), contracts.vendorId))
    if (!row) throw notFound()
    return row
  }

  async function vendorOf(contract: Contract): Promise<Vendor> {
    const vendor = await vendorById(ports.db, contract.vendorId)
    if (!vendor) throw notFound()
    return vendor
  }

  async function save(c: AppContext, vendor: Vendor, before: Contract | null, typed: Typed) {
    if (before && typed.version !== String(before.version))
      return form(
        c,
        vendor,
        before,
        { ...typed, version: String(before.version) },
        [{ path: null, message: 'Somebody else has changed it since you opened this form. Compare, and save again to keep yours.' }],
        409,
      )
    const rows = rowsIn(typed).filter((row) => row.id)
    const twice = rows.find((row, index) => rows.findIndex((one) => one.id === row.id) !== index)
    if (twice) return form(c, vendor, before, typed, [{ path: 'clauses', message: `${twice.id} is there twice` }], 400)
    const parsed = contractFields.safeParse({
      vendorId: vendor.id,
      ...Object.fromEntries(
        (['reference', 'startsOn', 'endsOn', 'renewsOn', 'noticeByOn'] as const).map((name) => [name, typed[name]?.trim() || null]),
      ),
      clauses: rows.map((row) => ({
        id: row.id,
        present: row.present === 'yes' ? true : row.present === 'no' ? false : null,
        value: keptValue(before, row) ?? (row.value || null),
        reference: row.reference || null,
      })),
    })
    if (!parsed.success)
      return form(
        c,
        vendor,
        before,
        typed,
        fieldErrors(parsed.error).map(({ path, message }) => ({ path: path.split('.')[0] ?? null, message })),
        400,
      )
    const row = contractRowFrom(parsed.data, { id: before?.id ?? ports.newId(), at: ports.now() }, before)
    const done = await saveContract(ports, callerOf(c), row, before)
    if (done.ok) return c.redirect(doneAt(`/vendors/${vendor.id}`, before ? 'saved' : 'added'), 303)
    if (done.reason === 'invalid')
      return form(
        c,
        vendor,
        before,
        typed,
        done.errors.map(({ path, message }) => ({ path, message: message.replace('startsOn', 'its first day') })),
        400,
      )
    return form(
      c,
      vendor,
      before,
      typed,
      [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }],
      409,
    )
  }

  async function form(
    c: AppContext,
    vendor: Vendor,
    before: Contract | null,
    typed: Typed,
    faults: readonly Fault[],
    status: 200 | 400 | 409 = 200,
  ) {
    const title = before ? `Contract ${before.reference ?? 'without a reference'}` : `Add a contract with ${vendor.name}`
    const day = (name: 'startsOn' | 'endsOn' | 'renewsOn' | 'noticeByOn') => (
      <TextField type="date" name={name} label={labels[name]} typed={typed} faults={faults} />
    )
    return show(
      c,
      deps,
      {
        title,
        section: 'register',
        crumbs: [
          { href: '/register/vendors', label: 'Register: vendors' },
          { href: `/vendors/${vendor.id}`, label: vendor.name },
        ],
        children: (
          <>
            <Head title={title} />
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action={before ? `/contracts/${before.id}/edit` : '/contracts/new'}>
              <input type="hidden" name="vendorId" value={vendor.id} />
              {before ? <input type="hidden" name="version" value={typed.version ?? String(before.version)} /> : null}
              <fieldset>
                <legend>The agreement</legend>
                <TextField name="reference" label={labels.reference} hint="As it stands on the contract." typed={typed} faults={faults} />
                <div class="two">
                  {day('startsOn')}
                  {day('endsOn')}
                  {day('renewsOn')}
                  {day('noticeByOn')}
                </div>
              </fieldset>
              <fieldset id="f-clauses">
                <legend>Clauses</legend>
                <p class="hint">
                  The list is ours, not the law’s. What you have not looked for stays “not looked at”: it is never counted as missing. Below
                  it you can add clauses of your own.
                </p>
                <datalist id="clause-names">
                  {clauseList.map(({ id, name }) => (
                    <option value={id}>{name}</option>
                  ))}
                </datalist>
                <Table label="Clauses" columns={clauseColumns} rows={rowsIn(typed).map((row, index) => ({ ...row, index }))} />
              </fieldset>
              <p class="row">
                <button class="btn go" type="submit">
                  {before ? 'Save' : 'Add the contract'}
                </button>
                <a href={`/vendors/${vendor.id}`}>Cancel</a>
              </p>
            </form>
            {before ? (
              <Removal action={`/contracts/${before.id}/remove`} what={before.reference ?? 'this contract'}>
                The audit trail keeps what it said.
              </Removal>
            ) : null}
          </>
        ),
      },
      status,
    )
  }
}

/** The clauses of our list that a contract does not speak of yet. */
const unlooked = (held: readonly { id: string }[]) =>
  clauseList.filter(({ id }) => !held.some((one) => one.id === id)).map(({ id }) => ({ id, present: null }))

type Row = { id: string; present: string; value: string; reference: string }
const answers = [
  { value: '', label: 'Not looked at' },
  { value: 'yes', label: 'In the contract' },
  { value: 'no', label: 'Missing' },
]

type Numbered = Row & { index: number }
const textCell = (part: 'id' | 'value' | 'reference', label: string, list?: string) => (row: Numbered) => (
  <input
    name={`clause.${row.index}.${part}`}
    value={row[part]}
    list={list}
    maxlength={part === 'id' ? 200 : 2000}
    aria-label={`${label}${part === 'id' ? ` ${row.index + 1}` : ` of ${row.id ? clauseName(row.id) : `clause ${row.index + 1}`}`}`}
  />
)
const clauseColumns: Column<Numbered>[] = [
  {
    head: 'Clause',
    cell: (row) => {
      const clause = clauseOf(row.id)
      // on a phone this cell has no heading beside it, as the others have
      if (!clause)
        return (
          <label>
            <span class="sub">{row.id ? 'Clause' : 'Another clause'}</span>
            {textCell('id', row.id ? 'Clause' : 'Another clause', 'clause-names')(row)}
          </label>
        )
      return (
        <>
          <input type="hidden" name={`clause.${row.index}.id`} value={row.id} />
          <strong>{clause.name}</strong>
          <span class="sub">
            {sentence(clause.why)}: {clause.obligations.map((id) => citation(obligationOf(id))).join(', ')}.
            {clause.days ? ' Begin with the days.' : ''}
          </span>
        </>
      )
    },
  },
  {
    head: 'Found',
    cell: (row) => (
      <select name={`clause.${row.index}.present`} aria-label={`Found: ${row.id ? clauseName(row.id) : `clause ${row.index + 1}`}`}>
        {answers.map((answer) => (
          <option value={answer.value} selected={answer.value === row.present}>
            {answer.label}
          </option>
        ))}
      </select>
    ),
  },
  { head: 'What it says', cell: textCell('value', 'What it says') },
  { head: 'Where', cell: textCell('reference', 'Where') },
]

const shown = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value))

/** A value that is no text (a number of days, a list) stays what it is while its words are not changed. */
function keptValue(before: Contract | null, row: Row): unknown {
  const held = before?.clauses.find((clause) => clause.id === row.id)?.value
  return held !== undefined && held !== null && shown(held) === row.value ? held : undefined
}

function typedFrom(contract: Partial<Contract> & Pick<Contract, 'clauses'>): Typed {
  const typed: Typed = {}
  for (const name of ['reference', 'startsOn', 'endsOn', 'renewsOn', 'noticeByOn'] as const) typed[name] = contract[name] ?? ''
  for (const [index, clause] of contract.clauses.entries()) {
    typed[`clause.${index}.id`] = clause.id
    typed[`clause.${index}.present`] = clause.present === true ? 'yes' : clause.present === false ? 'no' : ''
    typed[`clause.${index}.value`] = shown(clause.value)
    typed[`clause.${index}.reference`] = clause.reference ?? ''
  }
  return typed
}

/** The rows of clauses as typed, and some empty ones to go on with. */
function rowsIn(typed: Typed): Row[] {
  const numbers = Object.keys(typed).flatMap((name) => /^clause\.(\d{1,3})\.id$/.exec(name)?.[1] ?? [])
  const rows = numbers
    .map(Number)
    .sort((a, b) => a - b)
    .map((index) => {
      const part = (name: string) => (typed[`clause.${index}.${name}`] ?? '').trim()
      return { id: part('id'), present: part('present'), value: part('value'), reference: part('reference') }
    })
    .filter((row) => row.id || row.value || row.reference)
  return [...rows, ...Array.from({ length: blankRows }, () => ({ id: '', present: '', value: '', reference: '' }))]
}
