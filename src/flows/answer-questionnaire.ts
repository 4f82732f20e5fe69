import { type Answers, cleanAnswer, mostAnswerCharacters, type Question, sameAnswer } from '../core/questionnaire'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { type Claim, writeClaims } from '../store/claims'
import { findingById } from '../store/findings'
import { keepProgress, type Questionnaire, questionnaireById, questionnaireWriting } from '../store/questionnaires'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { type HeldAnswer, repliesOf } from './held-answers'
import { lapseDecisions } from './lapse-decisions'
import { notice, noticesOf } from './notify-people'
import { recordFinding } from './record-finding'
import { type MoveRefusal, questionsOf } from './send-questionnaire'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
type Given = Record<string, { answer: string; note?: string | null }>

const mostNoteCharacters = 5_000

/** Which of what was typed is too long, by question. */
export const tooLong = (given: Given): string[] =>
  Object.entries(given).flatMap(([id, { answer, note }]) =>
    answer.length > mostAnswerCharacters || (note ?? '').length > mostNoteCharacters ? [id] : [],
  )

/** What was typed, with what was answered before where it was said to hold (`keep`, by question) and nothing else was written in its place. */
export function withHeld(given: Given, held: ReadonlyMap<string, HeldAnswer>, keep: ReadonlySet<string>): Given {
  const kept = [...keep].flatMap((id) => {
    const before = held.get(id)
    const typed = given[id]
    return before && !typed?.answer.trim() ? [[id, { answer: before.answer, note: typed?.note?.trim() || before.note }] as const] : []
  })
  return { ...given, ...Object.fromEntries(kept) }
}

/** Answers with what was given put in: cleaned, of questions that are asked alone, and empty ones left out. */
export function withGiven(row: Pick<Questionnaire, 'progress'>, questions: readonly Question[], given: Given): Questionnaire['progress'] {
  const next = { ...row.progress }
  for (const { id } of questions) {
    const one = given[id]
    if (!one) continue
    const answer = cleanAnswer(one.answer)
    const note = cleanAnswer(one.note ?? '') || null
    if (answer || note) next[id] = { answer, note }
    else delete next[id]
  }
  return next
}

/** Keeps what a vendor has filled in so far. Refused once the questionnaire is no longer out. */
export async function saveProgress(ports: Needs, row: Questionnaire, given: Given): Promise<Persisted<Questionnaire, MoveRefusal>> {
  const progress = withGiven(row, await questionsOf(ports, row), given)
  const at = ports.now()
  if (row.state === 'sent' && (await keepProgress(ports.db, row, progress, at)))
    return { ok: true, result: { ...row, progress, progressAt: at } }
  return { ok: false, reason: 'not-open', detail: 'It was sent back or ended meanwhile.' }
}

/** Sends the answers back as the vendor: they become claims, and whoever asked is told. */
export async function submitAnswers(ports: Needs, row: Questionnaire, given: Given): Promise<Persisted<Questionnaire, MoveRefusal>> {
  const questions = await questionsOf(ports, row)
  const progress = withGiven(row, questions, given)
  if (!questions.some(({ id }) => progress[id]?.answer)) return { ok: false, reason: 'no-answers', detail: 'Nothing is answered yet.' }
  const done = await takeAnswers(ports, ruleActor, row.id, progress)
  return done.ok ? { ok: true, result: done.result.row } : done
}

export type Taken = { row: Questionnaire; made: string[]; changed: string[] }

/**
 * Takes the answers of a round in: each becomes a claim that rests on the vendor's reply. Where the vendor's standing reply to the same question says
 * something else, that claim gets the new answer, and the change is a finding of its own with the kinds that make the question's answer doubtful
 * (`invalidated_by` of the pack): the reviews that rested on the claim follow in its case, and decisions that list it lapse. A question that no kind
 * belongs to (a set of ours) makes no finding. An answer that says the same moves nothing; an empty one says nothing.
 *
 * The findings come first, one by one, for reviews of two cases must meet; their ids follow from the answer, so that taking the same answers in once
 * more after a break finds them there.
 */
export async function takeAnswers(ports: Needs, actor: Actor, id: string, answers: Answers): Promise<Persisted<Taken, MoveRefusal>> {
  const { db } = ports
  const row = await questionnaireById(db, id)
  if (!row) return { ok: false, reason: 'unknown' }
  if (!isOpen(row)) return { ok: false, reason: 'not-open', detail: `The questionnaire is ${row.state}.` }
  const questions = await questionsOf(ports, row)
  for (const { question, claim, answer } of changesOf(questions, answers, await repliesOf(db, row)))
    if (claim && !sameAnswer(claim.answer, answer)) await findChanged(ports, actor, { row, question, claim, answer })
  return persist<Taken, MoveRefusal>(ports, actor, async () => {
    const now = await questionnaireById(db, id)
    if (!now || !isOpen(now)) return { ok: false, reason: 'not-open', detail: `The questionnaire is ${now?.state ?? 'gone'}.` }
    const changes = changesOf(questions, answers, await repliesOf(db, now))
    const at = ports.now()
    const next: Questionnaire = {
      ...now,
      frozen: questions,
      questionIds: questions.map((one) => one.id),
      state: 'answered',
      progress: { ...answers },
      answeredAt: at,
      progressAt: at,
      version: now.version + 1,
      updatedAt: at,
    }
    const added = changes.filter((one) => !one.claim).map((one) => newClaim(ports, actor, now, one))
    const unfound = changes.filter(({ question, claim }) => claim && !question.invalidatedBy.length)
    const changed = changes.flatMap(({ claim, question, answer }) => (claim ? [changedClaim(ports, now, { claim, question, answer })] : []))
    const writing = combine(
      questionnaireWriting(ports, 'answered', next),
      added.length ? writeClaims(db, 'claim.made', { added }) : nothing,
      changed.length ? writeClaims(db, 'claim.answered-anew', { changed }) : nothing,
      unfound.length
        ? await lapseDecisions(ports, {
            claimIds: unfound.flatMap(({ claim }) => claim?.id ?? []),
            text: 'The vendor answers otherwise now.',
          })
        : nothing,
      now.state === 'answered' ? nothing : noticesOf(ports, [answeredNotice(ports, next)]),
    )
    const result = { row: next, made: added.map((one) => one.questionId), changed: changed.map((one) => one.questionId) }
    return { ok: true, writing, result }
  })
}

