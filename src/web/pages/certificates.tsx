import { type CertificateLine, certificateLines } from '../../store/certificates'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { invalid } from '../problem'
import { Empty, Head } from '../ui/parts'
import { Day, Demo } from '../ui/signs'
import { type Column, Pager, Table } from '../ui/table'
import { addressOf } from './changes'
import { EvidenceNav } from './evidence-nav'
import { CertificateSign } from './proof-signs'
import { show } from './show'

/** The certificates of all vendors that a person may see, what ends first on top. */
export function certificatePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/certificates', async (c) => {
    const { cursor } = c.req.query()
    const now = ports.now()
    const page = await certificateLines(ports.db, callerOf(c), { today: now.slice(0, 10), cursor: cursor ?? null, limit: 50 })
    if (!page) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
    return show(c, deps, {
      title: 'Certificates',
      section: 'evidence',
      children: (
        <>
          <Head title="Certificates">
            <p>Of vendors, with what they cover and until when. What ends first stands first; when one ends, reviews become due.</p>
          </Head>
          <EvidenceNav current="/certificates" />
          {page.items.length ? (
            <>
              <Table label="Certificates" columns={columnsOf(now, can(callerOf(c), 'write-sources'))} rows={page.items} />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={cursor ? '/certificates' : null}
                next={page.next ? addressOf('/certificates', { cursor: page.next }) : null}
                noun="certificates"
              />
            </>
          ) : (
            <Empty icon="doc" title="No certificate that counts today">
              <p>They are added on the page of their vendor, which keeps those that have ended as well.</p>
            </Empty>
          )}
        </>
      ),
    })
  })
}

const columnsOf = (now: string, mayEdit: boolean): Column<CertificateLine>[] => [
  {
    head: 'Certificate',
    cell: ({ certificate }) => (
      <>
        <a href={mayEdit ? `/certificates/${certificate.id}/edit` : `/vendors/${certificate.vendorId}`}>{certificate.standard}</a>{' '}
        <Demo demo={certificate.demo} />
        {certificate.number ? <span class="sub">No. {certificate.number}</span> : null}
      </>
    ),
  },
  { head: 'Vendor', cell: ({ certificate, vendorName }) => <a href={`/vendors/${certificate.vendorId}`}>{vendorName}</a> },
  { head: 'Scope', cell: ({ certificate }) => certificate.scope ?? <span class="faint">Not named</span> },
  { head: 'State', cell: ({ certificate }) => <CertificateSign certificate={certificate} now={now} /> },
  {
    head: 'Valid from',
    low: true,
    cell: ({ certificate }) =>
      certificate.validFrom ? <Day day={certificate.validFrom} now={now} weekday={false} /> : <span class="faint">Not named</span>,
  },
]
