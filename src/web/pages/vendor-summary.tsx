import { factFields } from '../../core/profile'
import { auditHeadBefore } from '../../store/report-figures'
import { type TimelineEntry, vendorTimeline } from '../../store/vendor-timeline'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { listed, longDay, plural, sentence } from '../ui/days'
import { Facts, Head, KeyValues } from '../ui/parts'
import { AnnouncementSign, Day, Demo, SeveritySign } from '../ui/signs'
import { type Column, Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { gapsOf } from './contract-clauses'
import { factOf } from './fact-words'
import { EvidenceSign } from './proof-signs'
import { ReportFoot } from './report-parts'
import { fieldWords } from './review'
import { show } from './show'
import { demandVendor } from './vendor'
import { toldOf } from './vendor-told'
import { factsOf, vendorView } from './vendor-view'

const mostChanges = 8
const mostSystems = 10
const main = ['legalName', 'country', 'parentGroup', 'roles', 'isProcessor', 'subprocessorObjectionDays', 'governingLaw'] as const

/** One page about a vendor, for print: who they are, what we use, what changed and whether it was told, what is not known. */
export function summaryPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/vendors/:id/summary', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const vendor = await demandVendor(deps, caller, c.req.param('id'))
    const [view, changes, head] = await Promise.all([
      vendorView(deps, caller, vendor),
      vendorTimeline(ports.db, caller, vendor.id, {
        kinds: ['changes'],
        period: { from: null, to: null },
        cursor: null,
        limit: mostChanges * 3,
      }),
      auditHeadBefore(ports.db, '9999'),
    ])
    return show(c, deps, {
      title: `${vendor.name}: summary`,
      section: 'register',
      crumbs: [
        { href: '/register/vendors', label: 'Register: vendors' },
        { href: `/vendors/${vendor.id}`, label: vendor.name },
      ],
      children: (
        <div class="sheet">
          <Head title={vendor.name}>
            <p class="row">
              <Demo demo={vendor.demo} />
              <span>{typeof vendor.facts.tier === 'string' ? `${sentence(vendor.facts.tier)} tier` : 'Tier unknown'}</span>
              <span class="soft">Summary of {longDay(now)}</span>
              <span class="small faint noprint">Print this page for PDF.</span>
            </p>
          </Head>
          <Facts facts={factsOf(view, now)} />
          <Body view={view} changes={(changes?.items ?? []).filter(stands).slice(0, mostChanges)} now={now} />
          <ReportFoot head={head} now={now} />
        </div>
      ),
    })
  })
}

/** What was not confirmed or was dismissed is no change. */
const stands = (entry: TimelineEntry) => entry.kind === 'changes' && ['confirmed', 'provisional'].includes(entry.finding.state)

type View = Awaited<ReturnType<typeof vendorView>>

