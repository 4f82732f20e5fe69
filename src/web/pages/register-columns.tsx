import { severities } from '../../core/kind'
import { completenessOf } from '../../core/register-record'
import type { Deployment, System, Vendor } from '../../store/register'
import type { besideDeployments, besideSystems, besideVendors } from '../../store/register-page'
import { plural, sentence } from '../ui/days'
import { Meter } from '../ui/parts'
import { Day, Demo, Due, SeveritySign } from '../ui/signs'
import type { Column } from '../ui/table'

const fact = (row: { facts: Record<string, unknown> }, name: string): string | null => {
  const value = row.facts[name]
  return typeof value === 'string' ? sentence(value.replaceAll('_', ' ')) : null
}
const unknown = <span class="faint">unknown</span>

export const vendorColumns = (beside: Awaited<ReturnType<typeof besideVendors>>, now: string): Column<Vendor>[] => [
  {
    head: 'Vendor',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/vendors/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        {row.domains[0] ? <span class="sub">{row.domains.slice(0, 2).join(', ')}</span> : null}
      </>
    ),
  },
  { head: 'Tier', cell: (row) => fact(row, 'tier') ?? unknown },
  { head: 'Systems', numeric: true, cell: (row) => beside.systems.get(row.id) ?? 0 },
  { head: 'Sources', numeric: true, cell: (row) => beside.sources.get(row.id) ?? 0 },
  {
    head: 'Last change',
    low: true,
    cell: (row) => {
      const at = beside.lastChange.get(row.id)
      return at ? <Day day={at.slice(0, 10)} now={now} weekday={false} /> : <span class="faint">None seen</span>
    },
  },
]

export const systemColumns = (beside: Awaited<ReturnType<typeof besideSystems>>): Column<System>[] => [
  {
    head: 'System',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/systems/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        {row.state === 'proposed' ? <span class="sub">Proposed: seen in a changelog</span> : null}
      </>
    ),
  },
  { head: 'Vendor', cell: (row) => <a href={`/vendors/${row.vendorId}`}>{beside.vendors.get(row.vendorId) ?? 'unknown'}</a> },
  { head: 'Kind', cell: (row) => fact(row, 'kind') ?? unknown },
  {
    head: 'Built on',
    cell: (row) => (beside.parents.get(row.id) ?? []).map((parent) => parent.name).join(', ') || <span class="faint">Nothing named</span>,
  },
  { head: 'Uses', numeric: true, cell: (row) => beside.uses.get(row.id) ?? 0 },
]

export const deploymentColumns = (
  beside: Awaited<ReturnType<typeof besideDeployments>>,
  names: Map<string, string>,
  now: string,
): Column<Deployment>[] => [
  {
    head: 'Deployment',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/deployments/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        <span class="sub">{row.ownerId ? (names.get(row.ownerId) ?? 'unknown owner') : 'no owner yet'}</span>
      </>
    ),
  },
  {
    head: 'System',
    cell: (row) => {
      const system = beside.systems.get(row.systemId)
      const parents = beside.parents.get(row.systemId) ?? []
      return (
        <>
          <a href={`/systems/${row.systemId}`}>{system?.name ?? 'unknown'}</a>
          <span class="sub">{parents.length ? `built on ${parents.map((parent) => parent.name).join(', ')}` : system?.vendorName}</span>
        </>
      )
    },
  },
  { head: 'Status', cell: (row) => fact(row, 'status') ?? unknown },
  { head: 'Legal status', cell: (row) => legalStatus(row.facts) },
  {
    head: 'Open reviews',
    cell: (row) => {
      const open = beside.open.filter((one) => one.key === row.id)
      const worst = severities.find((severity) => open.some((one) => one.severity === severity))
      const count = open.reduce((sum, one) => sum + one.count, 0)
      const due = open
        .map((one) => one.dueOn)
        .filter((day) => day !== null)
        .sort()[0]
      return worst ? (
        <>
          <SeveritySign severity={worst} />
          <span class="sub">
            {count} open
            {due ? (
              <>
                , <Due day={due} now={now} prefix="first " />
              </>
            ) : (
              ''
            )}
          </span>
        </>
      ) : (
        <span class="faint">None</span>
      )
    },
  },
  {
    head: 'Facts known',
    low: true,
    cell: (row) => (
      <>
        <Meter {...completenessOf('dep', row.facts)} />
        {beside.missing.get(row.id) ? (
          <span class="sub">{plural(beside.missing.get(row.id) ?? 0, 'fact')} would settle reviews</span>
        ) : null}
      </>
    ),
  },
]

export function legalStatus(facts: Record<string, unknown>) {
  const point = facts.annexIiiPoint
  if (typeof point === 'string' && point !== 'none')
    return (
      <>
        High-risk area<span class="sub">Annex III {point.replace(/^(\d)(\w)$/, '$1($2)')}</span>
      </>
    )
  if (facts.annexIProduct === true) return 'High-risk product (Annex I)'
  return point === 'none' && facts.annexIProduct === false ? 'Not high-risk' : <span class="faint">unknown</span>
}
