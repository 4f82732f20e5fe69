import { needsSecondSignature } from '../core/decision'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { severitiesOfDeployment } from '../store/blocking'
import { type Decision, decisionById, decisionsOfDeployments, writeDecisions } from '../store/decisions'
import { deploymentById, systemById, vendorById } from '../store/register'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { basisOf, sourcesOf } from './make-decision'
import { broughtForward, pinBasis } from './pin-basis'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>
export type SignRefusal = Refusal<'unknown' | 'wrong-state' | 'own-work' | 'basis-moved'>

/**
 * Signs a decision by name. The first signature pins what it rests on as it is now, of one that lapsed the snapshots that its sources have now; what can be
 * rested on no longer refuses it. Where it is critical another person signs second. In force, it supersedes those before it on its deployment.
 */
export function signDecision(ports: Needs, actor: Actor & { personId: string }, id: string): Promise<Persisted<Decision, SignRefusal>> {
  return persist<Decision, SignRefusal>(ports, actor, async () => {
    const before = await decisionById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    const at = ports.now()
    const signature = { personId: actor.personId, at }
    const next = { because: [], lapsedAt: null, version: before.version + 1, updatedAt: at }
    if (before.state === 'awaiting-second-signature') {
      if (before.signatures.some(({ personId }) => personId === actor.personId))
        return { ok: false, reason: 'own-work', detail: 'You signed first, so another person must sign second.' }
      const row: Decision = { ...before, ...next, state: 'in-force', signatures: [...before.signatures, signature] }
      return {
        ok: true,
        writing: combine(writeDecisions(ports.db, 'decision.signed-second', { changed: [row] }), await superseding(ports, row)),
        result: row,
      }
    }
    if (before.state !== 'draft' && before.state !== 'lapsed')
      return { ok: false, reason: 'wrong-state', detail: `The decision is ${before.state}: draft a new one.` }
    const items = before.basis.map(({ type, id: itemId }) => ({ type, id: itemId }))
    const pinned = await pinBasis(ports, { unitIds: null }, before.state === 'lapsed' ? await broughtForward(ports, items) : items)
    const faults = pinned.flatMap(({ item, found }) =>
      found ? (found.fault ? [`${found.name} ${found.fault}`] : []) : [`the ${item.type} ${item.id} is gone`],
    )
    if (faults.length)
      return {
        ok: false,
        reason: 'basis-moved',
        detail: `It can rest no longer on all that it lists: ${faults.join('; ')}. Draft it anew on what stands.`,
      }
    const critical = await isCritical(ports, before.deploymentId)
    const row: Decision = {
      ...before,
      ...next,
      basis: basisOf(pinned),
      critical,
      state: critical ? 'awaiting-second-signature' : 'in-force',
      signatures: [signature],
    }
    const action = before.state === 'lapsed' ? 'decision.signed-again' : 'decision.signed'
    const written = writeDecisions(ports.db, action, { changed: [row], sources: sourcesOf(pinned) })
    return { ok: true, writing: combine(written, critical ? nothing : await superseding(ports, row)), result: row }
  })
}

/** Critical = of a vendor of the critical tier, or with a critical review on the deployment. */
export async function isCritical({ db }: Pick<Ports, 'db'>, deploymentId: string): Promise<boolean> {
  const deployment = await deploymentById(db, deploymentId)
  const system = deployment ? await systemById(db, deployment.systemId) : null
  const vendor = system ? await vendorById(db, system.vendorId) : null
  return needsSecondSignature(vendor?.facts.tier, await severitiesOfDeployment(db, deploymentId))
}

async function superseding({ db }: Needs, row: Decision) {
  const others = (await decisionsOfDeployments(db, [row.deploymentId])).filter(
    (one) => one.id !== row.id && one.state !== 'draft' && one.state !== 'superseded',
  )
  const superseded = others.map(
    (one): Decision => ({ ...one, state: 'superseded', supersededBy: row.id, version: one.version + 1, updatedAt: row.updatedAt }),
  )
  return writeDecisions(db, 'decision.superseded', { changed: superseded })
}
