import { type Day, earliest } from './day'
import type { Severity } from './kind'
import type { Reason } from './links'
import { type Action, pack, packVersion, triggerOf } from './pack'
import { type Because, type DeploymentPlan, type PlannedReview, planDeployment, prepareChange } from './plan-deployment'
import { type Reached, reachedRecords } from './reach'
import type { PackRecord } from './register'
import { severest } from './severity'
import { type DecisionInput, kindsOf, type VendorChange } from './vendor-change'

/** A task as *semantics-output* writes it; `deployment` where several were decided. `because` shows how it came about. */
export type Task = {
  deployment?: string
  obligation: string
  action: Action
  label: string
  due: Day | null
  late: boolean
  provisional: boolean
  stale?: boolean
  reasons: Reason[]
  because: Because[]
}

export type Decision = {
  severity: Severity
  due: Day | null
  active: string[]
  provisional: string[]
  tasks: Task[]
  complete: string[]
  notes: string[]
  deployments?: Record<string, { severity: Severity; due: Day | null; active: string[]; provisional: string[] }>
  pack: typeof packVersion
}

/**
 * What the pack's rules make of one change: same input, same bytes. Tasks are sorted by obligation, then deployment. One record gives one result; a
 * list gives the deployments joined. An unknown kind throws: `decisionInput` refuses it at the edge, as it does what has not the right shape.
 */
export function decide({ register, change }: DecisionInput): Decision {
  if (Array.isArray(register)) return joined(planReviews(register, change))
  const { reviews, ...plan } = planDeployment(register, prepareChange(change))
  return { ...ordered(plan), tasks: reviews.map((review) => taskOf(review)), pack: packVersion }
}

export type Plan = { deployments: (Reached & { plan: DeploymentPlan })[]; pack: typeof packVersion }

/** The reviews that a change makes due, by deployment; 2,000 deployments take a fraction of a second. Throws `Unnamed` as `reachedRecords` does. */
export function planReviews(records: readonly PackRecord[], change: VendorChange): Plan {
  const prepared = prepareChange(change)
  const deployments = reachedRecords(records, change.system ?? null).map((reached) => ({
    ...reached,
    plan: planDeployment(reached.record, prepared),
  }))
  return { deployments, pack: packVersion }
}

function joined({ deployments }: Plan): Decision {
  const plans = deployments.map(({ plan }) => plan)
  const active = new Set(plans.flatMap((plan) => plan.active))
  const tasks = deployments.flatMap(({ deployment, plan }) => plan.reviews.map((review) => taskOf(review, deployment)))
  return {
    severity: severest(plans.map((plan) => plan.severity)),
    due: earliest(plans.map((plan) => plan.due)),
    active: [...active].sort(),
    provisional: [...new Set(plans.flatMap((plan) => plan.provisional))].filter((id) => !active.has(id)).sort(),
    tasks: tasks.sort((one, other) => compare(one.obligation, other.obligation) || compare(one.deployment ?? '', other.deployment ?? '')),
    complete: [...new Set(plans.flatMap((plan) => plan.complete))].sort(),
    notes: deployments.flatMap(({ deployment, draft, plan }) => [
      ...(draft ? [`${deployment}: no deployment is recorded for this system, so a draft was decided.`] : []),
      ...plan.notes.map((note) => `${deployment}: ${note}`),
    ]),
    deployments: Object.fromEntries(
      deployments.map(({ deployment, plan: { severity, due, active, provisional } }) => [
        deployment,
        { severity, due, active, provisional },
      ]),
    ),
    pack: packVersion,
  }
}

const ordered = ({ severity, due, active, provisional, complete, notes }: Omit<DeploymentPlan, 'reviews'>) => ({
  severity,
  due,
  active,
  provisional,
  complete,
  notes,
})

const taskOf = (
  { obligation, action, label, due, late, provisional, stale, reasons, because }: PlannedReview,
  deployment?: string,
): Task => ({
  ...(deployment === undefined ? {} : { deployment }),
  obligation,
  action,
  label,
  due,
  late,
  provisional,
  ...(stale === null ? {} : { stale }),
  reasons,
  because: because(),
})

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** The role of the pack that answers for a change of these kinds: that of the severest by default, the first of the pack where several are. */
export function responsibleRole(kinds: readonly string[]): string {
  const triggers = kindsOf({ kinds: [...kinds] }).map(triggerOf)
  const worst = severest(triggers.map((trigger) => trigger.default_severity))
  const found = triggers.find((trigger) => trigger.default_severity === worst)
  if (!found) throw new Error('a change without a kind has no responsible role')
  return found.responsible_role
}

/** The questions to ask again: those that one of the kinds invalidates and that stand under one of the obligations. Sorted by id. */
export function questionsTouched(kinds: readonly string[], obligations: readonly string[]): string[] {
  const touched = [...pack().questions.values()].filter(
    (question) =>
      question.invalidated_by.some((kind) => kinds.includes(kind)) && question.obligations.some((id) => obligations.includes(id)),
  )
  return touched.map((question) => question.id).sort()
}
