import { mergeDemands } from '../core/merge-reviews'
import { ownerOf } from '../core/owner'
import { citation, obligationOf } from '../core/pack'
import type { Ports } from '../ports'
import { type Case, unanswered, writeCaseDeployments, writeCases } from '../store/cases'
import { writeExplanations } from '../store/explanations'
import { type Finding, writeFindings } from '../store/findings'
import type { Reach, Responsibility } from '../store/reach'
import { compareText, inOrder, type Reason } from '../store/review-reasons'
import { openReviewsOf, type Review, withLinks, writeReviews } from '../store/reviews'
import { combine, type Writing } from '../store/writing'
import { offeredEdits } from './offer-edits'
import { openToDos } from './open-to-dos'
import { type FindingPlan, objectByOf, type PlannedDeployment, type PlannedTask } from './plan-finding'

export type OpenCasePorts = Pick<Ports, 'db' | 'now' | 'newId'>

type Opening = {
  /** The finding as it will stand, without its case. */
  finding: Finding
  isNew: boolean
  action: string
  plan: FindingPlan
  reach: Reach
  responsibility: Responsibility
}

/**
 * What confirmation writes, in one batch: the finding, its case, a review for each deployment and obligation (joined into the one that is open,
 * if there is one), and the to-dos of unknown fields. Planning the same again opens nothing twice: the open review takes the reason.
 */
export async function openCase(ports: OpenCasePorts, opening: Opening): Promise<{ writing: Writing; case: Case; finding: Finding }> {
  const { db, now, newId } = ports
  const { plan, reach, responsibility, isNew, action } = opening
  const at = now()
  const caseId = newId()
  const finding: Finding = { ...opening.finding, caseId, severity: plan.severity, updatedAt: at }
  const opened = caseOf(finding, { id: caseId, at, plan, reach })
  const places = new Map(plan.deployments.map((place) => [place.deploymentId, place]))
  const toDos = await openToDos(ports, plan, { at, demo: finding.demo, organisationId: reach.organisation?.id ?? null })
  const held = await heldReviews(ports, plan)
  // alike together: see `insertRows`
  const tasks = [...plan.tasks].sort((a, b) => compareText(a.obligationId, b.obligationId))
  const reasonsOf = reasonsIn({ caseId, findingId: finding.id, at })
  const made = tasks.map((task) => {
    const place = places.get(task.deploymentId)
    if (!place) throw new Error(`a task without its deployment: ${task.deploymentId}`)
    const context: TaskContext = {
      task,
      place,
      reasons: reasonsOf(task),
      at,
      toDoIds: toDos.idsOf(task, place),
      owner: ownerFor(task, place, responsibility),
    }
    const open = held.get(pairOf(task))
    return open
      ? { open: true as const, review: joined(open, context, responsibility, place) }
      : { open: false as const, review: fresh(newId(), context, plan, finding.demo) }
  })
  const writing = combine(
    writeFindings(db, action, isNew ? { added: [finding] } : { changed: [finding] }),
    writeCases(db, 'case.opened', { added: [opened] }),
    writeCaseDeployments(
      db,
      'case.reached',
      plan.deployments.map(({ deploymentId, severity, dueOn }) => ({ caseId, deploymentId, severity, dueOn })),
    ),
    toDos.writing,
    writeExplanations(db, plan.explanations),
    writeReviews(db, 'review.opened', { opened: made.filter((one) => !one.open).map((one) => one.review) }),
    writeReviews(db, 'review.joined', {
      linked: made.filter((one) => one.open).map((one) => one.review),
      was: new Map([...held.values()].map((review) => [review.id, review])),
    }),
  )
  return { writing, case: opened, finding }
}

const pairOf = ({ deploymentId, obligationId }: { deploymentId: string; obligationId: string }) => `${deploymentId} ${obligationId}`

/** The open reviews that the plan's tasks join, by deployment and obligation. */
async function heldReviews({ db }: Pick<Ports, 'db'>, plan: FindingPlan): Promise<Map<string, Review>> {
  const wanted = new Set(plan.tasks.map(pairOf))
  const open = await openReviewsOf(
    db,
    plan.deployments.map((place) => place.deploymentId),
  )
  const matching = open.filter((row) => wanted.has(pairOf(row)))
  return new Map((await withLinks(db, matching)).map((review) => [pairOf(review), review]))
}

