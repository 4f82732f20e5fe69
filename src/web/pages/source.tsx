import { isDay } from '../../core/day'
import { pollOnRequest } from '../../flows/poll-on-request'
import { readSnapshot } from '../../flows/read-snapshot'
import { type SourcePage, snapshotByDay, snapshotsToCompare, sourcePage } from '../../store/sources-page'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { bytesInWords, dayMs, plural } from '../ui/days'
import { Facts, Head, KeyValues } from '../ui/parts'
import { PollStrip } from '../ui/poll-strip'
import { AnnouncementSign, Demo, Health, Icon, Instant, SeveritySign } from '../ui/signs'
import { kindName, sourceTypeName } from './change-words'
import { CompareDays, Comparison, Statements } from './compare'
import { doneAt } from './flash'
import { show } from './show'
import { Captures } from './source-captures'
import { Out } from './source-out'
import { Quiet } from './source-quiet'
import { everyWords } from './sources'

/** The source with its latest records, if the caller may see it: 404 otherwise. */
export async function demandSource({ ports }: Pick<AppDeps, 'ports'>, caller: Caller, id: string): Promise<SourcePage> {
  const view = (await isVisible(ports.db, caller, 'sources', id)) ? await sourcePage(ports.db, caller, id) : null
  if (!view) throw notFound()
  return view
}

/** One source: do we still see it, and did we judge right? */
export function sourcePages(app: App, deps: AppDeps): void {
  const { ports } = deps

  const demand = (c: AppContext): Promise<SourcePage> => demandSource(deps, callerOf(c), c.req.param('id') ?? '')
  const crumbs = (view: SourcePage) => [
    { href: '/sources', label: 'Sources' },
    { href: `/vendors/${view.source.vendorId}`, label: view.vendorName },
  ]

  app.get('/sources/:id', async (c) => {
    const view = await demand(c)
    const title = `${view.vendorName}: ${sourceTypeName(view.source.type)}`
    const mayWatch = can(callerOf(c), 'write-sources')
    return show(c, deps, {
      title,
      section: 'sources',
      crumbs: crumbs(view),
      children: <SourceView view={view} title={title} now={ports.now()} mayWatch={mayWatch} />,
    })
  })

  app.get('/sources/:id/statements', async (c) => {
    const view = await demand(c)
    const wanted = view.snapshots.find((one) => one.id === c.req.query('snapshot')) ?? view.snapshots[0]
    const read = wanted ? await readSnapshot(ports, wanted.id) : null
    return show(c, deps, {
      title: `${view.vendorName}: ${sourceTypeName(view.source.type)}, as text`,
      section: 'sources',
      crumbs: [...crumbs(view), { href: `/sources/${view.source.id}`, label: sourceTypeName(view.source.type) }],
      children: <Statements statements={read} snapshot={wanted ?? null} now={ports.now()} />,
    })
  })

  app.get('/sources/:id/compare', async (c) => {
    const view = await demand(c)
    const ids = await comparedIds(ports.db, view.source.id, c)
    const [from, to] = await snapshotsToCompare(ports.db, callerOf(c), view.source.id, ids)
    const [before, after] = await Promise.all([
      from ? readSnapshot(ports, from.snapshot.id) : null,
      to ? readSnapshot(ports, to.snapshot.id) : null,
    ])
    return show(c, deps, {
      title: `${view.vendorName}: two captures compared`,
      section: 'sources',
      crumbs: [...crumbs(view), { href: `/sources/${view.source.id}`, label: sourceTypeName(view.source.type) }],
      children: (
        <Comparison
          from={from ?? null}
          to={to ?? null}
          before={before}
          after={after}
          now={ports.now()}
          back={`/sources/${view.source.id}`}
          days={daysOf(c, from && to ? { from: from.capture.at, to: to.capture.at } : { from: monthBefore(ports.now()), to: ports.now() })}
          same={ids.length === 2 && ids[0] === ids[1]}
        />
      ),
    })
  })

  app.post('/sources/:id/poll', async (c) => {
    const { source } = await demand(c)
    const polled = await pollOnRequest(ports, source.id)
    const path = `/sources/${source.id}`
    if (!polled.ok && polled.reason === 'paused') return c.redirect(doneAt(path, 'poll-paused'), 303)
    if (!polled.ok) return c.redirect(doneAt(path, polled.reason === 'failed' ? 'poll-failed' : 'poll-too-often'), 303)
    const good = polled.outcome.verdict === 'ok' || polled.outcome.verdict === 'not-modified'
    const seen = polled.outcome.result === 'first' ? 'first' : polled.outcome.material
    return c.redirect(doneAt(path, good ? `poll-${seen}` : 'poll-failed'), 303)
  })
}

