import { packQuestions } from '../core/questionnaire'
import { saveProgress } from '../flows/answer-questionnaire'
import { questionsFor } from '../flows/questions-for'
import { addQuestionnaire } from '../flows/save-questionnaire'
import { sendQuestionnaire } from '../flows/send-questionnaire'
import type { Ports } from '../ports'
import { questionnaireById } from '../store/questionnaires'

const dayMs = 86_400_000
const sentAgo = 9
const savedAgo = 2
const openDays = 14

const given: Record<string, { answer: string; note?: string }> = {
  Q01: { answer: 'Saltmarsh Software Ltd, Ireland. Privately held by its founders.', note: 'Company extract follows by mail.' },
  Q02: { answer: 'Provider of the assistant. For the language model we are a deployer of our suppliers’ systems.' },
  Q05: { answer: 'Two hosted models of one supplier; the list is on our sub-processor page.' },
  Q09: { answer: 'Answering customer messages and drafting replies that a person sends.' },
  Q36: { answer: 'No.' },
  Q37: { answer: 'Thirty days.', note: 'Our lawyers are looking at the wording.' },
}

/** A questionnaire in progress: sent nine days ago, filled in here and there, not sent back yet. Its link is known to nobody. */
export async function playQuestionnaire(ports: Ports, { id }: { id: (key: string) => string }): Promise<void> {
  const end = Date.parse(ports.now())
  const on = (ago: number): Ports => ({ ...ports, now: () => new Date(end - ago * dayMs).toISOString() })
  const actor = { personId: id('ines') }
  const [vendorId, questionnaireId] = [id('saltmarsh'), id('questionnaire')]
  const asked = new Set([...(await questionsFor(ports, vendorId)).map((one) => one.id), ...Object.keys(given)])
  const questionIds = packQuestions().flatMap((one) => (asked.has(one.id) ? [one.id] : []))
  const title = 'Saltmarsh: yearly questions'
  const drafted = await addQuestionnaire(on(sentAgo), actor, { id: questionnaireId, vendorId, title, questionIds }, { demo: true })
  if (!drafted.ok) throw new Error(`the demonstration's questionnaire was refused: ${drafted.reason}`)
  const expiresAt = new Date(end + (openDays - sentAgo) * dayMs).toISOString()
  const sent = await sendQuestionnaire(on(sentAgo), actor, questionnaireId, { expiresAt, email: null, base: '' })
  const row = await questionnaireById(ports.db, questionnaireId)
  if (!sent.ok || !row) throw new Error('the demonstration’s questionnaire was not sent')
  await saveProgress(on(savedAgo), row, given)
}
