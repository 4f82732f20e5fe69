import { shownDecisionStates } from '../../core/decision'
import { type ShownDecision, showDecisions } from '../../flows/show-decisions'
import { namesOf } from '../../store/case-page'
import { type Contract, contractsPage } from '../../store/contracts'
import { decisionsPage } from '../../store/decisions'
import { type Exit, exitsPage } from '../../store/exits'
import type { Page } from '../../store/page'
import { vendorNames } from '../../store/register-page'
import { deploymentNames } from '../../store/reminders'
import { callerOf } from '../authorise'
import { listFile } from '../csv'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { clauseName } from './contract-clauses'
import { dispositionWords } from './decision-parts'

/** A file holds no more rows. */
const mostInFile = 10_000
const newest = { name: 'createdAt', descending: true }

type Asked = { limit: number; cursor: string | null; sort: { name: string; descending: boolean } }

/** The lists that have no file of the register, as files: decisions, exits and contracts, each as far as the reader sees it. */
export function listFiles(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const named = (noun: string) => `${noun}-${ports.now().slice(0, 10)}`

  app.get('/decisions/file', async (c) => {
    const state = shownDecisionStates.find((one) => one === c.req.query('state'))
    const filters = state ? { state: [state] } : {}
    const all = await every((asked) => decisionsPage(db, callerOf(c), { ...asked, filters }, ports.now()))
    const rows = await showDecisions(ports, all, ports.now())
    return listFile(c, named('decisions'), await decisionRows(rows))
  })

  app.get('/exits/file', async (c) => {
    const rows = await every((asked) => exitsPage(db, callerOf(c), { ...asked, filters: {} }))
    return listFile(c, named('exits'), await exitRows(rows))
  })

  app.get('/contracts/file', async (c) => contractsFile(c))

  async function contractsFile(c: AppContext) {
    const vendor = c.req.query('vendor')
    const filters = vendor ? { vendorId: [vendor] } : {}
    const rows = await every((asked) => contractsPage(db, callerOf(c), { ...asked, filters }))
    return listFile(c, named('contracts'), await contractRows(rows))
  }

  async function decisionRows(rows: readonly ShownDecision[]): Promise<string[][]> {
    const [uses, people] = await Promise.all([
      deploymentNames(
        db,
        rows.map((row) => row.deploymentId),
      ),
      namesOf(
        db,
        rows.flatMap(({ signatures, terms }) => [...signatures.map(({ personId }) => personId), ...terms.map(({ ownerId }) => ownerId)]),
      ),
    ])
    const nameOf = (id: string | null) => (id === null ? '' : (people.get(id) ?? id))
    return [
      ['id', 'use', 'decision', 'state', 'because', 'signed', 'terms', 'rests_on', 'drafted_at'],
      ...rows.map((row) => [
        row.id,
        uses.get(row.deploymentId) ?? row.deploymentId,
        dispositionWords[row.disposition],
        row.state,
        row.because.map(({ text }) => text).join('; '),
        row.signatures.map(({ personId, at }) => `${nameOf(personId)} ${at.slice(0, 10)}`).join('; '),
        row.terms
          .map(({ text, dueOn, ownerId, doneOn }) =>
            [text, dueOn ? `due ${dueOn}` : '', nameOf(ownerId), doneOn ? `done ${doneOn}` : ''].filter(Boolean).join(', '),
          )
          .join('; '),
        row.basis.map(({ type, id }) => `${type} ${id}`).join('; '),
        row.createdAt,
      ]),
    ]
  }

  async function exitRows(rows: readonly Exit[]): Promise<string[][]> {
    const [names, uses] = await Promise.all([
      vendorNames(
        db,
        rows.map((row) => row.vendorId),
      ),
      deploymentNames(
        db,
        rows.flatMap((row) => row.deploymentId ?? []),
      ),
    ])
    return [
      ['id', 'vendor', 'use', 'state', 'reason', 'still_to_do', 'deletion_confirmed_on', 'begun_at'],
      ...rows.map((row) => [
        row.id,
        names.get(row.vendorId) ?? row.vendorId,
        row.deploymentId ? (uses.get(row.deploymentId) ?? row.deploymentId) : '',
        row.state,
        row.reason,
        row.steps
          .filter(({ doneOn }) => doneOn === null)
          .map(({ text, dueOn }) => (dueOn ? `${text} (due ${dueOn})` : text))
          .join('; '),
        row.confirmedOn ?? '',
        row.createdAt,
      ]),
    ]
  }

  async function contractRows(rows: readonly Contract[]): Promise<string[][]> {
    const names = await vendorNames(
      db,
      rows.map((row) => row.vendorId),
    )
    const days = (row: Contract) => [row.startsOn, row.endsOn, row.renewsOn, row.noticeByOn].map((day) => day ?? '')
    const said = (value: unknown) =>
      value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
    const found = (present: boolean | null) => (present === null ? 'not looked at' : present ? 'in the contract' : 'missing')
    return [
      ['id', 'vendor', 'reference', 'starts_on', 'ends_on', 'renews_on', 'notice_by_on', 'clause', 'found', 'says', 'where'],
      ...rows.flatMap((row) => {
        const own = [row.id, names.get(row.vendorId) ?? row.vendorId, row.reference ?? '', ...days(row)]
        const clauses = row.clauses.map(({ id, present, value, reference }) => [
          ...own,
          clauseName(id),
          found(present),
          said(value),
          reference ?? '',
        ])
        return clauses.length ? clauses : [[...own, '', '', '', '']]
      }),
    ]
  }
}

async function every<T>(pageOf: (asked: Asked) => Promise<Page<T> | { problem: 'bad-cursor' }>): Promise<T[]> {
  const rows: T[] = []
  for (let cursor: string | null = null; rows.length < mostInFile; ) {
    const page: Page<T> = pageOrProblem(await pageOf({ limit: 500, cursor, sort: newest }))
    rows.push(...page.items)
    cursor = page.next
    if (!cursor) break
  }
  return rows
}

/** Links to a list as CSV and as a workbook. */
export const ListFiles = ({ path, query = {} }: { path: string; query?: Record<string, string> }) => (
  <>
    {(['csv', 'xlsx'] as const).map((format) => (
      <a class="btn" href={`${path}?${new URLSearchParams({ ...query, format })}`}>
        {format.toUpperCase()}
      </a>
    ))}
  </>
)
