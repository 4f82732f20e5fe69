import type { Question } from '../../core/questionnaire'
import type { HeldAnswer } from '../../flows/held-answers'
import { answerFormats, exportQuestionnaire } from '../../flows/questionnaire-file'
import { allQuestionSets, type Questionnaire } from '../../store/questionnaires'
import { answerFile } from '../api/questionnaire-files'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { plural, sentence } from '../ui/days'
import { Facts, Head } from '../ui/parts'
import { Day, Demo, Instant } from '../ui/signs'
import { Table } from '../ui/table'
import { NotTakenIn, QuestionnaireActs } from './questionnaire-acts'
import { questionnaireList } from './questionnaire-list'
import { twoRounds } from './questionnaire-rounds'
import { answeredOf, demandQuestionnaire, standing, viewOf } from './questionnaire-view'
import { show } from './show'

/** Questionnaires to vendors: the list, one with its answers, and two rounds side by side. */
export function questionnairePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/questionnaires', (c) => questionnaireList(c, deps))
  app.get('/questionnaires/:id', async (c) => one(c, deps, await demandQuestionnaire(deps, c)))

  app.get('/questionnaires/:id/file', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    const format = answerFormats.find((name) => name === c.req.query('format')) ?? 'xlsx'
    return answerFile(c, row.id, await exportQuestionnaire(ports, row, format), format)
  })

  app.get('/questionnaires/:id/compare', async (c) => twoRounds(c, deps, await viewOf(deps, await demandQuestionnaire(deps, c))))
}

type Extra = { link?: string | null; status?: 200 | 400; faults?: Parameters<typeof NotTakenIn>[0]['faults']; said?: string | null }

/** One questionnaire with what can be done about it. `link` is shown this once. */
export async function one(c: AppContext, deps: AppDeps, row: Questionnaire, extra: Extra = {}) {
  const now = deps.ports.now()
  const { link = null, faults = [], said = null, status = 200 } = extra
  const { vendorName, questions, rounds, held } = await viewOf(deps, row)
  const mayWrite = can(callerOf(c), 'write-register')
  return show(
    c,
    deps,
    {
      title: row.title,
      section: 'evidence',
      crumbs: [
        { href: '/questionnaires', label: 'Questionnaires' },
        { href: `/vendors/${row.vendorId}`, label: vendorName },
      ],
      children: (
        <>
          <Head title={row.title}>
            <p class="row">
              <Demo demo={row.demo} />
              <span>
                Asked of <a href={`/vendors/${row.vendorId}`}>{vendorName}</a>.
              </span>
            </p>
          </Head>
          {said ? <p role="status">{said}</p> : null}
          {link ? (
            <section class="sec" aria-labelledby="link">
              <h2 id="link">The link, shown this once</h2>
              <p>
                <code>{link}</code>
              </p>
              <p class="soft">Give it to whoever answers for the vendor. It is not kept here: made again, this one ends.</p>
            </section>
          ) : null}
          <Facts
            facts={[
              { question: 'State', answer: standing(row, now) },
              { question: 'Answered', answer: answeredOf(row) },
              {
                question: 'Open until',
                answer: row.expiresAt ? <Instant at={row.expiresAt} now={now} /> : 'Not sent',
                support: row.email ? `Sent to ${row.email}` : undefined,
              },
              { question: 'Last saved', answer: row.progressAt ? <Instant at={row.progressAt} now={now} /> : 'Nothing yet' },
            ]}
          />
          <p class="row noprint mt">
            {answerFormats.map((format) => (
              <a class="btn" href={`/questionnaires/${row.id}/file?format=${format}`}>
                Download as {format.toUpperCase()}
              </a>
            ))}
            {rounds.length && Object.keys(row.progress).length ? (
              <a class="btn" href={`/questionnaires/${row.id}/compare`}>
                Compare with the round before
              </a>
            ) : null}
          </p>
          {faults.length ? <NotTakenIn faults={faults} /> : null}
          <div class="cols mt">
            <div>
              <Answers row={row} questions={questions} held={held} now={now} />
            </div>
            {mayWrite && row.state !== 'closed' && row.state !== 'revoked' ? (
              <aside class="aside noprint" aria-label="What can be done">
                <section>
                  <h2>What can be done</h2>
                  <QuestionnaireActs row={row} now={now} sets={await mapsOf(deps)} mails={deps.ports.outgoing.mail !== null} />
                </section>
              </aside>
            ) : null}
          </div>
        </>
      ),
    },
    status,
  )
}

type AnswersProps = { row: Questionnaire; questions: readonly Question[]; held: ReadonlyMap<string, HeldAnswer>; now: string }

/** What was answered; questions that are out and not answered are folded away below. */
const Answers = ({ row, questions, held, now }: AnswersProps) => {
  const answered = row.state === 'draft' ? questions : questions.filter(({ id }) => row.progress[id]?.answer)
  const open = questions.filter((question) => !answered.includes(question))
  return (
    <>
      {answered.length ? (
        <QuestionTable label={row.state === 'draft' ? 'Questions' : 'Answers'} row={row} questions={answered} held={held} now={now} />
      ) : null}
      {open.length ? (
        <details class="mt">
          <summary>{plural(open.length, 'question')} not answered</summary>
          <QuestionTable label="Not answered" row={row} questions={open} held={held} now={now} />
        </details>
      ) : null}
    </>
  )
}

const QuestionTable = ({ label, row, questions, held, now }: AnswersProps & { label: string }) => (
  <Table
    label={label}
    columns={[
      {
        head: 'Question',
        cell: (question) => (
          <>
            {question.id}: {question.question}
            <span class="sub">{sentence(question.section)}</span>
          </>
        ),
      },
      {
        head: 'Answer',
        cell: ({ id }) => {
          const given = row.progress[id]
          return given?.answer ? (
            <>
              {given.answer}
              {given.note ? <span class="sub">Note: {given.note}</span> : null}
            </>
          ) : (
            <>
              <span class="faint">Not answered</span>
              <HeldBefore held={held.get(id)} now={now} />
            </>
          )
        },
      },
    ]}
    rows={questions}
  />
)

const HeldBefore = ({ held, now }: { held: HeldAnswer | undefined; now: string }) =>
  held ? (
    <span class="sub">
      Offered, from <Day day={held.on} now={now} weekday={false} />: {held.answer}
    </span>
  ) : null

async function mapsOf({ ports }: AppDeps) {
  return (await allQuestionSets(ports.db)).filter((set) => set.columns !== null)
}