function caseOf(finding: Finding, { id, at, plan, reach }: { id: string; at: string; plan: FindingPlan; reach: Reach }): Case {
  const vendor = reach.vendors.find((one) => one.id === finding.vendorId)
  return {
    id,
    vendorId: finding.vendorId,
    severity: plan.severity,
    state: 'open',
    stateBefore: null,
    assigneeId: null,
    objectBy: objectByOf(finding, vendor?.facts ?? {}, reach.contracts),
    openedAt: at,
    ...unanswered,
    joinedInto: null,
    reviewCount: plan.tasks.length,
    deploymentCount: plan.deployments.length,
    offeredEdits: offeredEdits(finding, reach),
    notes: plan.notes,
    packVersion: plan.pack.asOf,
    packHash: plan.pack.hash,
    version: 1,
    demo: finding.demo,
    updatedAt: at,
    findingIds: [finding.id],
  }
}

type TaskContext = {
  task: PlannedTask
  place: PlannedDeployment
  reasons: Reason[]
  at: string
  toDoIds: string[]
  owner: string | null
}

const ownerFor = (
  task: { role: string },
  { deployment, system }: Pick<PlannedDeployment, 'deployment' | 'system'>,
  { units, active }: Responsibility,
) => ownerOf(task.role, { unitId: deployment ? deployment.unitId : system.unitId, ownerId: deployment?.ownerId ?? null }, units, active)

function fresh(id: string, context: TaskContext, { pack }: FindingPlan, demo: boolean): Review {
  const { task, place, at, owner, toDoIds } = context
  const obligation = obligationOf(task.obligationId)
  return {
    id,
    deploymentId: task.deploymentId,
    unitId: place.deployment ? place.deployment.unitId : place.system.unitId,
    obligationId: task.obligationId,
    framework: obligation.framework,
    citation: citation(obligation),
    action: task.action,
    severity: task.severity,
    state: 'open',
    outcome: null,
    outcomeReason: null,
    evidenceIds: [],
    dueOn: task.dueOn,
    lateFromStart: task.lateFromStart,
    provisional: task.provisional,
    stale: task.stale,
    labelAtDetection: task.label,
    labelInputs: task.labelInputs,
    ownerId: owner,
    ownerByHand: false,
    role: task.role,
    openedAt: at,
    startedAt: null,
    closedAt: null,
    closedBy: null,
    approvedBy: null,
    approvedAt: null,
    returnReason: null,
    packVersion: pack.asOf,
    packHash: pack.hash,
    version: 1,
    demo,
    updatedAt: at,
    reasons: context.reasons,
    toDoIds,
  }
}

/** The open review with a further reason. What was closed and waits for its second signature did not know of it, so it goes back to work. */
function joined(review: Review, context: TaskContext, responsibility: Responsibility, place: PlannedDeployment): Review {
  const { task, at, toDoIds } = context
  const demand = mergeDemands(review, task)
  const waiting = review.state === 'awaiting-second-signature'
  const fresher = context.reasons
  const kept = review.reasons.filter((reason) => !fresher.some((one) => one.findingId === reason.findingId && one.kind === reason.kind))
  return {
    ...review,
    ...demand,
    ...(waiting
      ? {
          state: 'in-progress' as const,
          outcome: null,
          outcomeReason: null,
          closedBy: null,
          returnReason: 'A later change gave a further reason.',
        }
      : {}),
    labelInputs: task.labelInputs,
    ownerId: review.ownerByHand ? review.ownerId : ownerFor(demand, place, responsibility),
    reasons: inOrder([...kept, ...fresher]),
    toDoIds: demand.provisional ? [...new Set([...review.toDoIds, ...toDoIds])].sort() : review.toDoIds,
    version: review.version + 1,
    updatedAt: at,
  }
}

/** The reasons of a task as its review keeps them, in order: the same list for tasks that share theirs, for thousands do. */
function reasonsIn({ caseId, findingId, at }: Pick<Reason, 'caseId' | 'findingId' | 'at'>): (task: PlannedTask) => Reason[] {
  const known = new Map<PlannedTask['reasons'], Reason[]>()
  return ({ reasons }) => {
    const made =
      known.get(reasons) ?? inOrder(reasons.map(({ kind, text, explanationId }) => ({ caseId, findingId, kind, text, explanationId, at })))
    known.set(reasons, made)
    return made
  }
}
