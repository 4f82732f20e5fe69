import { addDays } from '../../core/day'
import { withdrawEvidence } from '../../flows/add-evidence'
import { type Evidence, evidenceById, evidenceState } from '../../store/evidence'
import { type EvidenceFilter, type EvidenceLine, evidenceLines, reviewsRestingOn } from '../../store/evidence-page'
import { vendorById } from '../../store/register'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { invalid, notFound } from '../problem'
import { bytesInWords, plural } from '../ui/days'
import { Chips, Empty, Facts, Head, KeyValues } from '../ui/parts'
import { Day, Demo, Instant } from '../ui/signs'
import { type Column, Pager, Table } from '../ui/table'
import { actorOf, resultOf } from './act'
import { addressOf, Keys } from './changes'
import { EvidenceNav } from './evidence-nav'
import { doneAt } from './flash'
import { citationOf, obligationTitle } from './obligations'
import { show } from './show'
import { EvidenceSign } from './vendor-aside'

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

const Covers = ({ document, now }: { document: Evidence; now: string }) =>
  document.periodFrom || document.periodTo ? (
    <>
      {document.periodFrom ? <Day day={document.periodFrom} now={now} weekday={false} /> : 'the beginning'} to{' '}
      {document.periodTo ? <Day day={document.periodTo} now={now} weekday={false} /> : 'today'}
    </>
  ) : (
    <span class="faint">No period named</span>
  )

type PageProps = { document: Evidence; reviews: Awaited<ReturnType<typeof reviewsRestingOn>>; now: string; mayFile: boolean }

const DocumentPage = ({ document, reviews, now, mayFile }: PageProps) => (
  <>
    <Head
      title={document.name}
      acts={
        <>
          <a class="btn" href={`/api/v1/evidence/${document.id}/file`}>
            Download
          </a>
          {mayFile && document.state === 'current' ? (
            <a class="btn" href={`/evidence/${document.id}/edit`}>
              Edit
            </a>
          ) : null}
        </>
      }
    >
      <p class="row">
        <Demo demo={document.demo} />
        <EvidenceSign document={document} now={now} />
        <span class="soft">{document.type ?? 'No type given'}</span>
      </p>
    </Head>
    <Facts
      facts={[
        { question: 'Covers', answer: <Covers document={document} now={now} /> },
        {
          question: 'Runs out',
          answer: document.expiresOn ? <Day day={document.expiresOn} now={now} weekday={false} /> : 'No end named',
          support: evidenceState(document, now.slice(0, 10)) === 'expired' ? 'It supports nothing any longer.' : undefined,
        },
        {
          question: document.state === 'withdrawn' ? 'Supported' : 'Supports',
          answer: document.supports.length ? plural(document.supports.length, 'obligation') : 'None named',
        },
        { question: 'Used in', answer: reviews.length ? plural(reviews.length, 'review') : 'No review yet' },
      ]}
    />
    <div class="cols mt">
      <div>
        {document.withdrawnReason ? (
          <section>
            <h2>Withdrawn because</h2>
            <p class="said">{document.withdrawnReason}</p>
          </section>
        ) : null}
        {document.scope ? (
          <section>
            <h2>Scope</h2>
            <p>{document.scope}</p>
          </section>
        ) : null}
        <section class={document.withdrawnReason || document.scope ? 'sec' : undefined}>
          <h2>{document.state === 'withdrawn' ? 'Supported' : 'Supports'}</h2>
          {document.supports.length ? (
            <ul class="hits">
              {document.supports.map((id) => (
                <li>
                  {citationOf(id)} <span class="soft">{obligationTitle(id)}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="soft">No obligation is named. It can still be picked when a review is signed.</p>
          )}
        </section>
        <section class="sec">
          <h2>Reviews that rest on it</h2>
          {reviews.length ? (
            <ul class="hits">
              {reviews.map((review) => (
                <li>
                  <a href={`/reviews/${review.id}`}>{review.citation}</a> <span class="soft">{review.deploymentName}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="soft">None yet.</p>
          )}
        </section>
        {mayFile && document.state === 'current' ? (
          <details class="sec noprint">
            <summary>Withdraw it</summary>
            <form class="form" method="post" action={`/evidence/${document.id}/withdraw`}>
              <p class="hint">
                It stays readable where it was used, and supports nothing any longer. Answers that rest on it are gone, decisions that list
                it lapse, and reviews that were signed on it become due again.
              </p>
              <div class="field">
                <label for="reason">Because</label>
                <textarea id="reason" name="reason" required rows={2} maxlength={2000} />
              </div>
              <p>
                <button class="btn" type="submit">
                  Withdraw {document.name}
                </button>
              </p>
            </form>
          </details>
        ) : null}
      </div>
      <aside class="aside" aria-label="The file">
        <section>
          <h2>The file</h2>
          <KeyValues
            rows={[
              { name: 'Name', value: <span class="wrap">{document.fileName ?? 'none given'}</span> },
              { name: 'Size', value: bytesInWords(document.bytes) },
              { name: 'Filed', value: <Instant at={document.createdAt} now={now} /> },
              { name: 'SHA-256', value: <span class="mono wrap small">{document.sha256}</span> },
            ]}
          />
        </section>
      </aside>
    </div>
  </>
)
