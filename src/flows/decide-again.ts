import { groupBy } from '../core/group'
import { severities } from '../core/kind'
import { type Demand, higherSeverity, mergeDemands } from '../core/merge-reviews'
import { ownerOf } from '../core/owner'
import type { Ports } from '../ports'
import { type Case, type CaseDeployment, casesById, deploymentsOfCase, writeCaseDeployments, writeCases } from '../store/cases'
import { writeExplanations } from '../store/explanations'
import { type Finding, findingsById } from '../store/findings'
import { contractsInBrief, type Reach, type Responsibility, reachOfDeployments, responsibility } from '../store/reach'
import { inOrder, type Reason } from '../store/review-reasons'
import { type Review, writeReviews } from '../store/reviews'
import { combine, type Writing } from '../store/writing'
import { afterClosing } from './close-reviews'
import { openToDos } from './open-to-dos'
import { draftPrefix, type FindingPlan, type PlannedDeployment, type PlannedTask, planFinding } from './plan-finding'
import { restingDemand, restingPart } from './resting-reviews'

type Ground = { task: PlannedTask; place: PlannedDeployment; finding: Finding }

/**
 * Decides open reviews again on the register as it now stands, from the findings that they rest on (`changed` ones in place of the stored). Action,
 * severity, date, label and whether they are provisional follow; one that nothing links to any longer is closed with that reason. What was
 * active stays: completing a field never drops an active link without a reason. What is due because its ground moved stays due. Also recounts the
 * severity of their cases.
 */
export async function decideAgain(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  reviews: readonly Review[],
  { changed = [], because }: { changed?: readonly Finding[]; because: string },
): Promise<Writing> {
  const { db, now } = ports
  const at = now()
  const findings = await findingsOf(ports, reviews, changed)
  const deploymentIds = [...new Set(reviews.map((review) => review.deploymentId))]
  const drafts = deploymentIds.filter((id) => id.startsWith(draftPrefix)).map((id) => id.slice(draftPrefix.length))
  const found = await reachOfDeployments(db, deploymentIds, drafts)
  // a change upstream is objected to by the contract with whoever made it, though none of these uses is of theirs
  const vendorIds = [...found.vendors.map(({ id }) => id), ...[...findings.values()].map((finding) => finding.vendorId)]
  const reach = { ...found, contracts: await contractsInBrief(db, vendorIds) }
  const plans = [...findings.values()].map((finding) => ({ finding, plan: planFinding(ports, finding, reach) }))
  const grounds = groundsOf(plans)
  const toDos = await openToDos(
    ports,
    { tasks: plans.flatMap(({ plan }) => plan.tasks), deployments: plans[0]?.plan.deployments ?? [] },
    { at, demo: reviews[0]?.demo ?? false, organisationId: reach.organisation?.id ?? null },
  )
  const held = await responsibility(db, now().slice(0, 10))
  const decided = reviews.map((review) => {
    const own = new Set(review.reasons.map((reason) => reason.findingId))
    const mine = (grounds.get(pairOf(review)) ?? []).filter((ground) => own.has(ground.finding.id))
    const resting = restingOf(review, findings)
    return mine.length || resting.length
      ? again(review, { grounds: mine, resting }, { at, held, idsOf: toDos.idsOf, reach })
      : dropped(review, at, because)
  })
  const closed = decided.filter((review) => review.state === 'closed')
  return combine(
    toDos.writing,
    writeExplanations(
      db,
      plans.flatMap(({ plan }) => plan.explanations),
    ),
    writeReviews(db, 'review.decided-again', { linked: decided.filter((review) => review.state !== 'closed') }),
    writeReviews(db, 'review.no-longer-due', { changed: closed }),
    await recount(ports, plans, at, new Set(deploymentIds)),
    await afterClosing(ports, closed),
  )
}

const pairOf = ({ deploymentId, obligationId }: { deploymentId: string; obligationId: string }) => `${deploymentId} ${obligationId}`

async function findingsOf(
  { db }: Pick<Ports, 'db'>,
  reviews: readonly Review[],
  changed: readonly Finding[],
): Promise<Map<string, Finding>> {
  const ids = [...new Set(reviews.flatMap((review) => review.reasons.map((reason) => reason.findingId)))]
  const findings = new Map((await findingsById(db, ids)).map((finding) => [finding.id, finding]))
  for (const finding of changed) findings.set(finding.id, finding)
  return findings
}

function groundsOf(plans: readonly { finding: Finding; plan: FindingPlan }[]): Map<string, Ground[]> {
  const all = plans.flatMap(({ finding, plan }) => {
    const places = new Map(plan.deployments.map((place) => [place.deploymentId, place]))
    return plan.tasks.flatMap((task): Ground[] => {
      const place = places.get(task.deploymentId)
      return place ? [{ task, place, finding }] : []
    })
  })
  return groupBy(all, (ground) => pairOf(ground.task))
}

type Context = {
  at: string
  held: Responsibility
  idsOf: (task: PlannedTask, place: PlannedDeployment) => string[]
  reach: Pick<Reach, 'deployments'>
}
/** A reason that stays whatever the register says: what the review was signed on has moved. */
type RestingReason = { reason: Reason; text: string; demand: Demand }

