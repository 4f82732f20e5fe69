import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Decision, decisionById, writeDecisions } from '../store/decisions'
import { type Persisted, persist, type Refusal } from '../store/writing'

/** Marks a term of a decision as done today; what is done already stays as it was. */
export function finishTerm(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  id: string,
  termId: string,
): Promise<Persisted<Decision, Refusal<'unknown' | 'wrong-state'>>> {
  return persist<Decision, Refusal<'unknown' | 'wrong-state'>>(ports, actor, async () => {
    const before = await decisionById(ports.db, id)
    const term = before?.terms.find((one) => one.id === termId)
    if (!before || !term) return { ok: false, reason: 'unknown' }
    if (before.state === 'superseded' || before.state === 'draft')
      return { ok: false, reason: 'wrong-state', detail: `The decision is ${before.state}: its terms are no work.` }
    if (term.doneOn !== null) return { ok: false, reason: 'wrong-state', detail: `It was done on ${term.doneOn}.` }
    const at = ports.now()
    const terms = before.terms.map((one) => (one.id === termId ? { ...one, doneOn: at.slice(0, 10) } : one))
    const row: Decision = { ...before, terms, version: before.version + 1, updatedAt: at }
    return { ok: true, writing: writeDecisions(ports.db, 'decision.term-done', { changed: [row], terms: true }), result: row }
  })
}
