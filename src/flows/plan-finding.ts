import { objectByContract, subprocessorDays } from '../core/contract/gaps'
import { addDays, type Day, earliest } from '../core/day'
import { type Severity, severities } from '../core/kind'
import { type Demand, higherSeverity } from '../core/merge-reviews'
import { type packVersion, triggerOf } from '../core/pack'
import { planReviews, responsibleRole } from '../core/plan'
import type { Because, PlannedReview } from '../core/plan-deployment'
import { type PackRecord, toPackRecord } from '../core/register'
import { silentKind } from '../core/severity'
import type { VendorChange } from '../core/vendor-change'
import type { Ports } from '../ports'
import type { ExplanationRow } from '../store/explanations'
import type { Finding } from '../store/findings'
import type { ContractInBrief, DeploymentRow, Reach, SystemRow } from '../store/reach'

/** What the id of a use begins with that stands for a system of which no use is registered. */
export const draftPrefix = 'draft-'

type TaskReason = { kind: string; text: string; explanationId: string | null }

/** What the rules make due for one deployment and obligation, as a review keeps it. */
export type PlannedTask = Demand & {
  deploymentId: string
  obligationId: string
  label: string
  labelInputs: Record<string, unknown>
  /** The same list for tasks whose reasons are the same: never changed in place. */
  reasons: TaskReason[]
  /** Empty fields (names of the pack) that leave it provisional. */
  missing: string[]
}

/** Where a planned deployment stands in the register; `deployment` null is a draft for a system that nobody has registered a use of. */
export type PlannedDeployment = {
  deploymentId: string
  severity: Severity
  dueOn: Day | null
  system: SystemRow
  deployment: DeploymentRow | null
}

export type FindingPlan = {
  severity: Severity
  tasks: PlannedTask[]
  deployments: PlannedDeployment[]
  notes: string[]
  /** How the reasons of the tasks came about, each once. */
  explanations: ExplanationRow[]
  pack: typeof packVersion
}

/** What of a finding the rules read. */
export type Planned = Pick<
  Finding,
  'vendorId' | 'kinds' | 'announcement' | 'detectedAt' | 'effectiveOn' | 'objectBy' | 'notifiedOn' | 'sets' | 'systemIds'
>

/** The reviews that a finding makes due in what it reaches. Pure: same finding, same register, same plan. */
export function planFinding({ digest }: Pick<Ports, 'digest'>, finding: Planned, reach: Reach): FindingPlan {
  const records = recordsOf(reach, toldOn(finding))
  const plan = planReviews(
    records.map(({ record }) => record),
    changeOf(finding, reach.contracts),
  )
  const places = new Map(records.map((place) => [place.deployment?.id ?? `${draftPrefix}${place.system.id}`, place]))
  const deployments: PlannedDeployment[] = []
  const tasks: PlannedTask[] = []
  const notes = new Set<string>()
  const roleOf = remembered(responsibleRole)
  const explained = explanationsOf(digest)
  const alike = sharedReasons()
  for (const { deployment: deploymentId, plan: made } of plan.deployments) {
    const place = places.get(deploymentId)
    if (!place) throw new Error(`the plan names a deployment that was not asked for: ${deploymentId}`)
    deployments.push({ deploymentId, severity: made.severity, dueOn: made.due, system: place.system, deployment: place.deployment })
    for (const review of made.reviews) tasks.push(taskOf(deploymentId, review, { roleOf, explanationId: explained.idOf, alike }))
    for (const note of made.notes) if (notes.size < maxNotes) notes.add(note)
  }
  const severity = deployments.reduce<Severity>((worst, one) => higherSeverity(worst, one.severity), 'info')
  return {
    severity: deployments.length ? severity : severityAlone(finding),
    tasks,
    deployments,
    notes: [...notes],
    explanations: explained.rows(),
    pack: plan.pack,
  }
}

const maxNotes = 50

/** The same answer for the same kinds, worked out once a plan. */
function remembered(roleOf: (kinds: string[]) => string): (kinds: string[]) => string {
  const known = new Map<string, string>()
  return (kinds) => {
    const key = kinds.join(' ')
    const role = known.get(key) ?? roleOf(kinds)
    known.set(key, role)
    return role
  }
}

/** The day from which days to object count: when we were told, else when we saw it. */
const toldOn = ({ notifiedOn, detectedAt }: Pick<Finding, 'notifiedOn' | 'detectedAt'>): Day => notifiedOn ?? detectedAt.slice(0, 10)

/**
 * A change in the words of the pack. The facts of the finding, and of the register what a contract says of objecting to changed terms: it is a stored deadline
 * like one that the change states. Days to object to a sub-processor stand in the record, where the pack looks for them.
 */
export function changeOf(finding: Planned, contracts: readonly ContractInBrief[] = []): VendorChange {
  const [mine, told] = [ofVendor(contracts, finding.vendorId), toldOn(finding)]
  const others = finding.kinds.filter((kind) => kind !== 'subprocessor-added')
  const byContract = objectByContract(mine, others, told) === null ? null : objectByContract(mine, finding.kinds, told)
  return {
    kinds: finding.kinds,
    detected: finding.detectedAt.slice(0, 10),
    effective: finding.effectiveOn,
    silent: finding.announcement === 'silent',
    objection_deadline: finding.objectBy ?? byContract,
    notified: finding.notifiedOn,
    sets: finding.sets,
  }
}

