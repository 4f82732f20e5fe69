import { clauseList, clauseOf, daysOf } from '../core/contract/gaps'
import { type Day, earliest } from '../core/day'
import { groupBy } from '../core/group'
import { type Demand, mergeDemands } from '../core/merge-reviews'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { type Case, casesById, deploymentsOfCase, writeCaseDeployments, writeCases } from '../store/cases'
import { type Finding, findingsById, findingsUnderVendor } from '../store/findings'
import { type ContractInBrief, contractsInBrief, type Reach, reachOfDeployments } from '../store/reach'
import { type Review, reviewsOfCases, writeReviews } from '../store/reviews'
import { combine, nothing, persist, type Refusal, type Writing } from '../store/writing'
import { draftPrefix, type FindingPlan, objectByOf, planFinding } from './plan-finding'

type Needs = Pick<Ports, 'db' | 'now' | 'digest'>

/** What gives us days to object to a vendor's changes: its contracts, and its own field of the register. */
export type ObjectionTerms = { contracts: readonly ContractInBrief[]; facts: Record<string, unknown> }

/** Kinds of change that some clause lets one object to. */
const objectionKinds = new Set(clauseList.flatMap(({ objectsTo = [] }) => objectsTo))

/**
 * What changed terms of objecting move, for the batch that changes them: the last day to object of the vendor's open cases, and the days by which their open
 * reviews are due, where these follow from the terms. Nothing else of a review is decided again. `were` and `are` are the vendor's, before and after.
 */
export async function followObjectionTerms(
  ports: Needs,
  vendorId: string,
  { were, are }: { were: ObjectionTerms; are: ObjectionTerms },
): Promise<Writing> {
  if (bearing(were) === bearing(are)) return nothing
  const { db, now } = ports
  const at = now()
  const concerned = (await findingsUnderVendor(db, vendorId)).filter(({ kinds }) => kinds.some((kind) => objectionKinds.has(kind)))
  const caseIds = [...new Set(concerned.flatMap(({ caseId }) => caseId ?? []))]
  if (!caseIds.length) return nothing
  const cases = await casesById(db, caseIds)
  const reviews = await reviewsOfCases(db, caseIds, 'open')
  const reasons = reviews.flatMap((review) => review.reasons.map(({ findingId }) => findingId))
  const findings = await findingsById(db, [...new Set([...cases.flatMap(({ findingIds }) => findingIds), ...reasons])])
  const places = (await Promise.all(caseIds.map((id) => deploymentsOfCase(db, id)))).flat()
  const reach = await reachBy(ports, [...places, ...reviews], findings)
  const under = (terms: ObjectionTerms) => withTerms(reach, vendorId, terms)
  const plansUnder = (terms: ObjectionTerms) => new Map(findings.map((finding) => [finding.id, planFinding(ports, finding, under(terms))]))
  const [before, after] = [plansUnder(were), plansUnder(are)]

  const dated = reviews.flatMap((review): Review[] => {
    const [was, is] = [demandOf(review, before), demandOf(review, after)]
    if (!is || (was?.dueOn === is.dueOn && was.lateFromStart === is.lateFromStart)) return []
    return [{ ...review, dueOn: is.dueOn, lateFromStart: is.lateFromStart, version: review.version + 1, updatedAt: at }]
  })
  const findingsOf = groupBy(findings, ({ caseId }) => caseId ?? '')
  const reached = places.flatMap((place) => {
    const dueOf = (plans: Plans) => firstDue(place.deploymentId, findingsOf.get(place.caseId) ?? [], plans)
    const due = dueOf(after)
    return due === dueOf(before) ? [] : [{ ...place, dueOn: due }]
  })
  const moved = cases.flatMap((one): Case[] => {
    const objectBy = (terms: ObjectionTerms) =>
      earliest(
        (findingsOf.get(one.id) ?? []).map((finding) => objectByOf(finding, factsUnder(reach, finding, vendorId, terms), terms.contracts)),
      )
    const day = objectBy(are)
    return day === objectBy(were) ? [] : [{ ...one, objectBy: day, version: one.version + 1, updatedAt: at }]
  })
  return combine(
    dated.length ? writeReviews(db, 'review.dated-again', { changed: dated }) : nothing,
    reached.length ? writeCaseDeployments(db, 'case.dated-again', reached) : nothing,
    moved.length ? writeCases(db, 'case.dated-again', { changed: moved }) : nothing,
  )
}

