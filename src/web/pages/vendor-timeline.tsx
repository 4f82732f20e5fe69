import { groupBy } from '../../core/group'
import { type ChangeSums, type TimelineEntry, type TimelineKind, timelineKinds } from '../../store/vendor-timeline'
import { monthInWords, plural } from '../ui/days'
import { Chips, Empty } from '../ui/parts'
import { AnnouncementSign, Day, FindingState, Icon, SeveritySign } from '../ui/signs'
import { addressOf } from './changes'
import { type NamedPeriod, namedPeriods } from './periods'
import { type Naming, toldOf } from './vendor-told'

export const kindWords: Record<TimelineKind, string> = {
  changes: 'Changes',
  notice: 'Notice',
  reviews: 'Reviews',
  evidence: 'Evidence',
  contract: 'Contract',
  people: 'People',
  register: 'Register',
  watching: 'Watching',
}

export type TimelineView = {
  vendorId: string
  kind: TimelineKind | null
  period: NamedPeriod
  sums: ChangeSums
  entries: readonly TimelineEntry[]
  next: string | null
  cursor: string | null
  naming: Naming
}

/** What happened with a vendor by month, newest first; nothing is hidden unless a filter is picked. */
export const Timeline = ({ view, now }: { view: TimelineView; now: string }) => {
  const { vendorId, kind, period, sums, entries } = view
  const own = period.id === 'own'
  const chosen = {
    kind,
    period: own || period.id === 'all' ? null : period.id,
    from: own ? period.from : null,
    to: own ? period.to : null,
  }
  const to = (changes: Record<string, string | null>) => `${addressOf(`/vendors/${vendorId}`, chosen, changes)}#timeline`
  const csv = addressOf(`/vendors/${vendorId}/timeline.csv`, chosen)
  return (
    <section class="sec" id="timeline">
      <div class="sh">
        <h2>Timeline</h2>
        <p class="noprint">
          <a href={csv}>CSV of these</a>
        </p>
      </div>
      <Chips
        label="Period"
        chips={[
          ...namedPeriods(now.slice(0, 10)).map((one) => ({
            href: to({ period: one.id === 'all' ? null : one.id, from: null, to: null }),
            label: one.label,
            current: one.id === period.id,
          })),
          ...(own ? [{ href: to({}), label: period.label, current: true }] : []),
        ]}
      />
      <Chips
        label="Show"
        chips={[
          { href: to({ kind: null }), label: 'All', current: kind === null },
          ...timelineKinds.map((one) => ({ href: to({ kind: one }), label: kindWords[one], current: one === kind })),
        ]}
      />
      <details class="noprint">
        <summary>Other days</summary>
        <form class="filters" action={`/vendors/${vendorId}#timeline`} method="get">
          {kind ? <input type="hidden" name="kind" value={kind} /> : null}
          <div class="field">
            <label for="from">From</label>
            <input id="from" type="date" name="from" value={period.from ?? ''} />
          </div>
          <div class="field">
            <label for="to">To</label>
            <input id="to" type="date" name="to" value={period.to ?? ''} />
          </div>
          <button type="submit">Show</button>
        </form>
      </details>
      <p class="mt">
        <strong>{period.id === 'all' ? 'All time' : period.label}:</strong> {sumsInWords(sums)}
      </p>
      {entries.length ? (
        <ol class="tl mt">
          {[...groupBy(entries, (entry) => entry.at.slice(0, 7))].map(([month, some]) => (
            <>
              <li class="mon">{monthInWords(`${month}-01`)}</li>
              {some.map((entry) => (
                <Entry entry={entry} naming={view.naming} now={now} />
              ))}
            </>
          ))}
        </ol>
      ) : (
        <Empty
          icon="check"
          title={kind ? `Nothing of the kind “${kindWords[kind]}” ${inPeriod(period)}` : `Nothing ${inPeriod(period)}`}
          acts={
            kind || period.id !== 'all' ? (
              <a class="btn" href={`/vendors/${vendorId}#timeline`}>
                Show everything
              </a>
            ) : null
          }
        />
      )}
      {view.next || view.cursor ? (
        <div class="pager">
          <span>{entries.length} shown</span>
          <span class="row">
            {view.cursor ? (
              <a class="btn" href={to({})}>
                Newest
              </a>
            ) : null}
            {view.next ? (
              <a class="btn" href={to({ cursor: view.next })} rel="next">
                Show older
              </a>
            ) : null}
          </span>
        </div>
      ) : null}
    </section>
  )
}

const inPeriod = (period: NamedPeriod) => (period.id === 'all' ? 'yet' : `in this period (${period.label})`)

/** "9 changes, 3 silent, 5 announced, 1 not known whether announced." */
export const sumsInWords = ({ changes, silent, announced, unknown }: ChangeSums) =>
  changes
    ? `${plural(changes, 'change')}: ${[`${silent} silent`, `${announced} announced`, ...(unknown ? [`${unknown} not known whether announced`] : [])].join(', ')}.`
    : 'no change was seen.'

const Entry = ({ entry, naming, now }: { entry: TimelineEntry; naming: Naming; now: string }) => {
  const told = toldOf(entry, naming)
  return (
    <li>
      <p class="when">
        <Day day={entry.at.slice(0, 10)} now={now} weekday={false} />
      </p>
      <span class={told.tone || undefined}>
        <Icon name={told.icon} />
      </span>
      <div>
        <h3>{told.href ? <a href={told.href}>{told.title}</a> : told.title}</h3>
        {entry.kind === 'changes' ? (
          <p class="row small">
            <SeveritySign severity={entry.finding.severity} />
            <AnnouncementSign announcement={entry.finding.announcement} />
            {entry.finding.state === 'confirmed' ? null : <FindingState state={entry.finding.state} />}
          </p>
        ) : null}
        {told.detail ? <p class="soft small">{told.detail}</p> : null}
      </div>
    </li>
  )
}
