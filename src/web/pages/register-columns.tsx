import { severities } from '../../core/kind'
import { type Field, factFields, type Noun } from '../../core/profile'
import { completenessOf } from '../../core/register-record'
import type { ShownDecision } from '../../flows/show-decisions'
import type { Deployment, System, Vendor } from '../../store/register'
import type { besideDeployments, besideSystems, besideVendors } from '../../store/register-page'
import { plural, sentence } from '../ui/days'
import { Meter } from '../ui/parts'
import { Day, Demo, Due, SeveritySign } from '../ui/signs'
import type { Column } from '../ui/table'
import { DecisionState, decisionWord } from './decision-parts'
import { factWords } from './fact-words'
import { fieldWords } from './review'

/** A column that can be chosen: by `id` in the address; `text` is its cell in a file. `usual` = shown when nothing was chosen. */
export type RegisterColumn<Row> = Column<Row> & { id: string; usual: boolean; text: (row: Row) => string }
type Facts = { facts: Record<string, unknown> }

const fact = (row: Facts, name: string): string | null => {
  const value = row.facts[name]
  return typeof value === 'string' ? sentence(value.replaceAll('_', ' ')) : null
}
const unknown = <span class="faint">unknown</span>

/** A fact as a cell of a file: lists parted by `;`, what has parts as JSON, unknown empty. */
export function factText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(';')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Every fact of the profile that no column of ours shows, to be chosen. */
const factColumns = <Row extends Facts>(noun: Noun, taken: readonly string[]): RegisterColumn<Row>[] =>
  factFields(noun)
    .filter((field: Field) => !taken.includes(field.name))
    .map((field: Field) => ({
      id: field.name,
      usual: false,
      head: sentence(fieldWords(field.pack)),
      cell: (row) => factWords(row.facts[field.name]),
      text: (row) => factText(row.facts[field.name]),
    }))

const edited = <Row extends { updatedAt: string }>(now: string): RegisterColumn<Row> => ({
  id: 'edited',
  usual: false,
  head: 'Last edited',
  sort: 'updatedAt',
  cell: (row) => <Day day={row.updatedAt.slice(0, 10)} now={now} weekday={false} />,
  text: (row) => row.updatedAt,
})

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

const known = (noun: Noun, row: Facts) => {
  const { known: count, of } = completenessOf(noun, row.facts)
  return `${count} of ${of}`
}

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

type BesideDeployments = Awaited<ReturnType<typeof besideDeployments>>
type OpenOfUse = BesideDeployments['open'] extends ReadonlyMap<string, infer Open> ? Open : never

export const deploymentColumns = (
  beside: BesideDeployments,
  names: Map<string, string>,
  now: string,
  decided: ReadonlyMap<string, ShownDecision>,
): RegisterColumn<Deployment>[] => [
  {
    id: 'name',
    usual: true,
    head: 'Deployment',
    sort: 'name',
    cell: (row) => (
      <>
        <a href={`/deployments/${row.id}`}>{row.name}</a> <Demo demo={row.demo} />
        <span class="sub">{row.ownerId ? (names.get(row.ownerId) ?? 'unknown owner') : 'no owner yet'}</span>
      </>
    ),
    text: (row) => row.name,
  },
  {
    id: 'system',
    usual: true,
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
    text: (row) => beside.systems.get(row.systemId)?.name ?? '',
  },
  { id: 'status', usual: true, head: 'Status', cell: (row) => fact(row, 'status') ?? unknown, text: (row) => factText(row.facts.status) },
  { id: 'legal', usual: true, head: 'Legal status', cell: (row) => legalStatus(row.facts), text: (row) => legalWords(row.facts) },
  {
    id: 'decision',
    usual: true,
    head: 'Decision',
    cell: (row) => {
      const decision = decided.get(row.id)
      return decision ? (
        <a href={`/decisions/${decision.id}`}>
          <DecisionState state={decision.state} />
        </a>
      ) : (
        <span class="faint">None</span>
      )
    },
    text: (row) => {
      const decision = decided.get(row.id)
      return decision ? decisionWord(decision.state) : ''
    },
  },
  {
    id: 'open',
    usual: true,
    head: 'Open reviews',
    cell: (row) => <OpenReviews open={beside.open.get(row.id) ?? []} now={now} />,
    text: (row) => String((beside.open.get(row.id) ?? []).reduce((sum, one) => sum + one.count, 0)),
  },
  {
    id: 'facts',
    usual: true,
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
    text: (row) => known('dep', row),
  },
  {
    id: 'owner',
    usual: false,
    head: 'Owner',
    cell: (row) => (row.ownerId ? (names.get(row.ownerId) ?? unknown) : <span class="faint">Nobody yet</span>),
    text: (row) => (row.ownerId ? (names.get(row.ownerId) ?? '') : ''),
  },
  {
    id: 'vendor',
    usual: false,
    head: 'Vendor',
    cell: (row) => {
      const system = beside.systems.get(row.systemId)
      return system ? <a href={`/vendors/${system.vendorId}`}>{system.vendorName}</a> : unknown
    },
    text: (row) => beside.systems.get(row.systemId)?.vendorName ?? '',
  },
  edited(now),
  ...factColumns<Deployment>('dep', ['status']),
]

const OpenReviews = ({ open, now }: { open: OpenOfUse; now: string }) => {
  const worst = severities.find((severity) => open.some((one) => one.severity === severity))
  if (!worst) return <span class="faint">None</span>
  const due = open
    .map((one) => one.dueOn)
    .filter((day) => day !== null)
    .sort()[0]
  return (
    <>
      <SeveritySign severity={worst} />
      <span class="sub">
        {open.reduce((sum, one) => sum + one.count, 0)} open
        {due ? (
          <>
            , <Due day={due} now={now} prefix="first " />
          </>
        ) : (
          ''
        )}
      </span>
    </>
  )
}

const annexPoint = (facts: Record<string, unknown>) =>
  typeof facts.annexIiiPoint === 'string' && facts.annexIiiPoint !== 'none' ? facts.annexIiiPoint.replace(/^(\d)(\w)$/, '$1($2)') : null

/** The same in words alone, for files. */
function legalWords(facts: Record<string, unknown>): string {
  const point = annexPoint(facts)
  if (point) return `High-risk area, Annex III ${point}`
  if (facts.annexIProduct === true) return 'High-risk product (Annex I)'
  return facts.annexIiiPoint === 'none' && facts.annexIProduct === false ? 'Not high-risk' : ''
}

export function legalStatus(facts: Record<string, unknown>) {
  const point = annexPoint(facts)
  if (point)
    return (
      <>
        High-risk area<span class="sub">Annex III {point}</span>
      </>
    )
  return legalWords(facts) || <span class="faint">unknown</span>
}
