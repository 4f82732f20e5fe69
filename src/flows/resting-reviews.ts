import { addDays } from '../core/day'
import { groupBy } from '../core/group'
import type { Severity } from '../core/kind'
import { labelInputs, labelOn } from '../core/label'
import type { Demand } from '../core/merge-reviews'
import { triggerOf } from '../core/pack'
import { responsibleRole } from '../core/plan'
import type { Ports } from '../ports'
import type { Finding } from '../store/findings'
import { reachOfDeployments } from '../store/reach'
import { type Resting, reviewsRestingOnClaims } from '../store/resting'
import type { ReviewRow } from '../store/reviews'
import { type ClaimMove, isLost } from './follow-claims'
import { draftPrefix, type FindingPlan, type PlannedDeployment, type PlannedTask, severityAlone } from './plan-finding'

/** A review as it was signed, and what became of what it rested on: completes "Review due because what it was signed on has moved: …". */
export type Moved = Pick<Resting, 'review'> & { what: string }

const opening = 'Review due because what it was signed on has moved: '

/** The part of a reason that tells what moved of what a review was signed on; null where there is none. No rule of the pack gives it. */
export const restingPart = (text: string): string | null => (text.includes(opening) ? text.slice(text.indexOf(opening)) : null)

/** The reviews that rested on the claims which a change moves. */
export async function restingOnMoves({ db }: Pick<Ports, 'db'>, moves: readonly ClaimMove[]): Promise<Moved[]> {
  const lost = new Map(moves.filter(isLost).map((move) => [move.claim.id, move]))
  if (!lost.size) return []
  return (await reviewsRestingOnClaims(db, [...lost.keys()])).flatMap(({ review, restsOn }) => {
    const move = lost.get(restsOn)
    return move ? [{ review, what: whatBecameOf(move) }] : []
  })
}

/**
 * The plan of a finding with the reviews that rested on what it moved: each is due again, once, in the finding's own case. Where the plan has a review of
 * that deployment and obligation already, that one takes the reason. Uses that have ended are left out.
 */
export async function withResting(
  { db }: Pick<Ports, 'db'>,
  plan: FindingPlan,
  finding: Finding,
  resting: readonly Moved[],
): Promise<FindingPlan> {
  if (!resting.length) return plan
  const planned = new Map(plan.tasks.map((task) => [pairOf(task), task]))
  const places = new Map(plan.deployments.map((place) => [place.deploymentId, place]))
  const ids = [...new Set(resting.map(({ review }) => review.deploymentId))]
  const drafts = ids.filter((id) => id.startsWith(draftPrefix)).map((id) => id.slice(draftPrefix.length))
  const reach = await reachOfDeployments(db, ids, drafts)
  const systems = new Map(reach.systems.map((system) => [system.id, system]))
  for (const deployment of reach.deployments) {
    const system = systems.get(deployment.systemId)
    if (!system || deployment.facts.status === 'retired' || places.has(deployment.id)) continue
    places.set(deployment.id, { deploymentId: deployment.id, severity: severityAlone(finding), dueOn: dueOf(finding), system, deployment })
  }
  for (const id of drafts) {
    const [deploymentId, system] = [`${draftPrefix}${id}`, systems.get(id)]
    if (system && !places.has(deploymentId))
      places.set(deploymentId, { deploymentId, severity: severityAlone(finding), dueOn: dueOf(finding), system, deployment: null })
  }
  for (const [pair, held] of groupBy(resting, ({ review }) => pairOf(review))) {
    const last = held.at(-1)?.review
    const place = last && places.get(last.deploymentId)
    if (!last || !place) continue
    const text = `${opening}${[...new Set(held.map(({ what }) => what))].join('; ')}.`
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

/** What a finding asks of a review of which it moved the ground, whatever its kinds link to. */
export const restingDemand = (
  finding: Pick<Finding, 'kinds' | 'detectedAt' | 'announcement'>,
  { severity, dueOn }: { severity: Severity; dueOn: string | null } = { severity: severityAlone(finding), dueOn: null },
): Demand => ({
  action: 'recheck',
  severity,
  role: responsibleRole(finding.kinds),
  dueOn: dueOn ?? dueOf(finding),
  lateFromStart: false,
  provisional: false,
  stale: true,
})

const longestQuote = 300
const short = (text: string) => (text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text)

function whatBecameOf({ claim, fate }: ClaimMove): string {
  return fate.state === 'edited'
    ? `what supported the answer to ${claim.questionId} (“${short(fate.before)}”) now reads “${short(fate.after)}”`
    : `what supported the answer to ${claim.questionId} is gone${fate.state === 'gone' ? ` (“${short(fate.before)}”)` : ''}`
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
    ...restingDemand(finding, place),
    deploymentId: review.deploymentId,
    obligationId: review.obligationId,
    label: inputs.success ? labelOn(day, inputs.data) : review.labelAtDetection,
    labelInputs: review.labelInputs,
    reasons: [{ kind: finding.kinds[0] ?? 'silent-content-change', text, explanationId: null }],
    missing: [],
  }
}
