import { knownQuestions } from '../../flows/known-questions'
import { type ClaimLine, claimLines } from '../../store/claims-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { invalid } from '../problem'
import { Chips, Empty, Head } from '../ui/parts'
import { Demo, Instant } from '../ui/signs'
import { type Column, Pager, Table } from '../ui/table'
import { addressOf } from './changes'
import { ClaimSign } from './claims-question'
import { EvidenceNav } from './evidence-nav'
import { show } from './show'

const views = [
  { id: 'again', label: 'To answer again', states: ['edited', 'gone'] },
  { id: 'standing', label: 'Standing', states: ['holds', 'relocated'] },
  { id: 'withdrawn', label: 'Withdrawn', states: ['withdrawn'] },
  { id: 'all', label: 'All', states: ['holds', 'relocated', 'edited', 'gone', 'withdrawn'] },
] as const

/** Answers about all vendors that a person may see; those whose support has moved stand first. */
export function claimsList(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/claims', async (c) => {
    const { cursor } = c.req.query()
    const view = views.find(({ id }) => id === c.req.query('view')) ?? views[0]
    const page = await claimLines(ports.db, callerOf(c), { states: view.states, cursor: cursor ?? null, limit: 50 })
    if (!page) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
    const questions = await knownQuestions(ports)
    const address = (changes: Record<string, string | null>) =>
      addressOf('/claims', { view: view.id === 'again' ? null : view.id }, changes)
    return show(c, deps, {
      title: 'Answers',
      section: 'evidence',
      children: (
        <>
          <Head title="Answers">
            <p>What is known of vendors, question by question, each pinned to the words or the document that supports it.</p>
          </Head>
          <EvidenceNav current="/claims" />
          <Chips
            label="Views"
            chips={views.map((one) => ({
              href: address({ view: one.id === 'again' ? null : one.id }),
              label: one.label,
              current: one === view,
            }))}
          />
          {page.items.length ? (
            <>
              <Table label={view.label} columns={columnsOf((id) => questions.get(id)?.question, ports.now())} rows={page.items} />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={cursor ? address({}) : null}
                next={page.next ? address({ cursor: page.next }) : null}
                noun="answers"
              />
            </>
          ) : (
            <Empty icon="check" title={view.id === 'again' ? 'No answer has lost its support' : 'None'}>
              <p>
                {view.id === 'again'
                  ? 'When a vendor edits or drops the words that an answer rests on, or its document is withdrawn, it stands here.'
                  : 'Answers are given on the page of a vendor, or come with its questionnaires.'}
              </p>
            </Empty>
          )}
        </>
      ),
    })
  })
}

const longest = 160
const short = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)

const columnsOf = (questionOf: (id: string) => string | undefined, now: string): Column<ClaimLine>[] => [
  {
    head: 'Question',
    cell: ({ claim }) => (
      <>
        <a href={`/vendors/${claim.vendorId}/claims/${claim.questionId}#claim-${claim.id}`}>
          {claim.questionId}: {short(questionOf(claim.questionId) ?? 'a question that is no longer asked')}
        </a>{' '}
        <Demo demo={claim.demo} />
      </>
    ),
  },
  { head: 'Vendor', cell: ({ claim, vendorName }) => <a href={`/vendors/${claim.vendorId}`}>{vendorName}</a> },
  { head: 'Answer', cell: ({ claim }) => <span class="wrap">{short(claim.answer)}</span> },
  { head: 'State', cell: ({ claim }) => <ClaimSign state={claim.state} /> },
  { head: 'Given', low: true, cell: ({ claim }) => <Instant at={claim.createdAt} now={now} /> },
]
