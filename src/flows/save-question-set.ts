import { z } from 'zod'
import { question } from '../core/questionnaire'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type QuestionSet, questionSetById, questionSetWriting } from '../store/questionnaires'
import { commit } from '../store/writing'
import type { SaveRefusal } from './save-record'

const column = z.string().trim().min(1).max(300)

/** Where a filled file of another form keeps its keys and answers, and which of our questions each of its keys answers. */
export const columnMap = z.strictObject({
  sheet: z.string().trim().min(1).max(100).nullable().default(null),
  key: column,
  answer: column,
  note: column.nullable().default(null),
  keys: z
    .record(z.string().min(1).max(200), z.string().min(1).max(100))
    .refine((keys) => Object.keys(keys).length <= 5_000, 'at most 5,000 keys'),
})

export const questionSetFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  questions: z
    .array(question)
    .max(1_000)
    .default([])
    .superRefine((all, context) => {
      for (const [index, { id }] of all.entries())
        if (all.findIndex((one) => one.id === id) !== index)
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} is there twice` })
    }),
  columns: columnMap.nullable().default(null),
})
export const newQuestionSet = questionSetFields.extend({ id: recordId.optional() })

/** Adds a set of our own, or replaces `before` where it still has the version that was read. Questionnaires that were sent keep their questions. */
export async function saveQuestionSet(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'newId'>,
  actor: Actor,
  { id, ...given }: z.output<typeof newQuestionSet>,
  before: QuestionSet | null,
): Promise<{ ok: true; row: QuestionSet } | SaveRefusal> {
  const at = ports.now()
  const row: QuestionSet = {
    ...given,
    id: before?.id ?? id ?? ports.newId(),
    version: (before?.version ?? 0) + 1,
    demo: before?.demo ?? false,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
  if (await commit(ports, actor, questionSetWriting(ports.db, row, before))) return { ok: true, row }
  return { ok: false, reason: before && (await questionSetById(ports.db, row.id)) ? 'changed' : 'id-taken' }
}
