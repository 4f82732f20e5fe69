import { z } from 'zod'
import type { Question } from '../core/questionnaire'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { answeredRounds, dropQuestionnaire, type Questionnaire, questionnaireById, questionnaireWriting } from '../store/questionnaires'
import { systemRow, vendorRow } from '../store/reach'
import { commit, type Persisted, type Refusal } from '../store/writing'
import { questionsFor, questionsOfSet } from './questions-for'
import type { FieldFault, SaveRefusal } from './save-record'

const id = z.string().min(1).max(200)

/** What may be said of a questionnaire while it is a draft. */
export const questionnaireFields = z.strictObject({
  vendorId: id,
  systemId: id.nullish(),
  title: z.string().trim().min(1).max(300),
  /** A set of ours; null = the pack's questions. */
  setId: id.nullish(),
  questionIds: z.array(id).max(1_000),
})
/** Title and questions may be left out: the questions are then those of the set that apply to the vendor. */
export const newQuestionnaire = questionnaireFields.partial({ title: true, questionIds: true }).extend({ id: recordId.optional() })

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

/** Adds a draft to a vendor; the round before is the last one that it answered. */
export async function addQuestionnaire(
  ports: Needs,
  actor: Actor,
  given: z.output<typeof newQuestionnaire>,
  { demo = false } = {},
): Promise<{ ok: true; row: Questionnaire } | SaveRefusal> {
  const { db, now, newId } = ports
  const setId = given.setId ?? null
  const [vendor, questions, rounds] = await Promise.all([
    vendorRow(db, given.vendorId),
    questionsOfSet(ports, setId),
    answeredRounds(db, given.vendorId),
  ])
  const errors = await faultsOf(ports, { ...given, setId, questionIds: given.questionIds ?? [] }, questions)
  if (errors.length || !vendor || !questions) return { ok: false, reason: 'invalid', errors }
  const chosen = given.questionIds ?? (await questionsFor(ports, vendor.id, questions)).map((one) => one.id)
  const at = now()
  const row: Questionnaire = {
    id: given.id ?? newId(),
    vendorId: vendor.id,
    systemId: given.systemId ?? null,
    title: given.title ?? `Questions to ${vendor.name}, ${at.slice(0, 10)}`,
    setId,
    questionIds: chosen,
    frozen: null,
    state: 'draft',
    tokenHash: null,
    email: null,
    expiresAt: null,
    sentAt: null,
    sentBy: null,
    answeredAt: null,
    progress: {},
    progressAt: null,
    previousId: rounds[0]?.id ?? null,
    version: 1,
    demo: demo || vendor.demo,
    createdAt: at,
    updatedAt: at,
  }
  if (await commit(ports, actor, questionnaireWriting(ports, 'added', row, 'added'))) return { ok: true, row }
  return { ok: false, reason: 'id-taken' }
}

/** Changes a draft. What was sent stays as it was sent. */
export async function editQuestionnaire(
  ports: Needs,
  actor: Actor,
  before: Questionnaire,
  given: z.output<typeof questionnaireFields>,
): Promise<{ ok: true; row: Questionnaire } | SaveRefusal> {
  const setId = given.setId ?? null
  const errors = await faultsOf(ports, { ...given, setId }, await questionsOfSet(ports, setId))
  if (before.state !== 'draft') errors.push({ path: 'state', message: `it is ${before.state}: its questions stay as they were sent` })
  if (given.vendorId !== before.vendorId) errors.push({ path: 'vendorId', message: 'stays with its vendor' })
  if (errors.length) return { ok: false, reason: 'invalid', errors }
  const row: Questionnaire = {
    ...before,
    systemId: given.systemId ?? null,
    title: given.title,
    setId,
    questionIds: given.questionIds,
    version: before.version + 1,
    updatedAt: ports.now(),
  }
  return (await commit(ports, actor, questionnaireWriting(ports, 'edited', row))) ? { ok: true, row } : { ok: false, reason: 'changed' }
}

/** Removes a draft; what was sent is revoked instead, and stays. */
export async function removeQuestionnaire(
  ports: Needs,
  actor: Actor,
  before: Questionnaire,
): Promise<Persisted<null, Refusal<'already-sent' | 'changed'>>> {
  if (before.state !== 'draft') return { ok: false, reason: 'already-sent', detail: `It is ${before.state}: revoke it instead.` }
  if (await commit(ports, actor, dropQuestionnaire(ports.db, before))) return { ok: true, result: null }
  const now = await questionnaireById(ports.db, before.id)
  return { ok: false, reason: 'changed', detail: now ? `It is ${now.state} now.` : 'It is gone already.' }
}

type Named = { vendorId: string; systemId?: string | null | undefined; setId: string | null; questionIds: readonly string[] }

async function faultsOf({ db }: Needs, named: Named, questions: readonly Question[] | null): Promise<FieldFault[]> {
  const errors: FieldFault[] = []
  if (!(await vendorRow(db, named.vendorId))) errors.push({ path: 'vendorId', message: `no such vendor: ${named.vendorId}` })
  const system = named.systemId ? await systemRow(db, named.systemId) : null
  if (named.systemId && system?.vendorId !== named.vendorId) errors.push({ path: 'systemId', message: 'no such system of this vendor' })
  if (!questions) errors.push({ path: 'setId', message: `no such set of questions: ${named.setId}` })
  const known = new Set(questions?.map((one) => one.id))
  const seen = new Set<string>()
  for (const [index, questionId] of named.questionIds.entries()) {
    if (questions && !known.has(questionId))
      errors.push({ path: `questionIds.${index}`, message: `no such question in the set: ${questionId}` })
    else if (seen.has(questionId)) errors.push({ path: `questionIds.${index}`, message: `${questionId} is there twice` })
    seen.add(questionId)
  }
  return errors
}
