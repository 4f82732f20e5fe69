import { expected, type Field, fieldByPackName, type Noun } from '../../core/profile'
import type { Fact } from '../../core/register'
import { type Column, csvColumns, decodeCell, encodeCell } from '../../core/register-file'
import { sentence } from '../ui/days'
import { Checks, type Fault, type Option, Select, TextArea, TextField, type Typed } from '../ui/form'

/** What a form of the register chooses from. */
export type Choices = { vendors: readonly Option[]; systems: readonly Option[]; people: readonly Option[]; units: readonly Option[] }

const fieldOf = (column: Column): Field | null => fieldByPackName(column.name.split('.').slice(0, 2).join('.'))
/** `dep.art6_3_exemption` → "Art6 3 exemption"; dates are named by their part. */
export const columnLabel = (column: Pick<Column, 'name'>) =>
  special[column.name] ??
  sentence(
    (column.name.split('.').at(-1) ?? '')
      .replaceAll('_', ' ')
      .replace(/\beu\b/gi, 'EU')
      .replace(/\bgdpr\b/gi, 'GDPR')
      .replace(/\bdpia\b/gi, 'DPIA'),
  )

const special: Record<string, string> = {
  'vendor.name': 'Name',
  'vendor.unit_id': 'Unit',
  'vendor.announced_before_days': 'A notice counts from so many days before a change',
  'vendor.announced_after_days': 'A notice counts until so many days after a change',
  'system.name': 'Name',
  'system.vendor_id': 'Vendor',
  'system.unit_id': 'Unit',
  'system.parent_system_ids': 'Built on (systems of other vendors or the same)',
  'dep.name': 'Name',
  'dep.system_id': 'System',
  'dep.unit_id': 'Unit',
  'dep.owner': 'Owner',
  'dep.annex_iii_point': 'AI Act Annex III point',
  'dep.annex_i_product': 'AI Act Annex I product',
  'dep.art6_3_exemption': 'AI Act Art 6(3) exemption',
  'org.aims_scope_system_ids': 'Systems in the scope of the AI management system',
  'system.gpai_based': 'Based on a general-purpose AI model',
}

/** What a form knows and a file does not: settings of ours, no facts of the vendor. */
const settings: Partial<Record<Noun, Column[]>> = {
  vendor: [
    {
      name: 'vendor.announced_before_days',
      noun: 'vendor',
      key: 'announcedBeforeDays',
      part: null,
      shape: { type: 'integer', words: [] },
      required: false,
    },
    {
      name: 'vendor.announced_after_days',
      noun: 'vendor',
      key: 'announcedAfterDays',
      part: null,
      shape: { type: 'integer', words: [] },
      required: false,
    },
  ],
}
const hints: Record<string, string> = {
  'vendor.announced_before_days': 'Empty: 14. From 0 to 365.',
  'vendor.announced_after_days': 'Empty: 3. From 0 to 90.',
}

export const formColumns = (noun: Noun) => [
  ...csvColumns(noun).filter((column) => column.shape.type !== 'id' || column.key === 'unitId' || column.required),
  ...(settings[noun] ?? []),
]

