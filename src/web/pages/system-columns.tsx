import { completenessOf } from '../../core/register-record'
import type { System } from '../../store/register'
import type { besideSystems } from '../../store/register-page'
import { Meter } from '../ui/parts'
import { Demo } from '../ui/signs'
import { edited, fact, factColumns, factText, known, type RegisterColumn, unknown } from './register-columns'

/** The columns of the list of systems; `beside` is what was counted for the rows shown. */
export const systemColumns = (beside: Awaited<ReturnType<typeof besideSystems>>, now: string): RegisterColumn<System>[] => [
  {
    id: 'name',
    usual: true,
    head: 'System',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/systems/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        {row.state === 'proposed' ? <span class="sub">Proposed: seen in a changelog</span> : null}
      </>
    ),
    text: (row) => row.name,
  },
  {
    id: 'vendor',
    usual: true,
    head: 'Vendor',
    cell: (row) => <a href={`/vendors/${row.vendorId}`}>{beside.vendors.get(row.vendorId) ?? 'unknown'}</a>,
    text: (row) => beside.vendors.get(row.vendorId) ?? '',
  },
  { id: 'kind', usual: true, head: 'Kind', cell: (row) => fact(row, 'kind') ?? unknown, text: (row) => factText(row.facts.kind) },
  {
    id: 'parents',
    usual: true,
    head: 'Built on',
    cell: (row) => (beside.parents.get(row.id) ?? []).map((parent) => parent.name).join(', ') || <span class="faint">Nothing named</span>,
    text: (row) => (beside.parents.get(row.id) ?? []).map((parent) => parent.name).join(';'),
  },
  {
    id: 'versionBinding',
    usual: true,
    head: 'Version',
    low: true,
    cell: (row) => fact(row, 'versionBinding') ?? unknown,
    text: (row) => factText(row.facts.versionBinding),
  },
  {
    id: 'uses',
    usual: true,
    head: 'Uses',
    numeric: true,
    cell: (row) => beside.uses.get(row.id) ?? 0,
    text: (row) => String(beside.uses.get(row.id) ?? 0),
  },
  {
    id: 'facts',
    usual: false,
    head: 'Facts known',
    cell: (row) => <Meter {...completenessOf('system', row.facts)} />,
    text: (row) => known('system', row),
  },
  edited(now),
  ...factColumns<System>('system', ['kind', 'versionBinding', 'parentSystemIds']),
]