function restingOf(review: Review, findings: ReadonlyMap<string, Finding>): RestingReason[] {
  return review.reasons.flatMap((reason) => {
    const text = restingPart(reason.text)
    const finding = findings.get(reason.findingId)
    return text === null || !finding ? [] : [{ reason, text, demand: restingDemand(finding) }]
  })
}

function again(
  review: Review,
  { grounds, resting }: { grounds: readonly Ground[]; resting: readonly RestingReason[] },
  { at, held, idsOf, reach }: Context,
): Review {
  const [first, ...others] = [...grounds.map(({ task }) => task), ...resting.map(({ demand }) => demand)]
  if (!first) return review
  const demand = others.reduce<Demand>(mergeDemands, mergeDemands(first, first))
  const unit = unitOf(review, grounds[0]?.place, reach)
  const missing = demand.provisional ? grounds.flatMap(({ task, place }) => idsOf(task, place)) : []
  return {
    ...review,
    ...demand,
    unitId: unit.unitId,
    labelInputs: grounds.at(-1)?.task.labelInputs ?? review.labelInputs,
    ownerId: review.ownerByHand ? review.ownerId : ownerOf(demand.role, unit, held.units, held.active),
    reasons: inOrder(
      withRestingReasons(
        grounds.flatMap((ground) => reasonsOf(review, ground, at)),
        resting,
      ),
    ),
    toDoIds: [...new Set([...review.toDoIds, ...missing])].sort(),
    version: review.version + 1,
    updatedAt: at,
  }
}

function unitOf(review: Review, place: PlannedDeployment | undefined, { deployments }: Context['reach']) {
  const deployment = place?.deployment ?? deployments.find(({ id }) => id === review.deploymentId)
  if (deployment) return { unitId: deployment.unitId, ownerId: deployment.ownerId }
  return { unitId: place ? place.system.unitId : review.unitId, ownerId: null }
}

/** The reasons of the rules, each with what it also said of moved ground; where no rule gives one any longer, that alone. */
function withRestingReasons(ruled: readonly Reason[], resting: readonly RestingReason[]): Reason[] {
  const left = new Map(resting.map((one) => [`${one.reason.findingId} ${one.reason.kind}`, one]))
  const told = ruled.map((reason) => {
    const key = `${reason.findingId} ${reason.kind}`
    const one = left.get(key)
    left.delete(key)
    return one && restingPart(reason.text) === null ? { ...reason, text: `${reason.text} ${one.text}` } : reason
  })
  return [...told, ...[...left.values()].map(({ reason, text }) => ({ ...reason, text, explanationId: null }))]
}

function reasonsOf(review: Review, { task, finding }: Ground, at: string): Reason[] {
  const old = review.reasons.filter((reason) => reason.findingId === finding.id)
  return task.reasons.map(({ kind, text, explanationId }) => {
    const same = old.find((reason) => reason.kind === kind) ?? old[0]
    return { caseId: same?.caseId ?? finding.caseId ?? '', findingId: finding.id, kind, text, explanationId, at: same?.at ?? at }
  })
}

const dropped = (review: Review, at: string, because: string): Review => ({
  ...review,
  state: 'closed',
  outcome: 'not-material',
  outcomeReason: because,
  closedAt: at,
  closedBy: null,
  version: review.version + 1,
  updatedAt: at,
})

/** The severity and date of each deployment in the cases of these findings, and the severity of the cases themselves. */
async function recount(
  { db }: Pick<Ports, 'db'>,
  plans: readonly { finding: Finding; plan: FindingPlan }[],
  at: string,
  touched: ReadonlySet<string>,
): Promise<Writing> {
  const parts: Writing[] = []
  const cases = await casesById(db, [...new Set(plans.flatMap(({ finding }) => finding.caseId ?? []))])
  for (const one of cases) {
    const stored = await deploymentsOfCase(db, one.id)
    const mine = plans.filter(({ finding }) => finding.caseId === one.id)
    const next = stored.map((row) => (touched.has(row.deploymentId) ? recounted(row, mine) : row))
    const severity = next.reduce((worst, row) => higherSeverity(worst, row.severity), severities[severities.length - 1] ?? 'info')
    const changed = next.filter((row, index) => row.severity !== stored[index]?.severity || row.dueOn !== stored[index]?.dueOn)
    if (changed.length) parts.push(writeCaseDeployments(db, 'case.recounted', changed))
    if (severity !== one.severity && one.state !== 'closed' && stored.length) {
      const raised: Case = { ...one, severity, version: one.version + 1, updatedAt: at }
      parts.push(writeCases(db, 'case.recounted', { changed: [raised] }))
    }
  }
  return combine(...parts)
}

function recounted(row: CaseDeployment, plans: readonly { finding: Finding; plan: FindingPlan }[]): CaseDeployment {
  const places = plans.flatMap(({ plan }) => plan.deployments.filter((place) => place.deploymentId === row.deploymentId))
  if (!places.length) return row
  const severity = places.reduce<CaseDeployment['severity']>((worst, place) => higherSeverity(worst, place.severity), 'info')
  const dates = places
    .map((place) => place.dueOn)
    .filter((day) => day !== null)
    .sort()
  return { ...row, severity, dueOn: dates[0] ?? null }
}
