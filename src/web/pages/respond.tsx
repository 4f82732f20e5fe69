import type { Question } from '../../core/questionnaire'
import { saveProgress, submitAnswers, tooLong, withHeld } from '../../flows/answer-questionnaire'
import { type HeldAnswer, heldAnswers } from '../../flows/held-answers'
import { questionnaireOfLink } from '../../flows/send-questionnaire'
import type { Questionnaire } from '../../store/questionnaires'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { perMinute } from '../per-address'
import { notFound, Problem } from '../problem'
import { plural } from '../ui/days'
import { type Fault, Faults, TextArea, type Typed } from '../ui/form'
import { Gate } from '../ui/layout'
import { Day } from '../ui/signs'

const mostAMinute = 120
const overview = 'end'
type Section = { name: string; questions: { question: Question; index: number }[] }

/** The questions by their sections, each with its place in the whole: field names follow from it. */
function sectionsOf(questions: readonly Question[]): Section[] {
  const sections: Section[] = []
  for (const [index, question] of questions.entries()) {
    const last = sections.find((one) => one.name === question.section)
    if (last) last.questions.push({ question, index })
    else sections.push({ name: question.section, questions: [{ question, index }] })
  }
  return sections
}

/**
 * A questionnaire as the vendor sees it, by its link and without an account: a page a section, each saved as it is left, then an overview to send it from.
 * A link that has expired, was revoked, was accepted or never was answers 404, all alike.
 */
export function respondPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const count = perMinute(deps, mostAMinute)

  const demand = async (c: AppContext): Promise<Questionnaire> => {
    count(c)
    const row = await questionnaireOfLink(ports, c.req.param('token') ?? '')
    if (!row) throw notFound()
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
    return row
  }

  app.get('/q/:token', async (c) => {
    const row = await demand(c)
    return c.html(
      row.state === 'answered' ? (
        <Sent />
      ) : (
        <Page
          row={row}
          at={c.req.query('page') ?? ''}
          now={ports.now()}
          held={await heldAnswers(ports, row, row.frozen ?? [])}
          saved={c.req.query('saved') === '1'}
        />
      ),
    )
  })

  app.post('/q/:token', async (c) => {
    const row = await demand(c)
    if (row.state === 'answered') return c.html(<Sent />)
    const { typed } = await formFields(c)
    const questions = row.frozen ?? []
    const held = await heldAnswers(ports, row, questions)
    const keep = new Set(questions.flatMap(({ id }, index) => (typed[`k.${index}`] ? [id] : [])))
    const said = Object.fromEntries(
      questions.flatMap(({ id }, index) => {
        const answer = typed[`a.${index}`]
        return answer === undefined ? [] : [[id, { answer, note: typed[`n.${index}`] ?? null }]]
      }),
    )
    const given = withHeld(said, held, keep)
    const long = tooLong(given)
    if (long.length) {
      const faults = long.map((id) => ({
        path: `a.${questions.findIndex((one) => one.id === id)}`,
        message: 'longer than can be kept: at most 20,000 characters, and 5,000 for a note',
      }))
      return c.html(<Page row={row} at={typed.page ?? ''} now={ports.now()} held={held} typed={typed} faults={faults} />, 400)
    }
    if (typed.act === 'submit') {
      const done = await submitAnswers(ports, row, given)
      if (done.ok) return c.html(<Sent />)
      if (done.reason !== 'no-answers') throw new Problem(409, done.reason, done.detail ?? 'It was sent back or ended meanwhile.')
      return c.html(
        <Page row={row} at={overview} now={ports.now()} held={held} faults={[{ path: null, message: 'Nothing is answered yet.' }]} />,
        400,
      )
    }
    const done = await saveProgress(ports, row, given)
    if (!done.ok) throw new Problem(409, done.reason, done.detail ?? 'It was sent back or ended meanwhile.')
    const to = typed.act?.startsWith('page ') ? typed.act.slice(5) : (typed.page ?? '')
    return c.redirect(`?page=${encodeURIComponent(to)}&saved=1`, 303)
  })
}

type Held = ReadonlyMap<string, HeldAnswer>
type Shown = { row: Questionnaire; at: string; now: string; held: Held; typed?: Typed; faults?: readonly Fault[]; saved?: boolean }

