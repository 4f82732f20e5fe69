import type { Question } from '../core/questionnaire'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { outsideChannel } from '../store/notices'
import { type Questionnaire, questionnaireById, questionnaireByLink, questionnaireWriting } from '../store/questionnaires'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { notice, noticesOf } from './notify-people'
import { questionsOfSet } from './questions-for'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>
type State = Questionnaire['state']
export type MoveRefusal = Refusal<'unknown' | 'not-open' | 'no-questions' | 'no-answers'>

const secretBytes = 24
const dayMs = 86_400_000
/** A link is open for a year at most. */
export const longestMs = 366 * dayMs

/** The questions of a questionnaire: as they were sent, else as its set has them today, in the set's order. */
export async function questionsOf(ports: Pick<Ports, 'db'>, row: Questionnaire): Promise<Question[]> {
  if (row.frozen) return row.frozen
  const chosen = new Set(row.questionIds)
  return ((await questionsOfSet(ports, row.setId)) ?? []).filter(({ id }) => chosen.has(id))
}

/** One step of a questionnaire from some states; the step gives the row that follows, and what else is written with it. */
function step(
  ports: Needs,
  actor: Actor,
  id: string,
  {
    from,
    action,
    to,
  }: { from: readonly State[]; action: string; to: (before: Questionnaire) => Promise<Partial<Questionnaire> | MoveRefusal> },
  also: (row: Questionnaire) => ReturnType<typeof noticesOf> = () => nothing,
): Promise<Persisted<Questionnaire, MoveRefusal>> {
  return persist<Questionnaire, MoveRefusal>(ports, actor, async () => {
    const before = await questionnaireById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (!from.includes(before.state)) return { ok: false, reason: 'not-open', detail: `The questionnaire is ${before.state}.` }
    const changes = await to(before)
    if ('reason' in changes) return changes
    const row: Questionnaire = { ...before, ...changes, version: before.version + 1, updatedAt: ports.now() }
    return { ok: true, result: row, writing: combine(questionnaireWriting(ports, action, row), also(row)) }
  })
}

/**
 * Sends a questionnaire: its questions are frozen, and a link is made that opens it without an account until `expiresAt` (an instant). The secret in
 * the link is told this once; kept is its SHA-256. Sent again, the link before ends and what the vendor has filled in stays. With an address the link
 * goes there by e-mail as well; the outbox forgets it once it is sent.
 */
export async function sendQuestionnaire(
  ports: Needs,
  actor: Actor,
  id: string,
  { expiresAt, email, base }: { expiresAt: string; email: string | null; base: string },
): Promise<Persisted<{ row: Questionnaire; link: string }, MoveRefusal>> {
  const secret = ports.newSecret(secretBytes)
  const link = `${base}/q/${secret}`
  const to = async (before: Questionnaire): Promise<Partial<Questionnaire> | MoveRefusal> => {
    const frozen = await questionsOf(ports, before)
    if (!frozen.length) return { ok: false, reason: 'no-questions', detail: 'Choose what is to be asked first.' }
    return {
      frozen,
      questionIds: frozen.map((one) => one.id),
      state: 'sent',
      tokenHash: ports.digest(secret),
      email,
      expiresAt,
      sentAt: ports.now(),
      sentBy: actor.personId,
    }
  }
  const mailed = (row: Questionnaire) => (email === null ? nothing : noticesOf(ports, [outsideNotice(ports, row, 'sent', { link })]))
  const done = await step(ports, actor, id, { from: ['draft', 'sent'], action: 'sent', to }, mailed)
  if (!done.ok) return done
  ports.log('questionnaire.sent', { questionnaireId: id, questions: done.result.questionIds.length, mailed: email !== null })
  return { ok: true, result: { row: done.result, link } }
}

/** A message to the vendor's own address, ready to go: it is nobody's here, so nothing routes it. Of the demonstration nothing leaves Telltale. */
export function outsideNotice(
  ports: Pick<Ports, 'now' | 'newId'>,
  row: Questionnaire,
  what: 'sent' | 'reminder' | 'ended',
  more: Record<string, unknown> = {},
) {
  const at = ports.now()
  return notice(ports, {
    idempotencyKey: `questionnaire.vendor-${what} ${row.id} ${what === 'sent' ? row.tokenHash?.slice(0, 12) : row.expiresAt}`,
    event: `questionnaire.vendor-${what}`,
    channelId: outsideChannel,
    payload: { questionnaireId: row.id, to: row.email, ...more },
    routedAt: at,
    ...(row.demo ? { state: 'sent' as const, sentAt: at, fault: 'The demonstration is told in Telltale alone.', payload: {} } : {}),
    demo: row.demo,
  })
}

/** Ends a questionnaire that was not answered: its link opens nothing from now on. */
export const revokeQuestionnaire = (ports: Needs, actor: Actor, id: string): Promise<Persisted<Questionnaire, MoveRefusal>> =>
  step(ports, actor, id, {
    from: ['draft', 'sent'],
    action: 'revoked',
    to: async () => ({ state: 'revoked', tokenHash: null }),
  })

/** Accepts what was answered: the round is closed and its link ends. */
export const acceptQuestionnaire = (ports: Needs, actor: Actor, id: string): Promise<Persisted<Questionnaire, MoveRefusal>> =>
  step(ports, actor, id, { from: ['answered'], action: 'closed', to: async () => ({ state: 'closed', tokenHash: null }) })

/** The questionnaire that a secret opens now. Expired, revoked, closed and never made are one and the same: null. */
export const questionnaireOfLink = ({ db, digest, now }: Pick<Ports, 'db' | 'digest' | 'now'>, secret: string) =>
  questionnaireByLink(db, digest(secret), now())
