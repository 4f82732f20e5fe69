import type { Question } from '../../core/questionnaire'
import { type HeldAnswer, heldAnswers } from '../../flows/held-answers'
import { questionsOf } from '../../flows/send-questionnaire'
import { answeredRounds, type Questionnaire, questionnaireById } from '../../store/questionnaires'
import { vendorById } from '../../store/register'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { State } from '../ui/signs'

/** The questionnaire of the address, if the reader may see it. */
export async function demandQuestionnaire({ ports }: AppDeps, c: AppContext): Promise<Questionnaire> {
  const id = c.req.param('id') ?? ''
  const row = (await isVisible(ports.db, callerOf(c), 'questionnaires', id)) ? await questionnaireById(ports.db, id) : null
  if (!row) throw notFound()
  return row
}

export type OneView = {
  row: Questionnaire
  vendorName: string
  questions: readonly Question[]
  rounds: readonly Questionnaire[]
  /** What the vendor answered before, of a round that is not answered yet. */
  held: ReadonlyMap<string, HeldAnswer>
}

/** A questionnaire with its vendor’s name, its questions and the rounds that were answered before. */
export async function viewOf({ ports }: AppDeps, row: Questionnaire): Promise<OneView> {
  const [vendor, questions, rounds] = await Promise.all([
    vendorById(ports.db, row.vendorId),
    questionsOf(ports, row),
    answeredRounds(ports.db, row.vendorId, row),
  ])
  const isOpen = row.state === 'draft' || row.state === 'sent'
  const held = isOpen ? await heldAnswers(ports, row, questions) : new Map<string, HeldAnswer>()
  return { row, vendorName: vendor?.name ?? row.vendorId, questions, rounds, held }
}

/** Where a questionnaire stands in words; a link that has ended is told. */
export function standing({ state, expiresAt }: Pick<Questionnaire, 'state' | 'expiresAt'>, now: string) {
  if (state === 'draft') return <State icon="prov">Draft</State>
  if (state === 'sent')
    return expiresAt !== null && expiresAt <= now ? (
      <State icon="late" tone="high">
        Ended unanswered
      </State>
    ) : (
      <State icon="cal">With the vendor</State>
    )
  if (state === 'answered') return <State icon="check">Answered, waits to be accepted</State>
  return <State icon={state === 'closed' ? 'check' : 'prov'}>{state === 'closed' ? 'Accepted' : 'Revoked'}</State>
}

/** How many of the questions are answered so far. */
export const answeredOf = (row: Questionnaire) =>
  `${Object.values(row.progress).filter(({ answer }) => answer).length} of ${row.questionIds.length}`
