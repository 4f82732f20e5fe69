import type { Evaluation } from '../core/conditions'
import { type Question, questionsToAsk } from '../core/questionnaire'
import type { Ports } from '../ports'
import { deploymentRows, questionSetById, usesOfVendor } from '../store/questionnaires'
import { evaluationsOf } from './coverage'
import { standardQuestions } from './known-questions'

const perRound = 200

/** The questions of a set of ours, or those of the pack as they stand here (null); null where there is no such set. */
export async function questionsOfSet({ db }: Pick<Ports, 'db'>, setId: string | null): Promise<Question[] | null> {
  if (setId === null) return standardQuestions({ db })
  const set = await questionSetById(db, setId)
  return set ? set.questions : null
}

/**
 * Which questions are to be asked of a vendor by what the register says: those of which one obligation applies, or may apply while a fact is unknown,
 * to a use of one of its systems or of a system built on them. A vendor that nothing of ours uses is asked nothing of what an obligation stands behind;
 * a question of ours behind which none stands is always asked.
 */
export async function questionsFor({ db }: Pick<Ports, 'db'>, vendorId: string, given?: readonly Question[]): Promise<Question[]> {
  const questions = given ?? (await standardQuestions({ db }))
  const asked = new Set<string>(questions.filter(({ obligations }) => !obligations.length).map(({ id }) => id))
  for (let after = ''; ; ) {
    const ids = await usesOfVendor(db, vendorId, after, perRound)
    const evaluations: Evaluation[] = [...(await evaluationsOf({ db }, await deploymentRows(db, ids))).values()]
    const left = questions.filter(({ id }) => !asked.has(id))
    for (const { id } of questionsToAsk(left, evaluations)) asked.add(id)
    const last = ids.at(-1)
    if (ids.length < perRound || last === undefined || asked.size === questions.length) break
    after = last
  }
  return questions.filter(({ id }) => asked.has(id))
}
