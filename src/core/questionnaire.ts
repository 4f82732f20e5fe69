import { z } from 'zod'
import type { Evaluation } from './conditions'
import { pack } from './pack'

const id = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\s|,=]+$/, 'expected no blank, comma, bar or equals sign')
const line = (most: number) => z.string().trim().min(1).max(most)

/** A question to a vendor, as the pack writes it or as one of our own sets does. `invalidatedBy` are kinds: a change of these makes the answer doubtful. */
export const question = z.strictObject({
  id,
  section: line(300),
  question: line(4_000),
  obligations: z
    .array(
      z
        .string()
        .refine((one) => pack().obligations.has(one), { error: ({ input }) => `the pack knows no obligation ${JSON.stringify(input)}` }),
    )
    .max(100)
    .default([]),
  expectedEvidence: z
    .string()
    .trim()
    .max(2_000)
    .nullish()
    .transform((text) => text || null),
  invalidatedBy: z
    .array(
      z.string().refine((one) => pack().triggers.has(one), { error: ({ input }) => `the pack knows no kind ${JSON.stringify(input)}` }),
    )
    .max(60)
    .default([]),
})
export type Question = z.infer<typeof question>

/** The questions of the pack, in its order. */
export const packQuestions = (): Question[] =>
  [...pack().questions.values()].map(({ expected_evidence, invalidated_by, ...rest }) => ({
    ...rest,
    expectedEvidence: expected_evidence,
    invalidatedBy: invalidated_by,
  }))

/**
 * Which questions are to be asked of a vendor: those of which one obligation applies to one of its uses, or may apply while a fact is unknown. An
 * obligation applies where each of its conditions holds (the pack's three-valued logic); an obligation that the pack does not know never does.
 */
export function questionsToAsk(questions: readonly Question[], evaluations: readonly Evaluation[]): Question[] {
  const known = new Map<string, boolean>()
  const mayApply = (obligationId: string): boolean => {
    const told = known.get(obligationId)
    if (told !== undefined) return told
    const obligation = pack().obligations.get(obligationId)
    const applies =
      obligation !== undefined &&
      evaluations.some((evaluation) => obligation.conditions.every((cond) => evaluation.test({ cond }) !== false))
    known.set(obligationId, applies)
    return applies
  }
  return questions.filter((one) => one.obligations.some(mayApply))
}

/** An answer as it is kept and compared: line ends of one kind, no signs that no file can hold, no blanks at its ends. */
export const cleanAnswer = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // XML 1.0 (2.2) allows none of these or advises against them, so no workbook can carry them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    // halves of a sign and places that are none, which are no text in any file
    .replace(/[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, '')
    .trim()

/** Whether two answers say the same: blanks and line breaks apart. */
export const sameAnswer = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim()

export const mostAnswerCharacters = 20_000

export type Answers = Readonly<Record<string, { answer: string; note?: string | null }>>
export type Round = { questions: readonly Question[]; answers: Answers }
export type RoundDifference = { question: Question; before: string | null; after: string | null; how: 'changed' | 'new' | 'gone' }

/** Where the answers of two rounds differ, in the later one's order; what only the earlier one asked is told last. A question without an answer says nothing. */
export function compareRounds(before: Round, after: Round): RoundDifference[] {
  const asked = [...after.questions, ...before.questions.filter((one) => !after.questions.some(({ id: other }) => other === one.id))]
  return asked.flatMap((one): RoundDifference[] => {
    const [was, is] = [before.answers[one.id]?.answer || null, after.answers[one.id]?.answer || null]
    if (was === is || (was !== null && is !== null && sameAnswer(was, is))) return []
    return [{ question: one, before: was, after: is, how: was === null ? 'new' : is === null ? 'gone' : 'changed' }]
  })
}

const dayMs = 86_400_000

/**
 * When a vendor and we are reminded of an open questionnaire: a week before it ends, or, where it runs for less than two weeks, half-way. Instants.
 */
export function remindAt(sentAt: string, expiresAt: string): string {
  const [from, to] = [Date.parse(sentAt), Date.parse(expiresAt)]
  return new Date(Math.max(to - 7 * dayMs, from + (to - from) / 2)).toISOString()
}