/** What stands in a form for a record: its cells as text, several values of a set parted by `;`. */
export function typedFrom(noun: Noun, record: Record<string, unknown>): Typed {
  return Object.fromEntries(
    formColumns(noun).map((column) => {
      const whole = record[column.key]
      const value = column.part && isRecord(whole) ? whole[column.part] : whole
      return [column.name, column.shape.type === 'list' && isTexts(value) ? value.join('\n') : encodeCell(column, factOf(value))]
    }),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && !one.includes('\n'))
const factOf = (value: unknown): Fact | undefined => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** A record from what was typed, or every fault by field. Empty = unknown. */
export function recordFrom(
  noun: Noun,
  typed: Typed,
  all: (name: string) => string[],
): { record: Record<string, unknown>; faults: Fault[] } {
  const record: Record<string, unknown> = {}
  const faults: Fault[] = []
  for (const column of formColumns(noun)) {
    const cell = cellOf(column, typed, all)
    const decoded = decodeCell(column, cell)
    if (!decoded.ok) faults.push({ path: column.name, message: decoded.message.replace(', or an empty cell for unknown', '') })
    else if (column.required && decoded.value === null) faults.push({ path: column.name, message: 'is needed' })
    else if (column.part && decoded.value !== null)
      record[column.key] = { ...(isRecord(record[column.key]) ? Object(record[column.key]) : {}), [column.part]: decoded.value }
    else if (!column.part) record[column.key] = decoded.value
  }
  return { record, faults }
}

function cellOf({ name, shape }: Column, typed: Typed, all: (name: string) => string[]): string {
  if (shape.type === 'set')
    return all(name).includes('[]') && all(name).length === 1
      ? '[]'
      : all(name)
          .filter((value) => value !== '[]')
          .join(';')
  if (ofSystems.includes(name)) {
    const ids = all(name).flatMap((one) => one.split('\n').map((id) => id.trim()))
    const some = ids.filter((id) => id && id !== '[]')
    return some.length || ids.includes('[]') ? JSON.stringify(some) : ''
  }
  const text = (typed[name] ?? '').trim()
  if (shape.type !== 'list' || /^[[{]/.test(text)) return text
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.length ? JSON.stringify(lines) : ''
}

/** Lists of systems, chosen by name. */
const ofSystems = ['system.parent_system_ids', 'org.aims_scope_system_ids']
const yesNo: Option[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
const readable = (value: string) => sentence(value.replaceAll('_', ' '))

const Control = ({ column, typed, faults, choices }: { column: Column; typed: Typed; faults: readonly Fault[]; choices: Choices }) => {
  const { name, shape } = column
  const field = fieldOf(column)
  const base = { name, label: columnLabel(column), hint: column.part ? undefined : (hints[name] ?? field?.why), typed, faults }
  if (column.key === 'vendorId') return <Select {...base} options={choices.vendors} blank="Choose one" required />
  if (column.key === 'systemId') return <Select {...base} options={choices.systems} blank="Choose one" required />
  if (column.key === 'unitId')
    return <Select {...base} hint="Who is to see it. Without a unit everybody does." options={choices.units} blank="All units" />
  switch (shape.type) {
    case 'person':
      return <Select {...base} options={choices.people} blank="Nobody yet" />
    case 'boolean':
      return <Select {...base} options={yesNo} blank="Not known" />
    case 'enum':
      return <Select {...base} options={shape.values.map((value) => ({ value, label: readable(value) }))} blank="Not known" />
    case 'set':
      return (
        <Checks
          name={name}
          label={base.label}
          hint={base.hint}
          options={[...shape.values.map((value) => ({ value, label: readable(value) })), { value: '[]', label: 'None of these' }]}
          chosen={typed[name] === '[]' ? ['[]'] : (typed[name] ?? '').split(';')}
        />
      )
    case 'date':
      return shape.words.length ? (
        <TextField {...base} placeholder={`YYYY-MM-DD, or ${shape.words.join(', ')}`} />
      ) : (
        <TextField {...base} type="date" />
      )
    case 'integer':
      return (
        <TextField {...base} inputmode="numeric" placeholder={shape.words.length ? `A number, or ${shape.words.join(', ')}` : undefined} />
      )
    case 'list':
      return ofSystems.includes(name) ? (
        <Systems
          {...base}
          hint={base.hint ? `${base.hint}.` : 'What this system rests on: a change there reaches here.'}
          none={name === 'org.aims_scope_system_ids' ? 'None of them' : null}
          options={choices.systems}
        />
      ) : (
        <TextArea {...base} hint={`${base.hint ? `${base.hint}. ` : ''}One on each line; empty is not known, [] is none.`} rows={2} />
      )
    case 'parts':
      return <TextArea {...base} hint={`${base.hint ? `${base.hint}. ` : ''}${sentence(expected(shape))}.`} rows={2} />
    default:
      return <TextField {...base} required={column.required} />
  }
}

/** `none` is the word for a list that is known to be empty. */
const Systems = ({
  options,
  none,
  ...base
}: {
  name: string
  label: string
  hint?: string
  typed: Typed
  faults: readonly Fault[]
  options: readonly Option[]
  none: string | null
}) => {
  const chosen = (base.typed[base.name] ?? '').split(/[;\n]/).map((one) => one.trim())
  const all = none ? [...options, { value: '[]', label: none }] : options
  return (
    <div class="field">
      <label for={`f-${base.name}`}>{base.label}</label>
      <span class="hint">{base.hint} Hold Ctrl to choose several.</span>
      <select id={`f-${base.name}`} name={base.name} multiple size={Math.min(6, Math.max(2, all.length))}>
        {all.map((option) => (
          <option value={option.value} selected={chosen.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** All fields of a record, those that rules read before those that only inform. */
export const RecordFields = ({
  noun,
  typed,
  faults,
  choices,
}: {
  noun: Noun
  typed: Typed
  faults: readonly Fault[]
  choices: Choices
}) => {
  const columns = formColumns(noun)
  const own = columns.filter(
    (column) =>
      column.required ||
      column.key === 'unitId' ||
      column.key === 'domains' ||
      column.shape.type === 'person' ||
      column.name === 'system.parent_system_ids',
  )
  const rest = columns.filter((column) => !own.includes(column))
  const read = rest.filter((column) => fieldOf(column)?.neededBy.length)
  const dates = rest.filter((column) => column.part)
  const others = rest.filter((column) => !read.includes(column) && !column.part)
  const wrong = (some: readonly Column[]) => some.some((column) => faults.some((fault) => fault.path === column.name))
  const list = (some: readonly Column[]) =>
    some.map((column) => <Control column={column} typed={typed} faults={faults} choices={choices} />)
  return (
    <>
      {own.length ? (
        <fieldset>
          <legend>What it is</legend>
          {list(own)}
        </fieldset>
      ) : null}
      {read.length ? (
        <fieldset>
          <legend>Facts that decide what is due</legend>
          <p class="hint">Leave what you do not know empty: it counts as unknown, never as no, and shows up as a fact to complete.</p>
          {list(read.filter((column) => !column.part))}
        </fieldset>
      ) : null}
      {dates.length ? (
        <fieldset>
          <legend>When it was last looked at</legend>
          <div class="two">{list(dates)}</div>
        </fieldset>
      ) : null}
      {others.length ? (
        <details open={wrong(others)}>
          <summary>Other facts</summary>
          <div class="form">{list(others)}</div>
        </details>
      ) : null}
    </>
  )
}