const Body = ({ view, changes, now }: { view: View; changes: readonly TimelineEntry[]; now: string }) => (
  <>
    <div class="two mt">
      <section>
        <h2>Who they are</h2>
        <KeyValues
          rows={factFields('vendor')
            .filter((field) => main.some((name) => name === field.name))
            .map((field) => ({ name: sentence(fieldWords(field.pack)), value: factOf(field.name, view.vendor.facts[field.name]) }))}
        />
      </section>
      <section>
        <h2>What we use</h2>
        <WhatWeUse view={view} />
      </section>
    </div>
    <section class="sec">
      <h2>Last changes, and whether they were told</h2>
      {changes.length ? (
        <Table label="Last changes" columns={changeColumns(view.vendor.name, now)} rows={changes} />
      ) : (
        <p class="soft">None seen.</p>
      )}
    </section>
    <div class="two sec">
      <section>
        <h2>Contract</h2>
        {view.contracts.length ? (
          <ul class="hits">
            {view.contracts.map((contract) => {
              const { gaps, open, all } = gapsOf(contract)
              return (
                <li>
                  {contract.reference ?? 'Without a reference'}
                  {contract.endsOn ? (
                    <>
                      , ends <Day day={contract.endsOn} now={now} weekday={false} />
                    </>
                  ) : null}
                  {contract.noticeByOn ? (
                    <>
                      , notice by <Day day={contract.noticeByOn} now={now} weekday={false} />
                    </>
                  ) : null}
                  <span class="sub">
                    {all - gaps.length - open.length} of {plural(all, 'clause')} in place.
                    {gaps.length ? ` Missing: ${gaps.join('; ')}.` : ''}
                    {open.length ? ` Not looked at: ${listed(open, 4)}.` : ''}
                  </span>
                </li>
              )
            })}
          </ul>
        ) : (
          <p class="soft">
            {typeof view.vendor.facts.contractRef === 'string'
              ? `${view.vendor.facts.contractRef}, without its days and clauses.`
              : 'None on file.'}
          </p>
        )}
      </section>
      <section>
        <h2>Evidence</h2>
        {view.documents.length ? (
          <ul class="hits">
            {view.documents.map((document) => (
              <li>
                {document.name}
                <span class="sub">
                  <EvidenceSign document={document} now={now} />
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p class="soft">None on file.</p>
        )}
      </section>
    </div>
    <section class="sec">
      <h2>What we do not know or see</h2>
      <Unknown view={view} />
    </section>
    <section class="sign">
      <h2>Seen</h2>
      <div class="lines">
        <p class="line">
          Procurement<span class="sub">Name, date</span>
        </p>
        <p class="line">
          Risk owner<span class="sub">Name, date</span>
        </p>
      </div>
    </section>
  </>
)

const WhatWeUse = ({ view: { systems, chain } }: { view: View }) =>
  systems.length ? (
    <ul class="hits">
      {systems.slice(0, mostSystems).map((system) => {
        const uses = chain.uses.filter((use) => use.systemId === system.id).map((use) => use.name)
        return (
          <li>
            {system.name}
            <span class="sub">{uses.length ? `For ${listed(uses)}.` : 'No direct use of ours.'}</span>
          </li>
        )
      })}
      {systems.length > mostSystems ? <li>And {plural(systems.length - mostSystems, 'system')} more.</li> : null}
      <li>
        {plural(chain.uses.filter((use) => !systems.some((system) => system.id === use.systemId)).length, 'use')} of ours{' '}
        <span class="soft">through products of other vendors.</span>
      </li>
    </ul>
  ) : (
    <p class="soft">No system is registered.</p>
  )

/** Facts that are unknown, and documents that are not watched or cannot be read: none of it is taken for good news. */
const Unknown = ({ view: { vendor, toDos, sources } }: { view: View }) => {
  const facts = factFields('vendor').filter((field) => [undefined, null, 'unknown'].some((value) => vendor.facts[field.name] === value))
  const out = sources.filter((one) => one.source.enabled && one.health && !['ok', 'never-read', 'paused'].includes(one.health))
  const off = sources.filter((one) => !one.source.enabled)
  const types = (some: typeof sources) => listed([...new Set(some.map((one) => sourceTypeName(one.source.type)))], 6)
  const watched = new Set(sources.filter((one) => one.source.enabled).map((one) => one.source.type))
  const missing = (['terms', 'dpa', 'privacy', 'subprocessors', 'changelog'] as const)
    .filter((type) => !watched.has(type))
    .map(sourceTypeName)
  return (
    <ul>
      <li>
        Facts:{' '}
        {facts.length
          ? `${listed(
              facts.map((field) => fieldWords(field.pack)),
              8,
            )}.`
          : 'all known.'}
        {toDos.length ? ` ${plural(toDos.length, 'unknown fact makes', 'unknown facts make')} reviews provisional.` : ''}
      </li>
      <li>Out of reach: {out.length ? `${types(out)}.` : 'none.'}</li>
      <li>Switched off: {off.length ? `${types(off)}.` : 'none.'}</li>
      <li>
        Not watched:{' '}
        {missing.length
          ? `${listed(missing, 6)}.`
          : 'terms, data processing agreement, privacy notice, sub-processors and changelog all are.'}
      </li>
    </ul>
  )
}

const changeColumns = (vendorName: string, now: string): Column<TimelineEntry>[] => [
  {
    head: 'Change',
    cell: (entry) => {
      const told = toldOf(entry, { vendorName, people: new Map() })
      return told.href ? <a href={told.href}>{told.title}</a> : told.title
    },
  },
  { head: 'Seen', cell: (entry) => <Day day={entry.at.slice(0, 10)} now={now} weekday={false} /> },
  { head: 'Severity', cell: (entry) => (entry.kind === 'changes' ? <SeveritySign severity={entry.finding.severity} /> : '') },
  { head: 'Told', cell: (entry) => (entry.kind === 'changes' ? <AnnouncementSign announcement={entry.finding.announcement} /> : '') },
]
