import { type Evaluation, evaluate, fieldsReadBy } from '../core/conditions'
import { groupBy } from '../core/group'
import { isLate } from '../core/merge-reviews'
import { type Obligation, pack } from '../core/pack'
import { toPackRecord } from '../core/register'
import type { Ports } from '../ports'
import { evidenceSupporting } from '../store/evidence'
import { type DeploymentRow, reachOfDeployments } from '../store/reach'
import { openReviewsOf, type ReviewRow } from '../store/reviews'

export const coverageStates = ['current', 'due', 'late', 'provisional', 'not-applicable'] as const
export type Coverage = {
  obligationId: string
  deploymentId: string
  state: (typeof coverageStates)[number]
  reviewIds: string[]
  /** Documents on file that support it today: neither run out nor withdrawn. */
  evidenceIds: string[]
  /** Why, in a sentence; of a provisional or inapplicable one the conditions that make it so. */
  because: string
  /** The day of the review that is open; null without one, or without a day. */
  dueOn: string | null
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
  const [evaluations, supporting, open] = [
    await evaluationsOf({ db }, deployments),
    await evidenceSupporting(db, ids, today),
    groupBy(await openReviewsOf(db, ids), (review) => `${review.deploymentId} ${review.obligationId}`),
  ]
  return deployments.flatMap((deployment) => {
    const evaluation = evaluations.get(deployment.id)
    return evaluation
      ? obligations.map((obligation) =>
          cell(deployment.id, obligation, {
            evaluation,
            reviews: open.get(`${deployment.id} ${obligation.id}`) ?? [],
            evidenceIds: supporting.get(`${deployment.id} ${obligation.id}`) ?? [],
            today,
          }),
        )
      : []
  })
}

/** What the register says of each deployment, under the pack's conditions. */
export async function evaluationsOf({ db }: Pick<Ports, 'db'>, deployments: readonly DeploymentRow[]): Promise<Map<string, Evaluation>> {
  const reach = await reachOfDeployments(
    db,
    deployments.map((deployment) => deployment.id),
  )
  const systems = new Map(reach.systems.map((system) => [system.id, system]))
  const vendors = new Map(reach.vendors.map((vendor) => [vendor.id, vendor]))
  return new Map(
    deployments.map((deployment) => {
      const system = systems.get(deployment.systemId)
      const vendor = system && vendors.get(system.vendorId)
      const record = toPackRecord({
        organisation: { ...reach.organisation?.facts },
        vendor: { ...vendor?.facts, id: vendor?.id },
        system: { ...system?.facts, id: deployment.systemId },
        deployment: { ...deployment.facts, id: deployment.id, ownerId: deployment.ownerId },
      })
      return [deployment.id, evaluate(record)]
    }),
  )
}

export type Ground = { text: string; says: { field: string; value: unknown }[]; holds: boolean | null }

/** Why an obligation applies to a deployment, or not: each of its conditions with what the register says. */
export async function groundsOf(ports: Pick<Ports, 'db'>, deployment: DeploymentRow, { conditions }: Obligation): Promise<Ground[]> {
  const evaluation = (await evaluationsOf(ports, [deployment])).get(deployment.id)
  if (!evaluation) return []
  return conditions.map((condition) => ({
    text: pack().conditions[condition]?.text ?? condition,
    says: fieldsReadBy(condition).map((field) => ({ field, value: evaluation.record[field] ?? null })),
    holds: evaluation.test({ cond: condition }),
  }))
}

type Cell = { evaluation: Evaluation; reviews: readonly ReviewRow[]; evidenceIds: string[]; today: string }

function cell(
  deploymentId: string,
  { id: obligationId, conditions }: Obligation,
  { evaluation, reviews, evidenceIds, today }: Cell,
): Coverage {
  const [review] = reviews
  const at = { obligationId, deploymentId, reviewIds: reviews.map((one) => one.id), evidenceIds, dueOn: review?.dueOn ?? null }
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
