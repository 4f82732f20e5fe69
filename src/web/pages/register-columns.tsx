import { type Field, factFields, type Noun } from '../../core/profile'
import { completenessOf } from '../../core/register-record'
import { sentence } from '../ui/days'
import { Day } from '../ui/signs'
import type { Column } from '../ui/table'
import { factWords } from './fact-words'
import { fieldWords } from './review'

/** A column that can be chosen: by `id` in the address; `text` is its cell in a file. `usual` = shown when nothing was chosen. */
export type RegisterColumn<Row> = Column<Row> & { id: string; usual: boolean; text: (row: Row) => string }
export type Facts = { facts: Record<string, unknown> }

export const fact = (row: Facts, name: string): string | null => {
  const value = row.facts[name]
  return typeof value === 'string' ? sentence(value.replaceAll('_', ' ')) : null
}
export const unknown = <span class="faint">unknown</span>

/** A fact as a cell of a file: lists parted by `;`, what has parts as JSON, unknown empty. */
export function factText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(';')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Every fact of the profile that no column of ours shows, to be chosen. */
export const factColumns = <Row extends Facts>(noun: Noun, taken: readonly string[]): RegisterColumn<Row>[] =>
  factFields(noun)
    .filter((field: Field) => !taken.includes(field.name))
    .map((field: Field) => ({
      id: field.name,
      usual: false,
      head: sentence(fieldWords(field.pack)),
      cell: (row) => factWords(row.facts[field.name]),
      text: (row) => factText(row.facts[field.name]),
    }))

export const edited = <Row extends { updatedAt: string }>(now: string): RegisterColumn<Row> => ({
  id: 'edited',
  usual: false,
  head: 'Last edited',
  sort: 'updatedAt',
  cell: (row) => <Day day={row.updatedAt.slice(0, 10)} now={now} weekday={false} />,
  text: (row) => row.updatedAt,
})

export const known = (noun: Noun, row: Facts) => {
  const { known: count, of } = completenessOf(noun, row.facts)
  return `${count} of ${of}`
}
