import { severities } from '../../core/kind'
import { completenessOf } from '../../core/register-record'
import type { ShownDecision } from '../../flows/show-decisions'
import type { Deployment } from '../../store/register'
import type { besideDeployments } from '../../store/register-page'
import { plural } from '../ui/days'
import { Meter } from '../ui/parts'
import { Demo, Due, SeveritySign } from '../ui/signs'
import { DecisionState, decisionWord } from './decision-parts'
import { legalStatus, legalWords } from './legal-status'
import { edited, fact, factColumns, factText, known, type RegisterColumn, unknown } from './register-columns'

type BesideDeployments = Awaited<ReturnType<typeof besideDeployments>>
type OpenOfUse = BesideDeployments['open'] extends ReadonlyMap<string, infer Open> ? Open : never

/** The columns of the list of uses; `beside` is what was counted for the rows shown, `names` are those of owners, `decided` is by use. */
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
