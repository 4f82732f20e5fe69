import { factFields } from '../../core/profile'
import { completenessOf } from '../../core/register-record'
import type { Certificate } from '../../store/certificates'
import type { Contract } from '../../store/contracts'
import type { Evidence } from '../../store/evidence'
import type { Vendor } from '../../store/register'
import type { sourcesOfVendor } from '../../store/register-page'
import type { ToDo } from '../../store/to-dos'
import { dayInWords, plural, sentence } from '../ui/days'
import { type NoticeBar, NoticeBars } from '../ui/notice-bars'
import { KeyValues, Meter } from '../ui/parts'
import { Day, Health, Icon, Instant } from '../ui/signs'
import { sourceTypeName } from './change-words'
import { gapsOf } from './contract-clauses'
import { factOf } from './fact-words'
import { CertificateSign, EvidenceSign } from './proof-signs'
import { fieldWords } from './review'

export type AsideView = {
  vendor: Vendor
  bars: readonly NoticeBar[]
  promised: number | null
  toDos: readonly { toDo: ToDo; reviews: number }[]
  contracts: readonly Contract[]
  documents: readonly Evidence[]
  certificates: readonly Certificate[]
  sources: Awaited<ReturnType<typeof sourcesOfVendor>>
  mayEdit: boolean
  mayFile: boolean
}

const mostSources = 12
const places = { vendor: 'vendors', system: 'systems', deployment: 'deployments', organisation: 'settings' } as const

