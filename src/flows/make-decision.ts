import { z } from 'zod'
import { dayText } from '../core/day'
import { basisTypes, type Term } from '../core/decision'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { basisKey, type Decision, decisionById, writeDecisions } from '../store/decisions'
import { deploymentById, knownIds } from '../store/register'
import { dispositions } from '../store/schema'
import type { Scope } from '../store/visibility'
import { commit, type Refusal } from '../store/writing'
import { type Pinned, pinBasis } from './pin-basis'
import type { FieldFault } from './save-record'

const id = z.string().min(1).max(200)
export const decisionFields = z.strictObject({
  deploymentId: id,
  disposition: z.enum(dispositions),
  reason: z.string().trim().max(5_000).nullish(),
  terms: z
    .array(
      z.strictObject({
        id: recordId.optional(),
        text: z.string().trim().min(1).max(2_000),
        dueOn: dayText.nullish(),
        ownerId: id.nullish(),
      }),
    )
    .max(100)
    .default([]),
  basis: z
    .array(z.strictObject({ type: z.enum(basisTypes), id }))
    .max(500)
    .default([]),
})
export const newDecision = decisionFields.extend({ id: recordId.optional() })

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
export type DecisionRefusal = Refusal<'id-taken' | 'changed' | 'not-a-draft'> | { ok: false; reason: 'invalid'; errors: FieldFault[] }
type Given = z.output<typeof decisionFields>

/**
 * Drafts a decision, or replaces the draft `before`. What it rests on is pinned with its hash as of now; what is not there to be seen, was withdrawn or
 * has ended is refused by its place.
 */
export async function draftDecision(
  ports: Needs,
  actor: Actor,
  scope: Scope,
  given: Given,
  { id: wanted, before = null }: { id?: string; before?: Decision | null } = {},
): Promise<{ ok: true; row: Decision } | DecisionRefusal> {
  if (before && before.state !== 'draft')
    return { ok: false, reason: 'not-a-draft', detail: 'What is signed stays as it was signed: draft a new decision.' }
  const pinned = await pinBasis(ports, scope, given.basis)
  const errors = [...basisFaults(pinned), ...(await termFaults(ports, given.terms))]
  const deployment = await deploymentById(ports.db, given.deploymentId)
  if (!deployment) errors.unshift({ path: 'deploymentId', message: `no such deployment: ${given.deploymentId}` })
  if (errors.length || !deployment) return { ok: false, reason: 'invalid', errors }
  const at = ports.now()
  const row: Decision = {
    id: before?.id ?? wanted ?? ports.newId(),
    deploymentId: given.deploymentId,
    disposition: given.disposition,
    state: 'draft',
    reason: given.reason || null,
    terms: given.terms.map(
      (term): Term => ({
        id: term.id ?? ports.newId(),
        text: term.text,
        dueOn: term.dueOn ?? null,
        ownerId: term.ownerId ?? null,
        doneOn: null,
      }),
    ),
    basis: basisOf(pinned),
    signatures: [],
    because: [],
    critical: before?.critical ?? false,
    supersededBy: null,
    lapsedAt: null,
    version: (before?.version ?? 0) + 1,
    demo: before?.demo ?? deployment.demo,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
  const parts = { sources: sourcesOf(pinned), terms: true }
  const writing = before
    ? writeDecisions(ports.db, 'decision.edited', { changed: [row], ...parts })
    : writeDecisions(ports.db, 'decision.drafted', { added: [row], ...parts })
  if (await commit(ports, actor, writing)) {
    ports.log('decision.drafted', { id: row.id, deploymentId: row.deploymentId })
    return { ok: true, row }
  }
  return before ? { ok: false, reason: 'changed' } : { ok: false, reason: 'id-taken', detail: 'There is a decision with this id.' }
}

/** Removes a draft. */
export async function removeDraft(ports: Needs, actor: Actor, before: Decision): Promise<{ ok: true } | DecisionRefusal> {
  if (before.state !== 'draft') return { ok: false, reason: 'not-a-draft', detail: 'A decision that was signed stays.' }
  const done = await commit(ports, actor, writeDecisions(ports.db, 'decision.removed', { removed: [before] }))
  return done ? { ok: true } : { ok: false, reason: (await decisionById(ports.db, before.id)) ? 'changed' : 'not-a-draft' }
}

export const basisOf = (pinned: readonly Pinned[]): Decision['basis'] =>
  pinned.flatMap(({ item, found }) => (found ? [{ type: item.type, id: item.id, hash: found.hash }] : []))
export const sourcesOf = (pinned: readonly Pinned[]) => new Map(pinned.map(({ item, found }) => [basisKey(item), found?.sourceId ?? null]))

function basisFaults(pinned: readonly Pinned[]): FieldFault[] {
  const seen = new Set<string>()
  return pinned.flatMap(({ item, found }, index) => {
    const path = `basis.${index}.id`
    const twice = seen.has(basisKey(item))
    seen.add(basisKey(item))
    if (!found) return [{ path, message: `no such ${item.type}: ${item.id}` }]
    if (twice) return [{ path, message: 'named twice' }]
    return found.fault ? [{ path, message: `${found.name} ${found.fault}` }] : []
  })
}

async function termFaults({ db }: Needs, terms: Given['terms']): Promise<FieldFault[]> {
  const known = await knownIds(
    db,
    'people',
    terms.flatMap(({ ownerId }) => ownerId ?? []),
  )
  return terms.flatMap((term, index) => [
    ...(term.ownerId && !known.has(term.ownerId) ? [{ path: `terms.${index}.ownerId`, message: `no such person: ${term.ownerId}` }] : []),
    ...(term.id && terms.findIndex((other) => other.id === term.id) < index ? [{ path: `terms.${index}.id`, message: 'named twice' }] : []),
  ])
}
