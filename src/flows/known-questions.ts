import { packQuestions, type Question } from '../core/questionnaire'
import type { Ports } from '../ports'
import { allQuestionSets } from '../store/questionnaires'

/**
 * Every question that an answer can be given to, by id: the pack's, in its order, then those of our own sets. Where a set of ours has a question of the pack,
 * it is that question edited, and goes before the pack's words; of several sets the first by name.
 */
export async function knownQuestions({ db }: Pick<Ports, 'db'>): Promise<Map<string, Question>> {
  const known = new Map(packQuestions().map((question) => [question.id, question]))
  const seen = new Set<string>()
  for (const question of (await allQuestionSets(db)).flatMap((set) => set.questions)) {
    if (!seen.has(question.id)) known.set(question.id, question)
    seen.add(question.id)
  }
  return known
}

/** The questions of the pack as they stand here, with the edits of our own sets. */
export async function standardQuestions(ports: Pick<Ports, 'db'>): Promise<Question[]> {
  const known = await knownQuestions(ports)
  return packQuestions().map((question) => known.get(question.id) ?? question)
}