const isOpen = ({ state }: Questionnaire) => state === 'draft' || state === 'sent' || state === 'answered'

type Change = { question: Question; claim: Claim | null; answer: string }

function changesOf(questions: readonly Question[], answers: Answers, held: ReadonlyMap<string, Claim>): Change[] {
  return questions.flatMap((question): Change[] => {
    const answer = cleanAnswer(answers[question.id]?.answer ?? '')
    const claim = held.get(question.id) ?? null
    if (!answer || (claim && claim.state === 'holds' && sameAnswer(claim.answer, answer))) return []
    return [{ question, claim, answer }]
  })
}

type Changed = { row: Questionnaire; question: Question; claim: Claim; answer: string }
const findingIdOf = ({ digest }: Needs, { row, question, claim, answer }: Omit<Changed, 'claim'> & { claim: Pick<Claim, 'id'> }) =>
  `answer-${digest(JSON.stringify([row.id, question.id, claim.id, answer])).slice(0, 32)}`
const keptQuoteCharacters = 4_000

/** One changed answer as a finding, confirmed at once like everything that the vendor itself tells us. Twice is once. */
async function findChanged(ports: Needs, actor: Actor, changed: Changed): Promise<void> {
  const { row, question, claim, answer } = changed
  const { db } = ports
  if (!question.invalidatedBy.length) return
  const id = findingIdOf(ports, changed)
  const at = ports.now()
  await persist<null, Refusal<'already-found'>>(ports, actor, async () => {
    if (await findingById(db, id)) return { ok: false, reason: 'already-found' }
    const fate = { state: 'edited', before: claim.answer, after: answer, cosmetic: false } as const
    const { writing } = await recordFinding(
      ports,
      {
        id,
        changeId: null,
        vendorId: row.vendorId,
        systemIds: row.systemId ? [row.systemId] : [],
        sourceId: null,
        kinds: [...question.invalidatedBy],
        announcement: 'unknown',
        announcedBy: null,
        announcementWhy: 'The vendor answered a question otherwise than before.',
        announcementOpenUntil: null,
        effectiveOn: null,
        effectiveWords: null,
        objectBy: null,
        quotes: [
          { side: 'removed', text: claim.answer.slice(0, keptQuoteCharacters), sourceId: null },
          { side: 'added', text: answer.slice(0, keptQuoteCharacters), sourceId: null },
        ],
        origin: 'reported',
        reported: {
          type: 'other',
          note: `Question ${question.id} of the questionnaire “${row.title}”: ${question.question}`.slice(0, 2_000),
        },
        detectedAt: at,
      },
      'confirmed',
      [{ claim, fate, snapshotId: claim.checkedSnapshotId }],
    )
    return { ok: true, writing, result: null }
  })
}

function newClaim({ now, newId }: Needs, actor: Actor, row: Questionnaire, { question, answer }: Change): Claim {
  return {
    id: newId(),
    vendorId: row.vendorId,
    systemId: row.systemId,
    questionId: question.id,
    answer,
    support: { type: 'reply', questionnaireId: row.id },
    sourceId: null,
    evidenceId: null,
    questionnaireId: row.id,
    state: 'holds',
    before: null,
    after: null,
    checkedSnapshotId: null,
    findingId: null,
    reason: null,
    replacedBy: null,
    claimedBy: actor.personId,
    version: 1,
    demo: row.demo,
    createdAt: now(),
    updatedAt: now(),
  }
}

/** The claim keeps its id: what rested on it was moved by the finding, and what rests on it from now on rests on the new answer. */
function changedClaim(ports: Needs, row: Questionnaire, { claim, question, answer }: Change & { claim: Claim }): Claim {
  const says = !sameAnswer(claim.answer, answer)
  return {
    ...claim,
    answer,
    support: { type: 'reply', questionnaireId: row.id },
    questionnaireId: row.id,
    state: 'holds',
    ...(says ? { before: claim.answer, after: answer } : {}),
    ...(says && question.invalidatedBy.length ? { findingId: findingIdOf(ports, { row, question, claim, answer }) } : {}),
    version: claim.version + 1,
    updatedAt: ports.now(),
  }
}

const answeredNotice = (ports: Needs, row: Questionnaire) =>
  notice(ports, {
    idempotencyKey: `questionnaire.answered ${row.id} ${row.sentBy ?? 'queue'}`,
    event: 'questionnaire.answered',
    personId: row.sentBy,
    payload: { questionnaireId: row.id, vendorId: row.vendorId },
    demo: row.demo,
  })