/** What is known about a vendor beside its timeline: notice kept, facts missing, contract, evidence, what is watched. */
export const VendorAside = ({ view, now }: { view: AsideView; now: string }) => (
  <aside class="aside" aria-label="About this vendor">
    <section>
      <h2>Notice given, in days</h2>
      {view.bars.length ? (
        <NoticeBars bars={view.bars} promised={view.promised} />
      ) : (
        <p class="small soft">No change is known yet of which the notice can be counted.</p>
      )}
      {view.promised === null ? <p class="small soft">No notice is promised, as far as the register knows.</p> : null}
    </section>
    <section>
      <h2>Facts known</h2>
      <p>
        <Meter {...completenessOf('vendor', view.vendor.facts)} />
      </p>
      {view.toDos.length ? (
        <ul class="checks">
          {view.toDos.map(({ toDo, reviews }) => (
            <li>
              <Icon name="prov" />
              <p>
                <a href={`/${places[toDo.entity]}/${toDo.entityId}/edit#f-${toDo.field}`}>{sentence(fieldWords(toDo.field))}</a>
                <span class="sub">Makes {plural(reviews, 'review')} provisional</span>
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <p class="small soft">No unknown fact makes a review provisional.</p>
      )}
    </section>
    <Contracts view={view} now={now} />
    <Certificates view={view} now={now} />
    <Documents view={view} now={now} />
    <section>
      <h2>Questionnaires</h2>
      <p class="small">
        <a href={`/questionnaires?view=all&vendor=${view.vendor.id}`}>Asked of {view.vendor.name}</a>
        {view.mayEdit ? (
          <>
            {' · '}
            <a href={`/questionnaires/new?vendor=${view.vendor.id}`}>Ask it</a>
          </>
        ) : null}
      </p>
    </section>
    <section>
      <h2>What we watch</h2>
      {view.sources.length ? (
        <ul class="hits">
          {view.sources.slice(0, mostSources).map(({ source, health, lastGoodAt }) => (
            <li>
              <a href={`/sources/${source.id}`}>{sourceTypeName(source.type)}</a>
              <span class="sub">
                <Health state={source.enabled ? (health ?? 'never-read') : 'paused'} />
                {lastGoodAt ? (
                  <>
                    {' '}
                    read <Instant at={lastGoodAt} now={now} />
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="small soft">Nothing yet.</p>
      )}
      {view.sources.length > mostSources ? (
        <p class="small">
          <a href={`/sources?find=${encodeURIComponent(view.vendor.name)}`}>All {view.sources.length} sources</a>
        </p>
      ) : null}
    </section>
    <section>
      <details>
        <summary>All facts</summary>
        <KeyValues
          rows={factFields('vendor').map((field) => ({
            name: sentence(fieldWords(field.pack)),
            value: factOf(field.name, view.vendor.facts[field.name]),
          }))}
        />
      </details>
      <p class="small faint">Last edited {dayInWords(view.vendor.updatedAt, now)}.</p>
    </section>
  </aside>
)

const Contracts = ({ view: { vendor, contracts, mayEdit }, now }: { view: AsideView; now: string }) => (
  <section>
    <div class="sh">
      <h2>Contract</h2>
      {mayEdit ? (
        <p class="small noprint">
          {contracts.length ? (
            <>
              <a href={`/contracts/file?vendor=${vendor.id}`}>
                CSV<span class="vh"> of the contracts and their clauses</span>
              </a>{' '}
            </>
          ) : null}
          <a href={`/contracts/new?vendor=${vendor.id}`}>
            Add<span class="vh"> a contract</span>
          </a>
        </p>
      ) : null}
    </div>
    {contracts.length ? (
      contracts.map((contract) => {
        const { gaps, open, all } = gapsOf(contract)
        return (
          <KeyValues
            rows={[
              {
                name: 'Agreement',
                value: mayEdit ? (
                  <a href={`/contracts/${contract.id}/edit`}>{contract.reference ?? 'Without a reference'}</a>
                ) : (
                  (contract.reference ?? 'Without a reference')
                ),
              },
              ...(contract.startsOn ? [{ name: 'From', value: <Day day={contract.startsOn} now={now} weekday={false} /> }] : []),
              ...(contract.endsOn ? [{ name: 'Ends', value: <Day day={contract.endsOn} now={now} weekday={false} /> }] : []),
              ...(contract.renewsOn ? [{ name: 'Renewal', value: <Day day={contract.renewsOn} now={now} weekday={false} /> }] : []),
              ...(contract.noticeByOn ? [{ name: 'Notice by', value: <Day day={contract.noticeByOn} now={now} weekday={false} /> }] : []),
              { name: 'Clauses', value: `${all - gaps.length - open.length} of ${all} in place` },
              ...(gaps.length ? [{ name: 'Missing', value: gaps.join('; ') }] : []),
              ...(open.length
                ? [
                    {
                      name: 'Not looked at',
                      value:
                        open.length > 3 ? (
                          <details>
                            <summary>{open.length} clauses</summary>
                            {open.join('; ')}
                          </details>
                        ) : (
                          open.join('; ')
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )
      })
    ) : (
      <p class="small soft">
        {typeof vendor.facts.contractRef === 'string'
          ? `Agreement ${vendor.facts.contractRef}, without its days and clauses.`
          : 'None on file.'}
      </p>
    )}
  </section>
)

const Certificates = ({ view: { vendor, certificates, mayFile }, now }: { view: AsideView; now: string }) => (
  <section id="certificates">
    <div class="sh">
      <h2>Certificates</h2>
      {mayFile ? (
        <p class="small noprint">
          <a href={`/certificates/new?vendor=${vendor.id}`}>
            Add<span class="vh"> a certificate</span>
          </a>
        </p>
      ) : null}
    </div>
    {certificates.length ? (
      <ul class="hits">
        {certificates.map((one) => (
          <li>
            {mayFile ? <a href={`/certificates/${one.id}/edit`}>{one.standard}</a> : one.standard}
            <span class="sub">
              <CertificateSign certificate={one} now={now} />
            </span>
            {one.scope ? <span class="sub">{one.scope.slice(0, 160)}</span> : null}
          </li>
        ))}
      </ul>
    ) : (
      <p class="small soft">None on record.</p>
    )}
  </section>
)

const Documents = ({ view: { vendor, documents, mayFile }, now }: { view: AsideView; now: string }) => (
  <section>
    <div class="sh">
      <h2>Evidence</h2>
      {mayFile ? (
        <p class="small noprint">
          <a href={`/evidence/new?vendor=${vendor.id}`}>
            File<span class="vh"> a document</span>
          </a>
        </p>
      ) : null}
    </div>
    {documents.length ? (
      <ul class="hits">
        {documents.map((document) => (
          <li>
            <a href={`/evidence/${document.id}`}>{document.name}</a>
            <span class="sub">
              <EvidenceSign document={document} now={now} />
            </span>
          </li>
        ))}
      </ul>
    ) : (
      <p class="small soft">None on file.</p>
    )}
    {documents.length ? (
      <p class="small">
        <a href={`/evidence?vendor=${vendor.id}`}>All evidence of {vendor.name}</a>
      </p>
    ) : null}
  </section>
)
