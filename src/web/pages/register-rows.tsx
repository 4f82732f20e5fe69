import { decisionsThatCount } from '../../flows/show-decisions'
import { namesOf } from '../../store/case-page'
import { registerList } from '../../store/register-list'
import { besideDeployments, besideSystems, besideVendors } from '../../store/register-page'
import type { Caller } from '../authorise'
import type { AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { Table } from '../ui/table'
import { deploymentColumns } from './deployment-columns'
import { type Asked, mostColumns, registerAddress, sortText } from './register-asked'
import type { RegisterColumn } from './register-columns'
import { systemColumns } from './system-columns'
import { vendorColumns } from './vendor-columns'

/** The columns to show: those asked for in the order of the menu, else the usual ones; the first, which names the row, always. */
export function chosen<Row>(columns: readonly RegisterColumn<Row>[], asked: readonly string[]): RegisterColumn<Row>[] {
  const wanted = columns.filter((column, index) => index === 0 || (asked.length ? asked.includes(column.id) : column.usual))
  return wanted.slice(0, mostColumns)
}

type Menu = { id: string; head: string; shown: boolean }
export type Rows = {
  shown: number
  total: number | null
  next: string | null
  table: ReturnType<typeof Table>
  menu: Menu[]
  /** The head and the rows as cells of a file, the record's id first: a page shows none of it. */
  cells: () => string[][]
  head: string[]
}

/** A page of a level of the register, drawn and as cells; `counted` false leaves the total to whoever knows it. */
export async function rowsOf(
  { ports: { db, now } }: AppDeps,
  caller: Caller,
  asked: Asked,
  { limit, counted = true }: { limit: number; counted?: boolean },
): Promise<Rows> {
  const request = { filter: asked.filter, sort: asked.sort, cursor: asked.cursor, limit, counted }
  if (asked.level === 'vendors') {
    const page = pageOrProblem(await registerList.vendors(db, caller, request))
    const beside = await besideVendors(
      db,
      page.items.map((row) => row.id),
    )
    return drawn(asked, page, vendorColumns(beside, now()))
  }
  if (asked.level === 'systems') {
    const page = pageOrProblem(await registerList.systems(db, caller, request))
    return drawn(asked, page, systemColumns(await besideSystems(db, page.items), now()))
  }
  const page = pageOrProblem(await registerList.deployments(db, caller, request))
  const [beside, decided, names] = await Promise.all([
    besideDeployments(db, page.items),
    decisionsThatCount(
      { db },
      page.items.map((row) => row.id),
      now(),
    ),
    namesOf(
      db,
      page.items.map((row) => row.ownerId),
    ),
  ])
  return drawn(asked, page, deploymentColumns(beside, names, now(), decided))
}

function drawn<Row extends { id: string }>(
  asked: Asked,
  page: { items: Row[]; next: string | null; total: number | null },
  columns: RegisterColumn<Row>[],
): Rows {
  const some = chosen(columns, asked.columns)
  return {
    shown: page.items.length,
    total: page.total,
    next: page.next,
    table: (
      <Table
        label={asked.level}
        columns={some}
        rows={page.items}
        sorted={sortText(asked.sort)}
        sortHref={(to) => registerAddress(asked, { sort: to === 'name' ? null : to })}
      />
    ),
    menu: columns.slice(1).map((column) => ({ id: column.id, head: column.head, shown: some.includes(column) })),
    head: ['Id', ...some.map((column) => column.head)],
    cells: () => page.items.map((row) => [row.id, ...some.map((column) => column.text(row))]),
  }
}
