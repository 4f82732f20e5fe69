import { completenessOf } from '../../core/register-record'
import type { Vendor } from '../../store/register'
import type { besideVendors } from '../../store/register-page'
import { plural } from '../ui/days'
import { Meter } from '../ui/parts'
import { Day, Demo } from '../ui/signs'
import { edited, fact, factColumns, factText, known, type RegisterColumn, unknown } from './register-columns'

/** The columns of the list of vendors; `beside` is what was counted for the rows shown. */
export const vendorColumns = (beside: Awaited<ReturnType<typeof besideVendors>>, now: string): RegisterColumn<Vendor>[] => [
  {
    id: 'name',
    usual: true,
    head: 'Vendor',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/vendors/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        {row.domains[0] ? <span class="sub">{row.domains.slice(0, 2).join(', ')}</span> : null}
      </>
    ),
    text: (row) => row.name,
  },
  { id: 'tier', usual: true, head: 'Tier', cell: (row) => fact(row, 'tier') ?? unknown, text: (row) => factText(row.facts.tier) },
  {
    id: 'systems',
    usual: true,
    head: 'Systems',
    numeric: true,
    cell: (row) => beside.systems.get(row.id) ?? 0,
    text: (row) => String(beside.systems.get(row.id) ?? 0),
  },
  {
    id: 'sources',
    usual: true,
    head: 'Sources',
    numeric: true,
    cell: (row) => beside.sources.get(row.id) ?? 0,
    text: (row) => String(beside.sources.get(row.id) ?? 0),
  },
  {
    id: 'changeNoticeDays',
    usual: true,
    head: 'Notice promised',
    cell: (row) => {
      const days = row.facts.changeNoticeDays
      return typeof days === 'number' ? plural(days, 'day') : days === 'none' ? 'None' : unknown
    },
    text: (row) => factText(row.facts.changeNoticeDays),
  },
  {
    id: 'lastChange',
    usual: true,
    head: 'Last change',
    low: true,
    cell: (row) => {
      const at = beside.lastChange.get(row.id)
      return at ? <Day day={at.slice(0, 10)} now={now} weekday={false} /> : <span class="faint">None seen</span>
    },
    text: (row) => beside.lastChange.get(row.id) ?? '',
  },
  {
    id: 'facts',
    usual: false,
    head: 'Facts known',
    cell: (row) => <Meter {...completenessOf('vendor', row.facts)} />,
    text: (row) => known('vendor', row),
  },
  { id: 'domains', usual: false, head: 'Domains', cell: (row) => row.domains.join(', ') || unknown, text: (row) => row.domains.join(';') },
  edited(now),
  ...factColumns<Vendor>('vendor', ['tier', 'changeNoticeDays']),
]