const Page = ({ row, at, now, held, typed, faults = [], saved }: Shown) => {
  const questions = row.frozen ?? []
  const sections = sectionsOf(questions)
  const isEnd = at === overview
  const place = Math.min(Math.max(0, Number.parseInt(at, 10) - 1 || 0), sections.length - 1)
  const answered = questions.filter(({ id }) => row.progress[id]?.answer).length
  return (
    <Gate title={row.title} wide footer="Whoever has this link can read and write the answers: give it to nobody else.">
      <div>
        <h1>{row.title}</h1>
        <p class="soft">
          {answered} of {plural(questions.length, 'question')} answered.{' '}
          {row.expiresAt ? (
            <>
              Open until <Day day={row.expiresAt.slice(0, 10)} now={now} />.
            </>
          ) : null}
        </p>
        {saved ? <p role="status">Saved. You can come back with the same link.</p> : null}
      </div>
      <Faults faults={faults} labels={Object.fromEntries(questions.map(({ id }, index) => [`a.${index}`, id]))} />
      {isEnd ? (
        <End row={row} held={held} sections={sections} />
      ) : (
        <Fields
          row={row}
          now={now}
          held={held}
          section={sections[place]}
          place={place}
          of={sections.length}
          typed={typed}
          faults={faults}
        />
      )}
    </Gate>
  )
}

type FieldsProps = {
  row: Questionnaire
  now: string
  held: Held
  section: Section | undefined
  place: number
  of: number
  typed: Typed | undefined
  faults: readonly Fault[]
}

const Fields = ({ row, now, held, section, place, of, typed, faults }: FieldsProps) => {
  const values: Typed = Object.fromEntries(
    (section?.questions ?? []).flatMap(({ question, index }) => [
      [`a.${index}`, row.progress[question.id]?.answer ?? ''],
      [`n.${index}`, row.progress[question.id]?.note ?? ''],
    ]),
  )
  return (
    <form method="post" action="?">
      <input type="hidden" name="page" value={String(place + 1)} />
      <h2>{section?.name}</h2>
      <p class="small soft">
        Page {place + 1} of {of}
      </p>
      {section?.questions.map(({ question, index }) => (
        <div>
          <TextArea
            name={`a.${index}`}
            label={`${question.id}. ${question.question}`}
            hint={question.expectedEvidence ? `What would show it: ${question.expectedEvidence}` : undefined}
            rows={4}
            typed={typed ?? values}
            faults={faults}
          />
          {values[`a.${index}`] ? null : <Before held={held.get(question.id)} id={question.id} index={index} now={now} />}
          <details open={Boolean(values[`n.${index}`])}>
            <summary>
              Add a note<span class="vh"> to {question.id}</span>
            </summary>
            <TextArea name={`n.${index}`} label={`Note to ${question.id}`} rows={2} typed={typed ?? values} faults={faults} />
          </details>
        </div>
      ))}
      <p class="row">
        <button class="btn go" type="submit" name="act" value={place + 1 < of ? `page ${place + 2}` : `page ${overview}`}>
          Save and go on
        </button>
        <button class="btn" type="submit" name="act" value="save">
          Save
        </button>
        {place > 0 ? (
          <button class="btn" type="submit" name="act" value={`page ${place}`}>
            Save and go back
          </button>
        ) : null}
        <button class="btn" type="submit" name="act" value={`page ${overview}`}>
          Overview
        </button>
      </p>
    </form>
  )
}

/** What was answered before, with its day; it counts again only when somebody says so. */
const Before = ({ held, id, index, now }: { held: HeldAnswer | undefined; id: string; index: number; now: string }) =>
  held ? (
    <div class="held">
      <p class="small soft">
        Your answer of <Day day={held.on} now={now} weekday={false} />:
      </p>
      <blockquote>
        <p class="said">{held.answer}</p>
        {held.note ? <p class="small">Note: {held.note}</p> : null}
      </blockquote>
      <label class="pick">
        <input type="checkbox" name={`k.${index}`} value="1" /> This still holds: take it as the answer<span class="vh"> to {id}</span>
      </label>
    </div>
  ) : null

const End = ({ row, held, sections }: { row: Questionnaire; held: Held; sections: readonly Section[] }) => (
  <form method="post" action="?">
    <h2>Overview</h2>
    <ul>
      {sections.map(({ name, questions }, index) => {
        const open = questions.filter(({ question }) => !row.progress[question.id]?.answer)
        return (
          <li>
            <a href={`?page=${index + 1}`}>{name}</a>: {questions.length - open.length} of {questions.length} answered
            {open.length ? (
              <span class="sub">
                Open: {open.map(({ question }) => `${question.id}${held.has(question.id) ? ' (answered before)' : ''}`).join(', ')}
              </span>
            ) : null}
          </li>
        )
      })}
    </ul>
    <p class="soft">Once sent, the answers stand as they are. What is left open counts as not answered.</p>
    <p class="row">
      <button class="btn go" type="submit" name="act" value="submit">
        Send the answers
      </button>
      <a class="btn" href="?page=1">
        Back to the questions
      </a>
    </p>
  </form>
)

const Sent = () => (
  <Gate title="Sent">
    <div>
      <h1>Sent</h1>
      <p class="soft">The answers are with those who asked. You can close this page.</p>
    </div>
  </Gate>
)
