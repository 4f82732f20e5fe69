import { expected, fieldsOf, type Noun, type Shape } from './profile'
import { type Fact, valueSchema } from './register'

/**
 * A column of a register file. `name` is its header (`vendor.legal_name`), `key` the record's key in the API, `part` the key within it where a
 * column holds one of several (`dep.dates.dpia` → `dates`, `dpia`). `required` when a new record cannot do without.
 */
export type Column = { name: string; noun: Noun; key: string; part: string | null; shape: Shape; required: boolean }

export type Decoded = { ok: true; value: Fact } | { ok: false; message: string }

const text: Shape = { type: 'text', words: [] }
const id: Shape = { type: 'id' }
const own = (name: string, key: string, shape: Shape, required = false) => ({ name, key, shape, required })

/** What a record has besides the fields of the profile; its unit comes last. */
const besides: Record<Noun, ReturnType<typeof own>[]> = {
  org: [],
  vendor: [
    own('vendor.name', 'name', text, true),
    own('vendor.domains', 'domains', { type: 'list', parts: [] }),
    own('vendor.unit_id', 'unitId', id),
  ],
  system: [own('system.name', 'name', text, true), own('system.vendor_id', 'vendorId', id, true), own('system.unit_id', 'unitId', id)],
  dep: [own('dep.name', 'name', text, true), own('dep.system_id', 'systemId', id, true), own('dep.unit_id', 'unitId', id)],
}

/** The columns of a noun's file: its id, what names it, then the facts in the order of the pack. `dep.owner` holds the owner's e-mail. */
export function csvColumns(noun: Noun): Column[] {
  const kept = fieldsOf(noun).filter((field) => field.stored !== 'derived')
  const column = (name: string, key: string, shape: Shape, part: string | null = null): Column => ({
    name,
    noun,
    key,
    part,
    shape,
    required: false,
  })
  const facts = kept.flatMap(({ pack, name, shape }) =>
    shape.type === 'dates'
      ? shape.keys.map((date) => column(`${pack}.${date.pack}`, name, { type: 'date', words: [] }, date.name))
      : [column(pack, name, shape)],
  )
  const ids = facts.filter((fact) => fact.shape.type === 'id')
  return [...ids, ...besides[noun].map((other) => ({ ...other, noun, part: null })), ...facts.filter((fact) => fact.shape.type !== 'id')]
}

/** The columns of the file with one row a deployment: those of all three nouns. A system's vendor and a deployment's system are in the row itself. */
export const registerColumns = (): Column[] => (['vendor', 'system', 'dep'] as const).flatMap(csvColumns)

/**
 * A value as the text of its cell: empty = unknown, `[]` = an empty list, lists parted by `;`, what has parts as JSON. What would not come back
 * the same is written as JSON too, so decoding gives the value again.
 */
export function encodeCell(column: Pick<Column, 'shape'>, value: Fact | undefined): string {
  if (value === null || value === undefined) return ''
  const plain = plainCell(value)
  const back = plain === null ? null : decodeCell(column, plain)
  return plain !== null && back?.ok && same(back.value, value) ? plain : JSON.stringify(value)
}

/** The value of a cell; null when it is empty. A refusal says what was expected. */
export function decodeCell({ shape }: Pick<Column, 'shape'>, cell: string): Decoded {
  if (!cell.trim()) return { ok: true, value: null }
  const parsed = valueSchema(shape).safeParse(readCell(shape, cell))
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, message: `expected ${expected(shape)}${hint(shape)}, or an empty cell for unknown` }
}

function readCell(shape: Shape, cell: string): unknown {
  const word = cell.trim()
  switch (shape.type) {
    case 'text':
      return cell
    case 'boolean':
      return yesOrNo[word.toLowerCase()] ?? jsonOr(word, word)
    case 'integer':
      return /^\d{1,15}$/.test(word) ? Number(word) : word
    case 'set':
    case 'list':
      return readList(word)
    case 'parts':
      return shape.plain === 'list' ? readList(word) : /^[{"]/.test(word) ? jsonOr(word, cell) : cell
    case 'dates':
      return jsonOr(word, word)
    default:
      return word
  }
}

const yesOrNo: Record<string, boolean> = { true: true, false: false, yes: true, no: false }

const readList = (word: string): unknown => {
  const read = /^[[{]/.test(word) ? jsonOr(word, null) : null
  if (read !== null) return read
  return word
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item)
}

/** A cell that is not JSON is read as it stands, and its schema judges it. */
function jsonOr(word: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(word)
  } catch (error) {
    if (error instanceof SyntaxError) return otherwise
    throw error
  }
}

const plainCell = (value: Fact): string | null => {
  if (Array.isArray(value)) return value.length && value.every((item) => typeof item === 'string') ? value.join(';') : null
  return typeof value === 'object' ? null : String(value)
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const hint = (shape: Shape) => (shape.type === 'set' || shape.type === 'list' ? ', parted by ;, with [] for none' : '')
