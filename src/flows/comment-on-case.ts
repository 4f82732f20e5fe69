import { z } from 'zod'
import type { Actor } from '../store/audit'
import { caseById } from '../store/cases'
import { type Comment, commentById, involvedIn, writeComments } from '../store/comments'
import { combine, type Persisted, persist, type Refusal } from '../store/writing'
import { notice, noticesOf } from './notify-people'
import type { FindingPorts } from './record-finding'

export const commenting = z.strictObject({ text: z.string().trim().min(1).max(5_000) })

export type CommentRefusal = Refusal<'unknown' | 'not-yours' | 'taken-back'>
type Done = Promise<Persisted<Comment, CommentRefusal>>

/** Says something of a case; those who have to do with it are told, each once, but for whoever says it. */
export function commentOnCase(ports: FindingPorts, actor: Actor & { personId: string }, caseId: string, text: string): Done {
  const { db, now, newId } = ports
  return persist<Comment, CommentRefusal>(ports, actor, async () => {
    const found = await caseById(db, caseId)
    if (!found) return { ok: false, reason: 'unknown' }
    const said: Comment = {
      id: newId(),
      caseId,
      personId: actor.personId,
      text,
      at: now(),
      takenBackAt: null,
      version: 1,
      demo: found.demo,
    }
    const told = (await involvedIn(db, caseId))
      .filter((personId) => personId !== actor.personId)
      .map((personId) =>
        notice(ports, {
          idempotencyKey: `case.commented ${said.id} ${personId}`,
          event: 'case.commented',
          personId,
          caseId,
          payload: { commentId: said.id, severity: found.severity },
          demo: found.demo,
        }),
      )
    return { ok: true, writing: combine(writeComments(db, { added: [said] }), noticesOf(ports, told)), result: said }
  })
}

/** Takes back what one has said oneself: the text goes, that something was said stays. The audit trail keeps what it kept. */
export function takeBackComment(
  ports: FindingPorts,
  actor: Actor & { personId: string },
  { id, caseId }: Pick<Comment, 'id' | 'caseId'>,
): Done {
  const { db, now } = ports
  return persist<Comment, CommentRefusal>(ports, actor, async () => {
    const before = await commentById(db, id)
    if (!before || before.caseId !== caseId) return { ok: false, reason: 'unknown' }
    if (before.personId !== actor.personId) return { ok: false, reason: 'not-yours', detail: 'Somebody else said this.' }
    if (before.takenBackAt) return { ok: false, reason: 'taken-back', detail: `Taken back on ${before.takenBackAt}.` }
    const next: Comment = { ...before, text: '', takenBackAt: now(), version: before.version + 1 }
    return { ok: true, writing: writeComments(db, { takenBack: [next] }), result: next }
  })
}