/** The same right after a vendor's own field has changed. */
export async function followObjectionField(
  ports: Needs,
  vendorId: string,
  { before, after }: { before: Record<string, unknown>; after: Record<string, unknown> },
  actor: Actor = ruleActor,
): Promise<void> {
  if (before.subprocessorObjectionDays === after.subprocessorObjectionDays) return
  await persist<null, Refusal>(ports, actor, async () => {
    const contracts = await contractsInBrief(ports.db, [vendorId])
    const terms = { were: { contracts, facts: before }, are: { contracts, facts: after } }
    return { ok: true, writing: await followObjectionTerms(ports, vendorId, terms), result: null }
  })
}

/** What of the terms bears on any last day to object, as text. */
const bearing = ({ contracts, facts }: ObjectionTerms): string =>
  JSON.stringify([
    facts.subprocessorObjectionDays ?? null,
    ...contracts.flatMap(({ startsOn, endsOn, clauses }) =>
      clauses
        .filter(({ id, present }) => present === true && clauseOf(id)?.objectsTo)
        .map(({ id, value }) => [startsOn, endsOn, id, daysOf(value)]),
    ),
  ])

type Plans = ReadonlyMap<string, FindingPlan>

async function reachBy({ db }: Needs, places: readonly { deploymentId: string }[], findings: readonly Finding[]): Promise<Reach> {
  const ids = [...new Set(places.map(({ deploymentId }) => deploymentId))]
  const drafts = ids.filter((id) => id.startsWith(draftPrefix)).map((id) => id.slice(draftPrefix.length))
  const reach = await reachOfDeployments(db, ids, drafts)
  const vendorIds = new Set([...reach.vendors.map(({ id }) => id), ...findings.map((finding) => finding.vendorId)])
  return { ...reach, contracts: await contractsInBrief(db, [...vendorIds]) }
}

const withTerms = (reach: Reach, vendorId: string, { contracts, facts }: ObjectionTerms): Reach => ({
  ...reach,
  vendors: reach.vendors.map((vendor) => (vendor.id === vendorId ? { ...vendor, facts } : vendor)),
  contracts: [...(reach.contracts ?? []).filter((one) => one.vendorId !== vendorId), ...contracts],
})

const factsUnder = (reach: Reach, finding: Finding, vendorId: string, { facts }: ObjectionTerms) =>
  finding.vendorId === vendorId ? facts : (reach.vendors.find(({ id }) => id === finding.vendorId)?.facts ?? {})

/** What the findings behind a review ask of it, as one; null where nothing does any more. */
function demandOf({ deploymentId, obligationId, reasons }: Review, plans: Plans): Demand | null {
  const tasks = [...new Set(reasons.map(({ findingId }) => findingId))].flatMap((id) =>
    (plans.get(id)?.tasks ?? []).filter((task) => task.deploymentId === deploymentId && task.obligationId === obligationId),
  )
  const [first, ...others] = tasks
  return first ? others.reduce<Demand>((merged, task) => mergeDemands(merged, task), first) : null
}

const firstDue = (deploymentId: string, findings: readonly Finding[], plans: Plans): Day | null =>
  earliest(
    findings.flatMap(({ id }) =>
      (plans.get(id)?.deployments ?? []).filter((place) => place.deploymentId === deploymentId).map(({ dueOn }) => dueOn),
    ),
  )
