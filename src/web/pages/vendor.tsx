import { namesOf } from '../../store/case-page'
import { type Vendor, vendorById } from '../../store/register'
import { changeSums, type TimelineEntry, timelineKinds, vendorTimeline } from '../../store/vendor-timeline'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf } from '../authorise'
import { csvAnswer } from '../csv'
import type { App, AppContext, AppDeps } from '../environment'
import { invalid, notFound } from '../problem'
import { plural, sentence } from '../ui/days'
import { Facts, Head } from '../ui/parts'
import { Demo } from '../ui/signs'
import { SupplyChainPicture } from '../ui/supply-chain'
import { Contradictions } from './contradictions'
import { countryWord } from './fact-words'
import { periodOf } from './periods'
import { show } from './show'
import { VendorAside } from './vendor-aside'
import { kindWords, Timeline, type TimelineView } from './vendor-timeline'
import { toldOf } from './vendor-told'
import { factsOf, type VendorView, vendorView } from './vendor-view'

const pageSize = 40
const mostInFile = 5_000

/** Can we rely on them: what they supply, who rests on it, what changed and whether it was said. */
export function vendorPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/vendors/:id', async (c) => {
    const caller = callerOf(c)
    const vendor = await demandVendor(deps, caller, c.req.param('id'))
    const [view, timeline] = await Promise.all([vendorView(deps, caller, vendor), timelineOf(deps, c, vendor)])
    return show(c, deps, {
      title: vendor.name,
      section: 'register',
      crumbs: [{ href: '/register/vendors', label: 'Register: vendors' }],
      children: <VendorPage view={view} timeline={timeline} now={ports.now()} />,
    })
  })

  app.get('/vendors/:id/timeline.csv', async (c) => {
    const caller = callerOf(c)
    const vendor = await demandVendor(deps, caller, c.req.param('id'))
    const { kinds, period } = asked(c, ports.now())
    const entries: TimelineEntry[] = []
    for (let cursor: string | null = null; entries.length < mostInFile; ) {
      const page = await vendorTimeline(ports.db, caller, vendor.id, { kinds, period, cursor, limit: 200 })
      entries.push(...(page?.items ?? []))
      cursor = page?.next ?? null
      if (!cursor) break
    }
    const naming = { vendorName: vendor.name, people: await peopleIn(deps, entries) }
    const rows = entries.map((entry) => {
      const told = toldOf(entry, naming)
      const change = entry.kind === 'changes' ? entry.finding : null
      return [
        entry.at,
        kindWords[entry.kind],
        told.title,
        change?.severity ?? '',
        change?.announcement ?? '',
        change?.effectiveOn ?? '',
        told.detail,
        told.href ?? '',
      ]
    })
    return csvAnswer(c, `${vendor.id}-timeline`, [
      ['at', 'kind', 'what', 'severity', 'announcement', 'effective_on', 'detail', 'record'],
      ...rows,
    ])
  })
}

/** A vendor that the caller may see; 404 otherwise. */
export async function demandVendor({ ports: { db } }: AppDeps, caller: Caller, id: string): Promise<Vendor> {
  const vendor = (await isVisible(db, caller, 'vendors', id)) ? await vendorById(db, id) : null
  if (!vendor) throw notFound()
  return vendor
}

function asked(c: AppContext, now: string) {
  const kind = timelineKinds.find((one) => one === c.req.query('kind')) ?? null
  return { kind, kinds: kind ? [kind] : timelineKinds, period: periodOf(c.req.query(), now.slice(0, 10)) }
}

async function timelineOf(deps: AppDeps, c: AppContext, vendor: Vendor): Promise<TimelineView> {
  const { db, now } = deps.ports
  const { kind, kinds, period } = asked(c, now())
  const cursor = c.req.query('cursor') ?? null
  const [page, sums] = await Promise.all([
    vendorTimeline(db, callerOf(c), vendor.id, { kinds, period, cursor, limit: pageSize }),
    changeSums(db, vendor.id, period, callerOf(c)),
  ])
  if (!page) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
  const naming = { vendorName: vendor.name, people: await peopleIn(deps, page.items) }
  return { vendorId: vendor.id, kind, period, sums, entries: page.items, next: page.next, cursor, naming }
}