/** The days that are compared, by the address; without them, those of the readings that are shown. */
const daysOf = (c: AppContext, shown: { from: string; to: string }) => ({
  fromDay: isDay(c.req.query('fromDay')) ? (c.req.query('fromDay') ?? '') : shown.from.slice(0, 10),
  toDay: isDay(c.req.query('toDay')) ? (c.req.query('toDay') ?? '') : shown.to.slice(0, 10),
})
const monthBefore = (now: string) => new Date(Date.parse(now) - 30 * dayMs).toISOString().slice(0, 10)

/** Two snapshots by their ids, or as the page stood on two days. */
async function comparedIds(db: AppDeps['ports']['db'], sourceId: string, c: AppContext): Promise<string[]> {
  const ids = await Promise.all(
    (['from', 'to'] as const).map((end) => {
      const day = c.req.query(`${end}Day`)
      return isDay(day) ? snapshotByDay(db, callerOf(c), sourceId, day) : (c.req.query(end) ?? null)
    }),
  )
  return ids.filter((id) => id !== null)
}

const keptWords = (size: SourcePage['size']) =>
  size?.bodies ? `${plural(size.bodies, 'page')} kept, packed to ${bytesInWords(size.bytes)}.` : ''
/** "English" for `en`; what is no language stays what it is. */
const languageWord = (tag: string) =>
  /^[a-z]{2,3}$/i.test(tag) ? (new Intl.DisplayNames('en-GB', { type: 'language' }).of(tag) ?? tag) : tag

type ViewProps = { view: SourcePage; title: string; now: string; mayWatch: boolean }

