import { z } from 'zod'
import { type Because, standingOf } from '../core/decision'
import { changeInWords } from '../notify/words'
import type { Ports } from '../ports'
import { type Decision, decisionsOfDeployments, findingsTouching } from '../store/decisions'

const kinds = z.array(z.string())

/** Decisions as they stand at an instant, each with why: the finding, claim, document or term. */
export async function showDecisions<D extends Pick<Decision, 'id' | 'state' | 'terms' | 'because'>>(
  { db }: Pick<Ports, 'db'>,
  rows: readonly D[],
  at: string,
): Promise<(Omit<D, 'state' | 'because'> & ReturnType<typeof standingOf>)[]> {
  const inForce = rows.filter((row) => row.state === 'in-force').map((row) => row.id)
  const touching = new Map<string, Because[]>()
  for (const row of await findingsTouching(db, inForce, at)) {
    const words = changeInWords(row.vendorName, { kinds: kinds.parse(JSON.parse(row.kinds)), headline: row.headline })
    const text = row.provisional ? `${words}, seen once and not confirmed yet` : `${words}, which waits for triage`
    touching.set(row.decisionId, [...(touching.get(row.decisionId) ?? []), { type: 'finding', id: row.findingId, text }])
  }
  return rows.map((row) => ({ ...row, ...standingOf(row, touching.get(row.id) ?? [], at.slice(0, 10)) }))
}
export type ShownDecision = Awaited<ReturnType<typeof showDecisions<Decision>>>[number]

/**
 * The decision that counts for each of these deployments: the newest that was signed and not superseded. A draft, or what waits for its second
 * signature, counts where there is no other.
 */
export async function decisionsThatCount(
  ports: Pick<Ports, 'db'>,
  deploymentIds: readonly string[],
  at: string,
): Promise<Map<string, ShownDecision>> {
  const rank = ({ state }: Decision) => (state === 'in-force' || state === 'lapsed' ? 0 : state === 'awaiting-second-signature' ? 1 : 2)
  const chosen = new Map<string, Decision>()
  for (const row of await decisionsOfDeployments(ports.db, deploymentIds)) {
    const held = chosen.get(row.deploymentId)
    if (row.state !== 'superseded' && (!held || rank(row) < rank(held))) chosen.set(row.deploymentId, row)
  }
  return new Map((await showDecisions(ports, [...chosen.values()], at)).map((one) => [one.deploymentId, one]))
}
