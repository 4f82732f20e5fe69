import { addDays } from '../../core/day'
import { withdrawEvidence } from '../../flows/add-evidence'
import { type Evidence, evidenceById } from '../../store/evidence'
import { type EvidenceFilter, type EvidenceLine, evidenceLines, reviewsRestingOn } from '../../store/evidence-page'
import { vendorById } from '../../store/register'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { invalid, notFound } from '../problem'
import { bytesInWords } from '../ui/days'
import { Chips, Empty, Head } from '../ui/parts'
import { Demo } from '../ui/signs'
import { type Column, Pager, Table } from '../ui/table'
import { actorOf, resultOf } from './act'
import { addressOf, Keys } from './changes'
import { Covers, DocumentPage } from './evidence-document'
import { EvidenceNav } from './evidence-nav'
import { doneAt } from './flash'
import { EvidenceSign } from './proof-signs'
import { show } from './show'

const views = [
  { id: 'all', label: 'All', state: null, days: null },
  { id: 'soon', label: 'Runs out in 60 days', state: null, days: 60 },
  { id: 'current', label: 'Current', state: 'current', days: null },
  { id: 'expired', label: 'Run out', state: 'expired', days: null },
  { id: 'withdrawn', label: 'Withdrawn', state: 'withdrawn', days: null },
] as const

/** Evidence: documents kept as proof, what runs out first on top. */
export function evidencePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/evidence', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const today = now.slice(0, 10)
    const { find = '', vendor = '', type = '', cursor } = c.req.query()
    const view = views.find((one) => one.id === c.req.query('view')) ?? views[0]
    const filter: EvidenceFilter = {
      state: view.state,
      until: view.days === null ? null : addDays(today, view.days),
      vendorId: vendor || null,
      type: type || null,
      find: find.trim() || null,
    }
    const page = await evidenceLines(ports.db, caller, filter, today, cursor ?? null)
    if (!page) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
    const about = vendor && (await isVisible(ports.db, caller, 'vendors', vendor)) ? await vendorById(ports.db, vendor) : null
    const chosen = { view: view.id === 'all' ? null : view.id, vendor: vendor || null, type: type || null, find: find || null }
    const address = (changes: Record<string, string | null>) => addressOf('/evidence', chosen, changes)
    const filters = [
      ...(find ? [{ label: `“${find}”`, href: address({ find: null }) }] : []),
      ...(about ? [{ label: about.name, href: address({ vendor: null }) }] : []),
      ...(type ? [{ label: type, href: address({ type: null }) }] : []),
      ...(view.id === 'all' ? [] : [{ label: view.label, href: address({ view: null }) }]),
    ]
    return show(c, deps, {
      title: 'Evidence',
      section: 'evidence',
      children: (
        <>
          <Head
            title="Evidence"
            acts={
              can(caller, 'write-sources') ? (
                <a class="btn go" href={addressOf('/evidence/new', { vendor: vendor || null })}>
                  File a document
                </a>
              ) : null
            }
          >
            <p>Documents kept as proof, with hash, period covered and expiry. What runs out first stands first.</p>
          </Head>
          <EvidenceNav current="/evidence" />
          <Chips
            label="Views"
            chips={views.map((one) => ({
              href: address({ view: one.id === 'all' ? null : one.id }),
              label: one.label,
              current: one === view,
            }))}
          />
          <form class="filters" action="/evidence" method="get">
            {view.id === 'all' ? null : <input type="hidden" name="view" value={view.id} />}
            {vendor ? <input type="hidden" name="vendor" value={vendor} /> : null}
            <div class="field grow">
              <label for="find">Find</label>
              <input id="find" type="search" name="find" value={find} placeholder="Part of a document’s name" />
            </div>
            <button type="submit">Show</button>
            {filters.length ? (
              <a class="btn link" href="/evidence">
                Clear
              </a>
            ) : null}
          </form>
          {page.items.length ? (
            <>
              <Table
                label="Evidence"
                caption={about ? `About ${about.name}` : undefined}
                columns={columnsOf(now, about === null)}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={cursor ? address({}) : null}
                next={page.next ? address({ cursor: page.next }) : null}
                noun="documents"
              />
            </>
          ) : (
            <Empty
              icon="doc"
              title={filters.length ? 'No document matches' : 'No document on file yet'}
              acts={filters.map((filter) => (
                <a class="btn" href={filter.href}>
                  Drop {filter.label}
                </a>
              ))}
            >
              <p>
                Certificates, audit reports, letters and policies of vendors are kept here as proof, with the day on which they run out.
              </p>
            </Empty>
          )}
          <Keys />
        </>
      ),
    })
  })

  app.get('/evidence/:id', async (c) => {
    const document = await demandEvidence(deps, c)
    const caller = callerOf(c)
    const [vendor, reviews] = await Promise.all([vendorById(ports.db, document.vendorId), reviewsRestingOn(ports.db, caller, document.id)])
    return show(c, deps, {
      title: document.name,
      section: 'evidence',
      crumbs: [
        { href: '/evidence', label: 'Evidence' },
        { href: `/vendors/${document.vendorId}`, label: vendor?.name ?? 'unknown' },
      ],
      children: <DocumentPage document={document} reviews={reviews} now={ports.now()} mayFile={can(caller, 'write-sources')} />,
    })
  })

  app.post('/evidence/:id/withdraw', async (c) => {
    const document = await demandEvidence(deps, c)
    const reason = (await formFields(c)).typed.reason?.trim() ?? ''
    if (!reason) throw invalid([{ path: 'reason', message: 'say why' }])
    resultOf(await withdrawEvidence(ports, actorOf(c), document.id, reason.slice(0, 2000)))
    return c.redirect(doneAt(`/evidence/${document.id}`, 'withdrawn'), 303)
  })
}

/** The document of the address, where the caller may see it; 404 otherwise. */
export async function demandEvidence({ ports: { db } }: AppDeps, c: AppContext): Promise<Evidence> {
  const id = c.req.param('id') ?? ''
  const document = (await isVisible(db, callerOf(c), 'evidence', id)) ? await evidenceById(db, id) : null
  if (!document) throw notFound()
  return document
}

const columnsOf = (now: string, withVendor: boolean): Column<EvidenceLine>[] => [
  {
    head: 'Document',
    cell: ({ evidence }) => (
      <>
        <a href={`/evidence/${evidence.id}`}>{evidence.name}</a> <Demo demo={evidence.demo} />
        {evidence.type ? <span class="sub">{evidence.type}</span> : null}
      </>
    ),
  },
  ...(withVendor
    ? [
        {
          head: 'Vendor',
          cell: ({ evidence, vendorName }: EvidenceLine) => <a href={`/vendors/${evidence.vendorId}`}>{vendorName}</a>,
        },
      ]
    : []),
  { head: 'State', cell: ({ evidence }) => <EvidenceSign document={evidence} now={now} /> },
  { head: 'Covers', cell: ({ evidence }) => <Covers document={evidence} now={now} /> },
  { head: 'Supports', numeric: true, low: true, cell: ({ evidence }) => evidence.supports.length },
  {
    head: 'File',
    cell: ({ evidence }) => (
      <a href={`/api/v1/evidence/${evidence.id}/file`}>
        {bytesInWords(evidence.bytes)}
        <span class="vh"> of {evidence.name}, download</span>
      </a>
    ),
  },
]