const SourceView = ({ view, title, now, mayWatch }: ViewProps) => {
  const { source, state } = view
  const checks = view.captures.length + view.runs.reduce((sum, run) => sum + run.count, 0)
  const failed = view.captures.filter((one) => one.verdict !== 'ok' && one.verdict !== 'not-modified').length
  const held = view.changes.filter((one) => one.verdict !== 'material')
  return (
    <>
      <Head
        title={title}
        acts={
          mayWatch ? (
            <>
              {source.demo ? null : (
                <form method="post" action={`/sources/${source.id}/poll`}>
                  <button class="btn" type="submit">
                    Check now
                  </button>
                </form>
              )}
              <a class="btn" href={`/sources/${source.id}/edit`}>
                Change the watch
              </a>
            </>
          ) : null
        }
      >
        <p class="row">
          <Health state={source.enabled ? (state?.health ?? 'never-read') : 'paused'} />
          <Demo demo={source.demo} />
          <span class="soft">
            {source.demo ? (
              `${source.url}: an invented page, played from memory and never fetched`
            ) : (
              <a href={source.url} rel="noreferrer noopener">
                {source.url.replace(/^https?:\/\//, '')}
              </a>
            )}
          </span>
        </p>
      </Head>
      <Facts
        facts={[
          {
            question: 'Last read',
            answer: state?.lastGoodAt ? <Instant at={state.lastGoodAt} now={now} /> : 'Never',
            support: source.enabled ? (
              <>
                Next {state ? <Instant at={state.nextPollAt} now={now} /> : 'with the next round'}, every{' '}
                {everyWords(source.intervalMinutes)}.
              </>
            ) : (
              (source.disabledReason ?? 'Switched off.')
            ),
          },
          {
            question: 'Answered',
            answer: checks ? `${checks - failed} of ${checks} polls` : 'Not asked yet',
            support: [failed ? 'The failures are below.' : 'None failed among the latest.', keptWords(view.size)].join(' '),
          },
          {
            question: 'Held back',
            answer: String(held.length),
            support: held.length ? <a href={`/changes/quiet?source=${source.id}`}>Noise and editorial changes</a> : 'No noise so far.',
          },
          {
            question: 'Changes found',
            answer: String(view.findings.length),
            support: view.findings[0] ? <a href={`/findings/${view.findings[0].id}`}>The latest one</a> : 'None so far.',
          },
        ]}
      />
      {state && source.enabled ? <Out view={view} now={now} mayWatch={mayWatch} /> : null}
      <section class="sec">
        <h2>Polls</h2>
        {checks ? (
          <PollStrip captures={view.captures} runs={view.runs} judged={judgedOf(view)} now={now} />
        ) : (
          <p class="soft">It has not been asked yet.</p>
        )}
      </section>
      {view.findings.length ? <Found view={view} now={now} /> : null}
      {held.length ? <Quiet view={view} now={now} mayRaise={mayWatch} /> : null}
      <Captures view={view} now={now} />
      {view.snapshots.length > 1 ? <CompareDays sourceId={source.id} fromDay={monthBefore(now)} toDay={now.slice(0, 10)} /> : null}
      <div class="cols mt">
        <section class="sec">
          <h2>What it says now</h2>
          {view.snapshots[0] ? (
            <p>
              <a href={`/sources/${source.id}/statements`}>
                {plural(view.snapshots[0].statementCount, 'statement')} of the newest reading, as text
              </a>
            </p>
          ) : (
            <p class="soft">Nothing has been read yet.</p>
          )}
          {view.snapshots[0]?.stated.length ? (
            <ul class="checks mt">
              {view.snapshots[0].stated.map((date) => (
                <li>
                  <Icon name="cal" />
                  <p class="words small">{date.text}</p>
                </li>
              ))}
            </ul>
          ) : null}
        </section>
        <section class="sec">
          <h2>How it is read</h2>
          <KeyValues
            rows={[
              {
                name: 'Collector',
                value: view.snapshots[0] ? view.snapshots[0].collectorVersion : (source.collector ?? 'chosen by content'),
              },
              { name: 'Type', value: sourceTypeName(source.type) },
              { name: 'About', value: source.systemIds.length ? plural(source.systemIds.length, 'system') : 'all systems of the vendor' },
              { name: 'Rules', value: source.rules ? <code>{JSON.stringify(source.rules)}</code> : 'None' },
              { name: 'robots.txt', value: source.robotsOverride ? `Passed over: ${source.robotsOverride}` : 'Kept' },
              { name: 'Language', value: view.snapshots[0]?.language ? languageWord(view.snapshots[0].language) : 'unknown' },
            ]}
          />
        </section>
      </div>
    </>
  )
}

/** Verdicts of changes by the capture that showed them. */
const judgedOf = ({ snapshots, changes }: SourcePage) =>
  new Map(
    changes.flatMap((change) =>
      snapshots.filter((one) => one.id === change.toSnapshotId).map((one): [string, string] => [one.captureId, change.verdict]),
    ),
  )

const Found = ({ view, now }: { view: SourcePage; now: string }) => (
  <section class="sec">
    <h2>Changes found here</h2>
    <ul class="hits">
      {view.findings.slice(0, 20).map((finding) => (
        <li>
          <a href={`/findings/${finding.id}`}>{finding.kinds.map(kindName).slice(0, 2).join('; ') || 'A change'}</a>
          <p class="row small">
            <SeveritySign severity={finding.severity} />
            <AnnouncementSign announcement={finding.announcement} />
            <Instant at={finding.detectedAt} now={now} />
          </p>
        </li>
      ))}
    </ul>
  </section>
)
