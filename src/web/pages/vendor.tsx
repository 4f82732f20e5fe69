import { groupBy } from '../../core/group'
import { factFields } from '../../core/profile'
import { type Vendor, vendorById } from '../../store/register'
import { allSystemsOf, besideSystems, findingsOfVendor, sourcesOfVendor } from '../../store/register-page'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { dayInWords, monthInWords, plural, sentence } from '../ui/days'
import { Empty, Facts, Head, KeyValues } from '../ui/parts'
import { AnnouncementSign, Day, Demo, FindingState, Health, Icon, Instant, SeveritySign } from '../ui/signs'
import { changeTitle, sourceTypeName } from './change-words'
import { factWords } from './fact-words'
import { show } from './show'

const shown = 60

/** Can we rely on them: what they supply, what we watch, what changed and whether it was said. */
export function vendorPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/vendors/:id', async (c) => {
    const caller = callerOf(c)
    const id = c.req.param('id')
    const vendor = (await isVisible(ports.db, caller, 'vendors', id)) ? await vendorById(ports.db, id) : null
    if (!vendor) throw notFound()
    const view = await gather(deps, caller, vendor)
    return show(c, deps, {
      title: vendor.name,
      section: 'register',
      crumbs: [{ href: '/register/vendors', label: 'Register: vendors' }],
      children: <VendorPage view={view} now={ports.now()} />,
    })
  })
}

async function gather({ ports: { db } }: AppDeps, caller: Caller, vendor: Vendor) {
  const [systems, sources, findings] = await Promise.all([
    allSystemsOf(db, vendor.id, caller),
    sourcesOfVendor(db, vendor.id),
    findingsOfVendor(db, vendor.id, shown),
  ])
  return {
    vendor,
    systems,
    beside: await besideSystems(db, systems),
    sources,
    findings,
    mayEdit: can(caller, 'write-register'),
    mayWatch: can(caller, 'write-sources'),
  }
}
type View = Awaited<ReturnType<typeof gather>>

const VendorPage = ({ view, now }: { view: View; now: string }) => {
  const { vendor, systems, sources, findings, beside } = view
  const silent = findings.filter((one) => one.finding.announcement === 'silent').length
  const out = sources.filter((one) => one.health && !['ok', 'never-read', 'paused'].includes(one.health)).length
  const promised = vendor.facts.changeNoticeDays
  const uses = systems.reduce((sum, system) => sum + (beside.uses.get(system.id) ?? 0), 0)
  return (
    <>
      <Head
        title={vendor.name}
        acts={
          view.mayEdit ? (
            <>
              <a class="btn" href={`/vendors/${vendor.id}/edit`}>
                Edit
              </a>
              {view.mayWatch ? (
                <a class="btn" href={`/sources/new?vendor=${vendor.id}`}>
                  Watch a page
                </a>
              ) : null}
            </>
          ) : null
        }
      >
        <p class="row">
          <Demo demo={vendor.demo} />
          <span>{typeof vendor.facts.tier === 'string' ? `${sentence(vendor.facts.tier)} tier` : 'Tier unknown'}</span>
          <span class="soft">
            {[vendor.facts.legalName, vendor.facts.country, ...vendor.domains.slice(0, 2)]
              .filter((one) => typeof one === 'string')
              .join(', ')}
          </span>
        </p>
      </Head>
      <Facts
        facts={[
          {
            question: 'What they supply',
            answer: plural(systems.length, 'system'),
            support: uses ? `${plural(uses, 'use')} of ours rest on them directly.` : 'No direct use of ours.',
          },
          {
            question: 'Changes seen',
            answer: findings.length === shown ? `${shown} and more` : `${findings.length}${silent ? `, of which ${silent} silent` : ''}`,
            support: <a href={`/changes?vendor=${vendor.id}`}>All of them</a>,
          },
          {
            question: 'Notice promised',
            answer: typeof promised === 'number' ? `${promised} days` : promised === 'none' ? 'None' : 'Unknown',
            support:
              typeof vendor.facts.contractRef === 'string'
                ? `Agreement ${vendor.facts.contractRef}.`
                : 'No agreement is named in the register.',
          },
          {
            question: 'Watched',
            answer: plural(sources.length, 'source'),
            support: out ? `${out} out of reach.` : sources.length ? 'None out of reach.' : 'Nothing is watched yet.',
          },
        ]}
      />
      <div class="cols mt">
        <div>
          <section>
            <h2>Systems</h2>
            {systems.length ? (
              <ul class="hits">
                {systems.map((system) => (
                  <li>
                    <a href={`/systems/${system.id}`}>{system.name}</a>{' '}
                    {system.state === 'proposed' ? <span class="sub">Proposed: seen in a changelog, waits for a person</span> : null}
                    <span class="sub">
                      {typeof system.facts.kind === 'string' ? sentence(system.facts.kind.replaceAll('_', ' ')) : 'Kind unknown'}
                      {(beside.parents.get(system.id) ?? []).length
                        ? `, built on ${(beside.parents.get(system.id) ?? []).map((parent) => parent.name).join(', ')}`
                        : ''}
                      , {plural(beside.uses.get(system.id) ?? 0, 'use')}
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="soft">None yet.</p>
            )}
            {view.mayEdit ? (
              <p class="mt">
                <a href={`/systems/new?vendor=${vendor.id}`}>Add a system</a>
              </p>
            ) : null}
          </section>
          <section class="sec">
            <h2>Timeline</h2>
            {findings.length ? (
              <Timeline findings={findings} name={vendor.name} now={now} />
            ) : (
              <Empty icon="check" title="No change seen yet" />
            )}
          </section>
        </div>
        <aside class="aside" aria-label="About this vendor">
          <section>
            <h2>What we watch</h2>
            {sources.length ? (
              <ul class="hits">
                {sources.map(({ source, health, lastGoodAt }) => (
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
          </section>
          <section>
            <h2>Facts</h2>
            <KeyValues
              rows={factFields('vendor').map((field) => ({
                name: sentence(field.pack.replace('vendor.', '').replaceAll('_', ' ')),
                value: factWords(vendor.facts[field.name]),
              }))}
            />
            <p class="small faint">Last edited {dayInWords(vendor.updatedAt, now)}.</p>
          </section>
        </aside>
      </div>
    </>
  )
}

const Timeline = ({ findings, name, now }: { findings: View['findings']; name: string; now: string }) => (
  <ol class="tl">
    {[...groupBy(findings, (one) => one.finding.detectedAt.slice(0, 7))].map(([month, some]) => (
      <>
        <li class="mon">{monthInWords(`${month}-01`)}</li>
        {some.map(({ finding, sourceType }) => (
          <li>
            <p class="when">
              <Day day={finding.detectedAt.slice(0, 10)} now={now} weekday={false} />
            </p>
            <span class={finding.severity}>
              <Icon name={finding.severity} />
            </span>
            <div>
              <h3>
                <a href={`/findings/${finding.id}`}>{changeTitle(name, finding.kinds, sourceType).replace(`${name}: `, '')}</a>
              </h3>
              <p class="row small">
                <SeveritySign severity={finding.severity} />
                <AnnouncementSign announcement={finding.announcement} />
                {finding.state === 'confirmed' ? null : <FindingState state={finding.state} />}
                {sourceType ? <span class="soft">{sourceTypeName(sourceType)}</span> : null}
              </p>
            </div>
          </li>
        ))}
      </>
    ))}
  </ol>
)
