import { type Evaluation, evaluate } from '../core/conditions'
import { groupBy } from '../core/group'
import { isLate } from '../core/merge-reviews'
import { type Obligation, pack } from '../core/pack'
import { toPackRecord } from '../core/register'
import type { Ports } from '../ports'
import { type DeploymentRow, reachOfDeployments } from '../store/reach'
import { openReviewsOf, type ReviewRow } from '../store/reviews'

export const coverageStates = ['current', 'due', 'late', 'provisional', 'not-applicable'] as const
export type Coverage = {
  obligationId: string
  deploymentId: string
  state: (typeof coverageStates)[number]
  reviewIds: string[]
  /** Why, in a sentence; of a provisional or inapplicable one the conditions that make it so. */
  because: string
}

/** The obligations of a framework, or all, in the pack's order. */
export const obligationsOf = (framework: string | null): Obligation[] =>
  [...pack().obligations.values()].filter((obligation) => framework === null || obligation.framework === framework)

/**
 * How each obligation stands for each of the deployments, in their order: due or late while a review is open, provisional while an unknown fact
 * leaves open whether it applies, otherwise current or not applicable. It says what was seen and decided, never that a duty is met.
 */
export async function coverageOf(
  { db }: Pick<Ports, 'db'>,
  deployments: readonly DeploymentRow[],
  obligations: readonly Obligation[],
  today: string,
): Promise<Coverage[]> {
  const ids = deployments.map((deployment) => deployment.id)
  const [reach, open] = [
    await reachOfDeployments(db, ids),
    groupBy(await openReviewsOf(db, ids), (review) => `${review.deploymentId} ${review.obligationId}`),
  ]
  const systems = new Map(reach.systems.map((system) => [system.id, system]))
  const vendors = new Map(reach.vendors.map((vendor) => [vendor.id, vendor]))
  return deployments.flatMap((deployment) => {
    const system = systems.get(deployment.systemId)
    const vendor = system && vendors.get(system.vendorId)
    const record = toPackRecord({
      organisation: { ...reach.organisation?.facts },
      vendor: { ...vendor?.facts, id: vendor?.id },
      system: { ...system?.facts, id: deployment.systemId },
      deployment: { ...deployment.facts, id: deployment.id, ownerId: deployment.ownerId },
    })
    const evaluation = evaluate(record)
    return obligations.map((obligation) =>
      cell(deployment.id, obligation, { evaluation, reviews: open.get(`${deployment.id} ${obligation.id}`) ?? [], today }),
    )
  })
}

type Cell = { evaluation: Evaluation; reviews: readonly ReviewRow[]; today: string }

function cell(deploymentId: string, { id: obligationId, conditions }: Obligation, { evaluation, reviews, today }: Cell): Coverage {
  const at = { obligationId, deploymentId, reviewIds: reviews.map((review) => review.id) }
  const [review] = reviews
  if (review) {
    if (isLate(review, today))
      return { ...at, state: 'late', because: review.dueOn ? `Review was due on ${review.dueOn}.` : 'Review is late.' }
    if (review.provisional)
      return { ...at, state: 'provisional', because: 'A review is open, and an unknown fact leaves open whether it is due.' }
    return { ...at, state: 'due', because: review.dueOn ? `Review due on ${review.dueOn}.` : 'Review due.' }
  }
  const texts = pack().conditions
  const values = conditions.map((condition) => ({ condition, value: evaluation.test({ cond: condition }) }))
  const failing = values.find(({ value }) => value === false)
  if (failing)
    return {
      ...at,
      state: 'not-applicable',
      because: `Does not apply: not so that "${texts[failing.condition]?.text ?? failing.condition}".`,
    }
  const unknown = values.filter(({ value }) => value === null)
  if (unknown.length) {
    const missing = [...new Set(unknown.flatMap(({ condition }) => evaluation.missing({ cond: condition })))].sort()
    return { ...at, state: 'provisional', because: `Unknown whether it applies: ${missing.join(', ')}.` }
  }
  return { ...at, state: 'current', because: 'Applies, and no change has made a review due.' }
}
