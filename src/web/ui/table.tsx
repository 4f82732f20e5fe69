import type { Child } from 'hono/jsx'
import { plural } from './days'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachable = { tabindex: 0 }
/** On a phone the rows become blocks, and with that lose what they are to a screen reader: the roles say it again. */
const as = (role: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') => ({ role })
const rowRole = as('row')
const rowHeaderRole = as('rowheader')

export type Column<Row> = {
  head: string
  /** Name by which the list can be sorted; the head is then a link. */
  sort?: string
  numeric?: boolean
  /** Dropped on a phone. */
  low?: boolean
  cell: (row: Row) => Child
}

/**
 * A table of records: the first column names the row and carries its one link. On a phone its rows stack, hence the explicit roles.
 * `sorted` is the current order (`-detectedAt`), `sortHref` gives the address for another.
 */
export function Table<Row>({
  label,
  caption,
  columns,
  rows,
  sorted,
  sortHref,
  tight = false,
}: {
  label: string
  caption?: Child
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  sorted?: string
  sortHref?: (sort: string) => string
  /** Stays a table on a phone: for few short figures in many rows. */
  tight?: boolean
}) {
  const [first, ...others] = columns
  // of a column all cells say the same: a list has hundreds of them
  const rest = others.map(({ cell, head, numeric, low }) => ({
    cell,
    said: { ...as('cell'), 'data-l': head, class: [numeric ? 'num' : '', low ? 'lo' : ''].join(' ').trim() || undefined },
  }))
  return (
    <section class="scroll" aria-label={label} {...reachable}>
      <table {...as('table')} class={tight ? 'tight' : 'stack'}>
        {caption ? <caption>{caption}</caption> : null}
        <thead {...as('rowgroup')}>
          <tr {...as('row')}>
            {columns.map((column) => (
              <Heading column={column} sorted={sorted} sortHref={sortHref} />
            ))}
          </tr>
        </thead>
        <tbody {...as('rowgroup')}>
          {rows.map((row) => (
            <tr {...rowRole}>
              {first ? (
                <th {...rowHeaderRole} scope="row">
                  {first.cell(row)}
                </th>
              ) : null}
              {rest.map(({ cell, said }) => (
                <td {...said}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Heading<Row>({
  column,
  sorted,
  sortHref,
}: {
  column: Column<Row>
  sorted?: string | undefined
  sortHref?: ((sort: string) => string) | undefined
}) {
  const name = sorted?.replace(/^-/, '')
  const descending = sorted?.startsWith('-')
  const current = column.sort !== undefined && column.sort === name
  return (
    <th
      {...as('columnheader')}
      scope="col"
      class={[column.numeric ? 'num' : '', column.low ? 'lo' : ''].join(' ').trim() || undefined}
      aria-sort={current ? (descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sort && sortHref ? (
        <a href={sortHref(current && !descending ? `-${column.sort}` : column.sort)}>
          {column.head}
          {current ? (descending ? ' ↓' : ' ↑') : ''}
        </a>
      ) : (
        column.head
      )}
    </th>
  )
}

/** What is shown of how many, with links to the first and the next page. */
export const Pager = ({
  shown,
  total,
  first,
  next,
  noun,
  one = noun.replace(/s$/, ''),
}: {
  shown: number
  total: number | null
  first: string | null
  next: string | null
  noun: string
  /** Of one record. */
  one?: string
}) => (
  <div class="pager">
    <span>
      {shown} {total === null ? `shown of more than 10,000 ${noun}` : `shown of ${plural(total, one, noun)}`}
    </span>
    {first || next ? (
      <span class="row">
        {first ? (
          <a class="btn" href={first}>
            First page
          </a>
        ) : null}
        {next ? (
          <a class="btn" href={next} rel="next">
            Next page
          </a>
        ) : null}
      </span>
    ) : null}
  </div>
)
