import type { Question } from '../../core/questionnaire'
import { standardQuestions } from '../../flows/known-questions'
import { newQuestionSet, questionSetFields, saveQuestionSet } from '../../flows/save-question-set'
import { allQuestionSets, type QuestionSet, questionSetById } from '../../store/questionnaires'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { plural } from '../ui/days'
import { type Fault, Faults, TextArea, TextField, type Typed } from '../ui/form'
import { Empty, Head } from '../ui/parts'
import { Table } from '../ui/table'
import { actorOf } from './act'
import { EvidenceNav } from './evidence-nav'
import { doneAt } from './flash'
import { show } from './show'

const labels = {
  name: 'Name',
  questions: 'Questions',
  sheet: 'Sheet',
  key: 'Column of the keys',
  answer: 'Column of the answers',
  note: 'Column of notes',
  keys: 'Which question each key answers',
}

const parts = (text: string, sign: string) => text.split(sign).map((part) => part.trim())
const lines = (text: string) => text.split('\n').filter((line) => line.trim())

/** A question a line: key | section | question | obligations | expected evidence | kinds. */
const questionsIn = (text: string) =>
  lines(text).map((line) => {
    const [id = '', section = '', question = '', obligations = '', evidence = '', kinds = ''] = parts(line, '|')
    const list = (some: string) => parts(some, ',').filter(Boolean)
    return { id, section, question, obligations: list(obligations), expectedEvidence: evidence || null, invalidatedBy: list(kinds) }
  })

const linesOf = (questions: readonly Question[]): Typed => ({
  questions: questions
    .map(({ id, section, question, obligations, expectedEvidence, invalidatedBy }) =>
      [id, section, question, obligations.join(', '), expectedEvidence ?? '', invalidatedBy.join(', ')]
        .map((part) => part.replace(/[\n|]/g, ' '))
        .join(' | '),
    )
    .join('\n'),
})

const typedFrom = (set: QuestionSet): Typed => ({
  name: set.name,
  ...linesOf(set.questions),
  sheet: set.columns?.sheet ?? '',
  key: set.columns?.key ?? '',
  answer: set.columns?.answer ?? '',
  note: set.columns?.note ?? '',
  keys: Object.entries(set.columns?.keys ?? {})
    .map(([key, questionId]) => `${key} = ${questionId}`)
    .join('\n'),
})

function givenFrom(typed: Typed): unknown {
  const keys = lines(typed.keys ?? '').map((line) => {
    const at = line.lastIndexOf('=')
    return [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()] as const
  })
  const mapped = typed.key?.trim() || typed.answer?.trim() || keys.length
  return {
    name: typed.name ?? '',
    questions: questionsIn(typed.questions ?? ''),
    columns: mapped
      ? {
          sheet: typed.sheet?.trim() || null,
          key: typed.key ?? '',
          answer: typed.answer ?? '',
          note: typed.note?.trim() || null,
          keys: Object.fromEntries(keys),
        }
      : null,
  }
}