type Place = { record: PackRecord; system: SystemRow; deployment: DeploymentRow | null }

/** One flat record a deployment, and one for each system that has none. */
function recordsOf({ organisation, systems, vendors, deployments, contracts = [] }: Reach, day: Day): Place[] {
  const vendorsById = new Map(
    vendors.map((vendor) => {
      const days = subprocessorDays(ofVendor(contracts, vendor.id), day)
      return [vendor.id, { ...vendor.facts, ...(days === null ? {} : { subprocessorObjectionDays: days }), id: vendor.id }]
    }),
  )
  const systemsById = new Map(systems.map((system) => [system.id, system]))
  const ours = { ...organisation?.facts }
  const place = (system: SystemRow, deployment: DeploymentRow | null): Place => ({
    system,
    deployment,
    record: toPackRecord({
      organisation: ours,
      vendor: vendorsById.get(system.vendorId) ?? {},
      system: { ...system.facts, id: system.id },
      deployment: deployment && { ...deployment.facts, id: deployment.id, ownerId: deployment.ownerId },
    }),
  })
  const used = new Set(deployments.map((deployment) => deployment.systemId))
  return [
    ...deployments.flatMap((deployment) => {
      const system = systemsById.get(deployment.systemId)
      return system ? [place(system, deployment)] : []
    }),
    ...systems.filter((system) => !used.has(system.id)).map((system) => place(system, null)),
  ]
}

/** One list for all tasks of a plan whose reasons are the same. */
function sharedReasons(): (reasons: TaskReason[]) => TaskReason[] {
  const known = new Map<string, TaskReason[]>()
  return (reasons) => {
    const name = reasons.map(({ kind, text, explanationId }) => `${kind}\n${explanationId}\n${text}`).join('\n\n')
    const list = known.get(name) ?? reasons
    known.set(name, list)
    return list
  }
}

type TaskWays = {
  roleOf: (kinds: string[]) => string
  explanationId: (because: Because | undefined) => string | null
  alike: (reasons: TaskReason[]) => TaskReason[]
}

function taskOf(deploymentId: string, review: PlannedReview, { roleOf, explanationId, alike }: TaskWays): PlannedTask {
  const role = roleOf(review.reasons.map((reason) => reason.kind))
  const because = review.because()
  return {
    deploymentId,
    obligationId: review.obligation,
    action: review.action,
    severity: review.severity,
    role,
    dueOn: review.due,
    lateFromStart: review.late,
    provisional: review.provisional,
    stale: review.stale,
    label: review.label,
    labelInputs: review.labelInputs,
    reasons: alike(review.reasons.map((reason, index) => ({ ...reason, explanationId: explanationId(because[index]) }))),
    missing: review.missing,
  }
}

/** How a reason came about, as it is kept with it: the values of the conditions. The facts behind them are in the register's history. */
export type Explanation = Omit<Because, 'facts' | 'kind'>

/** Gives each explanation its id, and keeps each once. */
function explanationsOf(digest: Ports['digest']) {
  const idByText = new Map<string, string>()
  const known = new WeakMap<Because, string>()
  return {
    idOf: (because: Because | undefined): string | null => {
      if (!because) return null
      const same = known.get(because)
      if (same) return same
      const explanation: Explanation = { state: because.state, conditions: because.conditions, days: because.days }
      const text = JSON.stringify(explanation)
      const id = idByText.get(text) ?? digest(text)
      idByText.set(text, id)
      known.set(because, id)
      return id
    },
    rows: (): ExplanationRow[] => [...idByText].map(([data, id]) => ({ id, data })),
  }
}

/** Severity where nothing of ours is reached: the severest default, one step up when silent, as the pack's rule *severity* has it. */
export function severityAlone({ kinds, announcement }: Pick<Finding, 'kinds' | 'announcement'>): Severity {
  const silent = announcement === 'silent' || kinds.includes(silentKind)
  return kinds.reduce<Severity>((worst, kind) => {
    const byDefault = triggerOf(kind).default_severity
    const raised =
      silent && kind !== silentKind && byDefault !== 'info'
        ? (severities[Math.max(severities.indexOf(byDefault) - 1, 0)] ?? byDefault)
        : byDefault
    return higherSeverity(worst, raised)
  }, 'info')
}

const ofVendor = (contracts: readonly ContractInBrief[], vendorId: string) => contracts.filter((one) => one.vendorId === vendorId)

/**
 * The last day to object: as the change states it; else the earliest that the contracts in force give for one of its kinds, counted from the day we were told;
 * for a new sub-processor of which no contract speaks, the vendor's field. Art 28(2) GDPR gives the right to object but no period.
 */
export function objectByOf(
  finding: Pick<Finding, 'vendorId' | 'kinds' | 'objectBy' | 'notifiedOn' | 'detectedAt'>,
  vendorFacts: Record<string, unknown>,
  contracts: readonly ContractInBrief[] = [],
): Day | null {
  if (finding.objectBy) return finding.objectBy
  const [told, mine] = [toldOn(finding), ofVendor(contracts, finding.vendorId)]
  const days = vendorFacts.subprocessorObjectionDays
  const byField = finding.kinds.includes('subprocessor-added') && typeof days === 'number' && subprocessorDays(mine, told) === null
  return earliest([objectByContract(mine, finding.kinds, told), byField ? addDays(told, days) : null])
}
