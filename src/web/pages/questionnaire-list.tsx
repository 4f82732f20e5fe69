import { questionnairesList } from '../../store/questionnaires'
import { vendorById } from '../../store/register'
import { questionnaireStates } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { Chips, Empty, Head } from '../ui/parts'
import { Day, Demo } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { addressOf } from './changes'
import { EvidenceNav } from './evidence-nav'
import { answeredOf, standing } from './questionnaire-view'
import { show } from './show'

const pageSize = 50
const views = [
  { id: 'open', label: 'Open', states: ['draft', 'sent', 'answered'] },
  { id: 'all', label: 'All', states: questionnaireStates },
] as const

/** The questionnaires that the reader may see, those that are open first asked for. */
export async function questionnaireList(c: AppContext, deps: AppDeps) {
  const { ports } = deps
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
}
