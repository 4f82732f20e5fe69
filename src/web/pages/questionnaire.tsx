import { compareRounds, type Question } from '../../core/questionnaire'
import { type HeldAnswer, heldAnswers } from '../../flows/held-answers'
import { answerFormats, exportQuestionnaire } from '../../flows/questionnaire-file'
import { questionsOf } from '../../flows/send-questionnaire'
import { allQuestionSets, answeredRounds, type Questionnaire, questionnaireById, questionnairesList } from '../../store/questionnaires'
import { vendorById } from '../../store/register'
import { questionnaireStates } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { answerFile } from '../api/questionnaires'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { plural, sentence } from '../ui/days'
import { Chips, Empty, Facts, Head } from '../ui/parts'
import { Day, Demo, Instant, State } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { addressOf } from './changes'
import { EvidenceNav } from './evidence-nav'
import { NotTakenIn, QuestionnaireActs } from './questionnaire-acts'
import { show } from './show'

const pageSize = 50
const views = [
  { id: 'open', label: 'Open', states: ['draft', 'sent', 'answered'] },
  { id: 'all', label: 'All', states: questionnaireStates },
] as const

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

export const answeredOf = (row: Questionnaire) =>
  `${Object.values(row.progress).filter(({ answer }) => answer).length} of ${row.questionIds.length}`

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

/** Questionnaires to vendors: the list, one with its answers, and two rounds side by side. */
export function questionnairePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/questionnaires', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const view = views.find((one) => one.id === c.req.query('view')) ?? views[0]
    const vendorId = c.req.query('vendor') || null
    const offset = Math.max(0, Number.parseInt(c.req.query('from') ?? '0', 10) || 0)
    const { items, total } = await questionnairesList(ports.db, caller, { states: view.states, vendorId }, { offset, limit: pageSize })
    const about = vendorId && (await isVisible(ports.db, caller, 'vendors', vendorId)) ? await vendorById(ports.db, vendorId) : null
    const chosen = { view: view.id === 'open' ? null : view.id, vendor: vendorId }
    return show(c, deps, {
      title: 'Questionnaires',
      section: 'evidence',
      crumbs: about ? [{ href: `/vendors/${about.id}`, label: about.name }] : [],
      children: (
        <>
          <Head
            title={about ? `Questionnaires to ${about.name}` : 'Questionnaires'}
            acts={
              can(caller, 'write-register') ? (
                <a class="btn go" href={addressOf('/questionnaires/new', { vendor: vendorId })}>
                  Ask a vendor
                </a>
              ) : null
            }
          >
            <p>What vendors are asked, and what they answered: by a link without an account, or by a spreadsheet.</p>
          </Head>
          {about ? null : <EvidenceNav current="/questionnaires" />}
          <Chips
            label="Views"
            chips={views.map((one) => ({
              href: addressOf('/questionnaires', { view: one.id === 'open' ? null : one.id, vendor: vendorId }),
              label: one.label,
              current: one === view,
            }))}
          />
          {items.length ? (
            <>
              <Table
                label="Questionnaires"
                columns={[
                  {
                    head: 'Title',
                    cell: ({ row }) => (
                      <>
                        <a href={`/questionnaires/${row.id}`}>{row.title}</a> <Demo demo={row.demo} />
                      </>
                    ),
                  },
                  { head: 'Vendor', cell: ({ vendorName }) => vendorName },
                  { head: 'State', cell: ({ row }) => standing(row, now) },
                  { head: 'Answered', cell: ({ row }) => answeredOf(row) },
                  {
                    head: 'Open until',
                    low: true,
                    cell: ({ row }) =>
                      row.expiresAt ? (
                        <Day day={row.expiresAt.slice(0, 10)} now={now} weekday={false} />
                      ) : (
                        <span class="faint">Not sent</span>
                      ),
                  },
                ]}
                rows={items}
              />
              <Pager
                shown={items.length}
                total={total}
                first={offset ? addressOf('/questionnaires', chosen) : null}
                next={items.length === pageSize ? addressOf('/questionnaires', { ...chosen, from: String(offset + pageSize) }) : null}
                noun="questionnaires"
              />
            </>
          ) : (
            <Empty icon="doc" title={view.id === 'open' ? 'No questionnaire is open' : 'None yet'}>
              <p>Ask a vendor what its uses need: the questions follow from the obligations that apply to them.</p>
            </Empty>
          )}
        </>
      ),
    })
  })

  app.get('/questionnaires/:id', async (c) => one(c, deps, await demandQuestionnaire(deps, c)))

  app.get('/questionnaires/:id/file', async (c) => {
    const row = await demandQuestionnaire(deps, c)
    const format = answerFormats.find((name) => name === c.req.query('format')) ?? 'xlsx'
    return answerFile(c, row.id, await exportQuestionnaire(ports, row, format), format)
  })

  app.get('/questionnaires/:id/compare', async (c) => {
    const view = await viewOf(deps, await demandQuestionnaire(deps, c))
    const { row, rounds, questions } = view
    const before = rounds.find(({ id }) => id === (c.req.query('with') ?? row.previousId)) ?? rounds[0]
    if (!before) throw notFound()
    const differences = compareRounds(
      { questions: await questionsOf(ports, before), answers: before.progress },
      { questions, answers: row.progress },
    )
    const words = { changed: 'Changed', new: 'New answer', gone: 'No answer now' }
    return show(c, deps, {
      title: `${row.title}: what changed`,
      section: 'evidence',
      crumbs: [{ href: `/questionnaires/${row.id}`, label: row.title }],
      children: (
        <>
          <Head title="Two rounds compared">
            <p>
              <a href={`/questionnaires/${before.id}`}>{before.title}</a> against {row.title}: {plural(differences.length, 'answer')}{' '}
              {differences.length === 1 ? 'differs' : 'differ'}.
            </p>
          </Head>
          {rounds.length > 1 ? (
            <Chips
              label="Against"
              chips={rounds.map((round) => ({
                href: `/questionnaires/${row.id}/compare?with=${encodeURIComponent(round.id)}`,
                label: round.title,
                current: round === before,
              }))}
            />
          ) : null}
          {differences.length ? (
            <Table
              label="Answers that differ"
              columns={[
                {
                  head: 'Question',
                  cell: ({ question, how }) => (
                    <>
                      {question.id}: {question.question}
                      <span class="sub">{words[how]}</span>
                    </>
                  ),
                },
                { head: 'Before', cell: (one) => one.before ?? <span class="faint">Not answered</span> },
                { head: 'Now', cell: (one) => one.after ?? <span class="faint">Not answered</span> },
              ]}
              rows={differences}
            />
          ) : (
            <Empty icon="check" title="Every answer says the same" />
          )}
        </>
      ),
    })
  })
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
              <Table
                label="Questions"
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

const HeldBefore = ({ held, now }: { held: HeldAnswer | undefined; now: string }) =>
  held ? (
    <span class="sub">
      Offered, from <Day day={held.on} now={now} weekday={false} />: {held.answer}
    </span>
  ) : null

async function mapsOf({ ports }: AppDeps) {
  return (await allQuestionSets(ports.db)).filter((set) => set.columns !== null)
}
