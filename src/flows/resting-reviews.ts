import { addDays } from '../core/day'
import { groupBy } from '../core/group'
import { labelInputs, labelOn } from '../core/label'
import { triggerOf } from '../core/pack'
import { responsibleRole } from '../core/plan'
import type { Ports } from '../ports'
import { reviewsRestingOnClaims } from '../store/claims'
import type { Finding } from '../store/findings'
import { reachOfDeployments } from '../store/reach'
import type { ReviewRow } from '../store/reviews'
import { type ClaimMove, isLost } from './follow-claims'
import { type FindingPlan, type PlannedDeployment, type PlannedTask, severityAlone } from './plan-finding'

/**
 * The plan of a finding with the reviews that rested on the claims which it moved: each is due again, once, in the finding's own case. Where the plan
 * has a review of that deployment and obligation already, that one takes the reason. Uses that have ended are left out.
 */
export async function withResting(
  { db }: Pick<Ports, 'db'>,
  plan: FindingPlan,
  finding: Finding,
  moves: readonly ClaimMove[],
): Promise<FindingPlan> {
  const lost = new Map(moves.filter(isLost).map((move) => [move.claim.id, move]))
  if (!lost.size) return plan
  const resting = await reviewsRestingOnClaims(db, [...lost.keys()])
  const byPair = groupBy(resting, ({ review }) => pairOf(review))
  const planned = new Map(plan.tasks.map((task) => [pairOf(task), task]))
  const places = new Map(plan.deployments.map((place) => [place.deploymentId, place]))
  const reach = await reachOfDeployments(db, [...new Set(resting.map(({ review }) => review.deploymentId))])
  const systems = new Map(reach.systems.map((system) => [system.id, system]))
  for (const deployment of reach.deployments) {
    const system = systems.get(deployment.systemId)
    if (!system || deployment.facts.status === 'retired' || places.has(deployment.id)) continue
    places.set(deployment.id, { deploymentId: deployment.id, severity: severityAlone(finding), dueOn: dueOf(finding), system, deployment })
  }
  for (const [pair, held] of byPair) {
    const last = held.at(-1)?.review
    const place = last && places.get(last.deploymentId)
    if (!last || !place) continue
    const text = reasonOf(held.flatMap(({ claimId }) => lost.get(claimId) ?? []))
    const task = planned.get(pair)
    planned.set(pair, task ? withReason(task, text) : again(last, { place, finding, text }))
  }
  const tasks = [...planned.values()]
  const used = new Set(tasks.map((task) => task.deploymentId))
  const known = new Set(plan.deployments.map((place) => place.deploymentId))
  return {
    ...plan,
    tasks,
    deployments: [...places.values()].filter(({ deploymentId }) => known.has(deploymentId) || used.has(deploymentId)),
  }
}

const pairOf = ({ deploymentId, obligationId }: Pick<ReviewRow, 'deploymentId' | 'obligationId'>) => `${deploymentId} ${obligationId}`

/** As the severest of its kinds that gives days has it (`semantics-due`), counted from the day of detection. */
function dueOf({ kinds, detectedAt }: Pick<Finding, 'kinds' | 'detectedAt'>): string | null {
  const days = kinds.flatMap((kind) => triggerOf(kind).due_days ?? [])
  return days.length ? addDays(detectedAt.slice(0, 10), Math.min(...days)) : null
}

const longestQuote = 300
const short = (text: string) => (text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text)

function reasonOf(moves: readonly ClaimMove[]): string {
  const said = [...new Map(moves.map((move) => [move.claim.id, move])).values()].map(({ claim, fate }) =>
    fate.state === 'edited'
      ? `what supported the answer to ${claim.questionId} (“${short(fate.before)}”) now reads “${short(fate.after)}”`
      : `what supported the answer to ${claim.questionId} is gone${fate.state === 'gone' ? ` (“${short(fate.before)}”)` : ''}`,
  )
  return `Review due because ${said.join('; ')}.`
}

/** Reasons are shared between tasks and never changed in place. */
function withReason(task: PlannedTask, text: string): PlannedTask {
  const [first, ...others] = task.reasons
  return first ? { ...task, reasons: [{ ...first, text: `${first.text} ${text}` }, ...others] } : task
}

type Again = { place: PlannedDeployment; finding: Finding; text: string }

function again(review: ReviewRow, { place, finding, text }: Again): PlannedTask {
  const day = finding.detectedAt.slice(0, 10)
  const inputs = labelInputs.safeParse(review.labelInputs)
  return {
    deploymentId: review.deploymentId,
    obligationId: review.obligationId,
    action: 'recheck',
    severity: place.severity,
    role: responsibleRole(finding.kinds),
    dueOn: place.dueOn ?? dueOf(finding),
    lateFromStart: false,
    provisional: false,
    stale: true,
    label: inputs.success ? labelOn(day, inputs.data) : review.labelAtDetection,
    labelInputs: review.labelInputs,
    reasons: [{ kind: finding.kinds[0] ?? 'silent-content-change', text, explanationId: null }],
    missing: [],
  }
}
