import { packQuestions, type Question } from '../core/questionnaire'
import type { Ports } from '../ports'
import { allQuestionSets } from '../store/questionnaires'

/** Every question that an answer can be given to, by id: the pack's, in its order, then those of our own sets. An id of the pack is the pack's. */
export async function knownQuestions({ db }: Pick<Ports, 'db'>): Promise<Map<string, Question>> {
  const own = (await allQuestionSets(db)).flatMap((set) => set.questions)
  const known = new Map<string, Question>()
  for (const question of [...packQuestions(), ...own]) if (!known.has(question.id)) known.set(question.id, question)
  return known
}