/** Names of everybody who acted in these entries, or was given something. */
function peopleIn({ ports: { db } }: AppDeps, entries: readonly TimelineEntry[]): Promise<Map<string, string>> {
  const ids = entries.flatMap((entry) => {
    if (entry.kind === 'changes') return [entry.case?.triagedBy ?? null, entry.case?.approvedBy ?? null]
    if (entry.kind === 'reviews') return [entry.closedBy]
    if (entry.kind === 'notice') return []
    return [entry.act.actorId, ...[entry.act.before, entry.act.after].map((text) => /"ownerId":"([^"]+)"/.exec(text ?? '')?.[1] ?? null)]
  })
  return namesOf(db, ids)
}

const VendorPage = ({ view, timeline, now }: { view: VendorView; timeline: TimelineView; now: string }) => {
  const { vendor, sources } = view
  return (
    <>
      <Head
        title={vendor.name}
        acts={
          <>
            <a class="btn" href={`/vendors/${vendor.id}/claims`}>
              Answers
            </a>
            <a class="btn" href={`/vendors/${vendor.id}/summary`}>
              One-page summary
            </a>
            {view.mayFile ? (
              <a class="btn" href={`/sources/new?vendor=${vendor.id}`}>
                Watch a page
              </a>
            ) : null}
            {view.mayEdit ? (
              <a class="btn" href={`/vendors/${vendor.id}/edit`}>
                Edit
              </a>
            ) : null}
          </>
        }
      >
        <p class="row">
          <Demo demo={vendor.demo} />
          <span>{typeof vendor.facts.tier === 'string' ? `${sentence(vendor.facts.tier)} tier` : 'Tier unknown'}</span>
          <span class="soft">
            {[
              vendor.facts.legalName,
              typeof vendor.facts.country === 'string' ? countryWord(vendor.facts.country) : null,
              ...vendor.domains.slice(0, 2),
            ]
              .filter((one) => typeof one === 'string')
              .join(', ')}
          </span>
        </p>
      </Head>
      <Facts facts={factsOf(view, now)} />
      <section class="mt">
        <h2>Who rests on whom</h2>
        <SupplyChainPicture
          chain={view.chain}
          title={vendor.name}
          list={{ href: `/register/deployments?vendor=${vendor.id}`, label: 'all of our uses' }}
        />
      </section>
      <div class="cols mt">
        <div>
          <Systems view={view} />
          <Contradictions shown={view.disputes.slice(0, 12)} now={now} />
          <Timeline view={timeline} now={now} />
        </div>
        <VendorAside view={{ ...view, sources }} now={now} />
      </div>
    </>
  )
}

const mostSystems = 25

const Systems = ({ view: { vendor, systems, beside, mayEdit } }: { view: VendorView }) => (
  <section class="sec">
    <h2>Systems</h2>
    {systems.length ? (
      <ul class="hits">
        {systems.slice(0, mostSystems).map((system) => {
          const parents = beside.parents.get(system.id) ?? []
          return (
            <li>
              <a href={`/systems/${system.id}`}>{system.name}</a>{' '}
              {system.state === 'proposed' ? <span class="sub">Proposed: seen in a changelog, waits for a person</span> : null}
              <span class="sub">
                {typeof system.facts.kind === 'string' ? sentence(system.facts.kind.replaceAll('_', ' ')) : 'Kind unknown'}
                {parents.length ? `, built on ${parents.map((parent) => parent.name).join(', ')}` : ''},{' '}
                {plural(beside.uses.get(system.id) ?? 0, 'use')}
              </span>
            </li>
          )
        })}
      </ul>
    ) : (
      <p class="soft">None yet.</p>
    )}
    <p class="row mt noprint">
      {systems.length > mostSystems ? <a href={`/register/systems?vendor=${vendor.id}`}>All {systems.length} systems</a> : null}
      {mayEdit ? <a href={`/systems/new?vendor=${vendor.id}`}>Add a system</a> : null}
    </p>
  </section>
)
