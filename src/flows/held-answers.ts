import { type Question, sameAnswer } from '../core/questionnaire'
import type { Ports } from '../ports'
import { type Claim, claimsOfVendor } from '../store/claims'
import { answeredRounds, type Questionnaire } from '../store/questionnaires'

/** What a vendor answered before and has not taken back: its words, and the day on which it last said so. */
export type HeldAnswer = { answer: string; note: string | null; on: string }

/** What the vendor has answered as it stands, by question: replies about the same system, whichever round they came with. */
export async function repliesOf(
  db: Ports['db'],
  { vendorId, systemId }: Pick<Questionnaire, 'vendorId' | 'systemId'>,
): Promise<Map<string, Claim>> {
  const current = await claimsOfVendor(db, vendorId, { current: true })
  const mine = current.filter((one) => one.support.type === 'reply' && one.systemId === systemId)
  return new Map(mine.reverse().map((one) => [one.questionId, one]))
}

/**
 * What the vendor answered to the questions of a round in earlier ones, as far as it still stands as its answer, by question. It is offered with its day
 * and counts for nothing until the vendor says again that it holds.
 */
export async function heldAnswers(
  { db }: Pick<Ports, 'db'>,
  row: Questionnaire,
  questions: readonly Question[],
): Promise<Map<string, HeldAnswer>> {
  const earlier = (await answeredRounds(db, row.vendorId)).filter(({ id, systemId }) => id !== row.id && systemId === row.systemId)
  if (!earlier.length) return new Map()
  const replies = await repliesOf(db, row)
  return new Map(
    questions.flatMap(({ id }): [string, HeldAnswer][] => {
      const claim = replies.get(id)
      if (claim?.state !== 'holds') return []
      const round = earlier.find(({ progress }) => sameAnswer(progress[id]?.answer ?? '', claim.answer))
      if (!round?.answeredAt) return []
      return [[id, { answer: claim.answer, note: round.progress[id]?.note ?? null, on: round.answeredAt.slice(0, 10) }]]
    }),
  )
}