/** Sets of questions of our own, and maps by which filled files of other forms are read. */
export function questionSetPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/question-sets', async (c) => {
    const sets = await allQuestionSets(ports.db)
    const mayWrite = can(callerOf(c), 'write-register')
    return show(c, deps, {
      title: 'Sets of questions',
      section: 'evidence',
      children: (
        <>
          <Head
            title="Sets of questions"
            acts={
              mayWrite ? (
                <>
                  <a class="btn go" href="/question-sets/new">
                    Add a set
                  </a>
                  <a class="btn" href="/question-sets/new?from=telltale">
                    Edit the questions of Telltale
                  </a>
                </>
              ) : null
            }
          >
            <p>Questions of our own, edits of those of Telltale, and maps by which filled files of other forms are read.</p>
          </Head>
          <EvidenceNav current="/question-sets" />
          {sets.length ? (
            <Table
              label="Sets of questions"
              columns={[
                { head: 'Name', cell: (set) => (mayWrite ? <a href={`/question-sets/${set.id}/edit`}>{set.name}</a> : set.name) },
                { head: 'Questions', numeric: true, cell: (set) => String(set.questions.length) },
                { head: 'Reads files', cell: (set) => (set.columns ? plural(Object.keys(set.columns.keys).length, 'key') : 'No') },
              ]}
              rows={sets}
            />
          ) : (
            <Empty icon="doc" title="None of our own yet">
              <p>
                Vendors are asked the questions of Telltale as they stand. Add a set to ask more, or to read the filled files of other
                forms.
              </p>
            </Empty>
          )}
        </>
      ),
    })
  })

  app.get('/question-sets/new', async (c) =>
    form(
      c,
      null,
      c.req.query('from') === 'telltale' ? { name: 'Questions of Telltale, edited', ...linesOf(await standardQuestions(ports)) } : {},
      [],
    ),
  )
  app.post('/question-sets/new', async (c) => {
    const { typed } = await formFields(c)
    const parsed = newQuestionSet.safeParse(givenFrom(typed))
    if (!parsed.success) return form(c, null, typed, faultsOf(parsed.error), 400)
    const done = await saveQuestionSet(ports, actorOf(c), parsed.data, null)
    return done.ok
      ? c.redirect(doneAt('/question-sets', 'added'), 303)
      : form(c, null, typed, [{ path: null, message: 'It could not be added.' }], 400)
  })
  app.get('/question-sets/:id/edit', async (c) => {
    const set = await demand(c)
    return form(c, set, { ...typedFrom(set), version: String(set.version) }, [])
  })
  app.post('/question-sets/:id/edit', async (c) => {
    const set = await demand(c)
    const { typed } = await formFields(c)
    const changed = [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }]
    if (typed.version !== String(set.version)) return form(c, set, { ...typed, version: String(set.version) }, changed, 409)
    const parsed = questionSetFields.safeParse(givenFrom(typed))
    if (!parsed.success) return form(c, set, typed, faultsOf(parsed.error), 400)
    const done = await saveQuestionSet(ports, actorOf(c), parsed.data, set)
    return done.ok ? c.redirect(doneAt('/question-sets', 'saved'), 303) : form(c, set, typed, changed, 409)
  })

  async function demand(c: AppContext): Promise<QuestionSet> {
    const set = await questionSetById(ports.db, c.req.param('id') ?? '')
    if (!set) throw notFound()
    return set
  }

  function form(c: AppContext, set: QuestionSet | null, typed: Typed, faults: readonly Fault[], status: 200 | 400 | 409 = 200) {
    const title = set ? set.name : 'Add a set of questions'
    return show(
      c,
      deps,
      {
        title,
        section: 'evidence',
        crumbs: [{ href: '/question-sets', label: 'Sets of questions' }],
        children: (
          <>
            <Head title={title} />
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action={set ? `/question-sets/${set.id}/edit` : '/question-sets/new'}>
              {set ? <input type="hidden" name="version" value={typed.version ?? String(set.version)} /> : null}
              <TextField name="name" label={labels.name} typed={typed} faults={faults} required />
              <TextArea
                name="questions"
                label={labels.questions}
                hint="One a line: key | section | question | obligations | expected evidence | kinds of change that make an answer doubtful. The last three may be left out; several are parted by commas. A key of Telltale, such as Q05, edits that question."
                rows={10}
                typed={typed}
                faults={faults}
              />
              <fieldset>
                <legend>Filled files of another form</legend>
                <p class="hint">
                  For a filled AI-CAIQ, CAIQ, SIG or HECVAT file that a vendor sends. Their texts are not part of Telltale.
                </p>
                <TextField name="sheet" label={labels.sheet} hint="Empty: the first that has the columns." typed={typed} faults={faults} />
                <div class="two">
                  <TextField name="key" label={labels.key} hint="A letter, or the text of its heading." typed={typed} faults={faults} />
                  <TextField name="answer" label={labels.answer} typed={typed} faults={faults} />
                </div>
                <TextField name="note" label={labels.note} typed={typed} faults={faults} />
                <TextArea
                  name="keys"
                  label={labels.keys}
                  hint="One a line: their key = our question, such as A-01.1 = Q11. Keys that do not stand here are passed over."
                  rows={8}
                  typed={typed}
                  faults={faults}
                />
              </fieldset>
              <p>
                <button class="btn go" type="submit">
                  Save
                </button>
              </p>
            </form>
          </>
        ),
      },
      status,
    )
  }
}

const faultsOf = (error: Parameters<typeof fieldErrors>[0]): Fault[] =>
  fieldErrors(error).map(({ path, message }) => {
    const [first, second, third] = path.split('.')
    if (first === 'questions' && second !== undefined)
      return { path: 'questions', message: `line ${Number(second) + 1}${third ? `, ${third}` : ''}: ${message}` }
    return { path: first === 'columns' ? (second ?? 'keys') : (first ?? null), message }
  })
