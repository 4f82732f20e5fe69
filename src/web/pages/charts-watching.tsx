import { healthStates } from '../../core/capture'
import { noticeGiven } from '../../core/notice-given'
import { agesHours } from '../../store/stale'
import { type Bar, StackedBars } from '../ui/bars'
import { plural } from '../ui/days'
import { monthLabel } from '../ui/month-labels'
import { healthWord, Instant } from '../ui/signs'
import { type ChartsView, promisesLooked, type WatchingView } from './charts'

/** How many days of notice came, against what was promised. */
export const Notice = ({ view: { all, notice }, vendor }: { view: ChartsView; vendor: string | null }) => {
  const counted = notice.flatMap((row) => {
    const given = noticeGiven(row)
    return given === null ? [] : [{ ...row, given }]
  })
  const kept = counted.filter((row) => row.given >= row.promised).length
  const bars: Bar[] = all.map((month) => {
    const rows = counted.filter((row) => row.detectedAt.startsWith(month))
    return {
      label: monthLabel(month),
      values: [
        rows.filter((row) => row.given >= row.promised).length,
        rows.filter((row) => row.given > 0 && row.given < row.promised).length,
        rows.filter((row) => row.given === 0).length,
      ],
    }
  })
  return (
    <section class="sec">
      <h2>Notice given against promised</h2>
      {counted.length ? (
        <StackedBars
          id="notice-kept"
          title={`${kept} of ${counted.length} changes came with the notice that was promised`}
          parts={[
            { name: 'As promised', tone: 'm' },
            { name: 'Shorter', tone: 'h' },
            { name: 'None', tone: 'silent' },
          ]}
          bars={bars}
          of="Month"
          caption={
            <>
              {kept} of {counted.length} came with the days that {vendor ?? 'their vendor'} promised. From the ground up: as promised,
              shorter, none.
              {notice.length === promisesLooked ? ` The newest ${promisesLooked.toLocaleString('en-GB')} changes are counted.` : ''}
            </>
          }
        />
      ) : (
        <p class="soft">
          No change of this time can be counted: it takes a promise of the vendor in days, and a change of which it is known when it
          applies.
        </p>
      )}
    </section>
  )
}

const ageLabels = [...agesHours.map((hours) => (hours < 48 ? `${hours} h` : `${hours / 24} days`)), 'older'] as const
const count = (number: number) => number.toLocaleString('en-GB')

/** How long ago sources were verified, against what the tier of their vendor asks for. */
const Freshness = ({ watching: { ages, health, at }, now }: { watching: WatchingView; now: string }) => {
  const all = ages.reduce((sum, row) => sum + row.count, 0)
  const late = ages.reduce((sum, row) => sum + row.late, 0)
  const bars = [...ageLabels.keys(), null].flatMap((age): Bar[] => {
    const row = ages.find((one) => one.age === age)
    if (age === null && !row) return []
    return [{ label: age === null ? 'never' : (ageLabels[age] ?? ''), values: [(row?.count ?? 0) - (row?.late ?? 0), row?.late ?? 0] }]
  })
  const words = late
    ? `${count(late)} of ${plural(all, 'source')} ${late === 1 ? 'was' : 'were'} verified longer ago than the tier of the vendor asks for`
    : `All of ${plural(all, 'source')} were verified within what the tier of the vendor asks for`
  const states = healthStates.flatMap((state) => (health[state] ? [`${count(health[state])} ${healthWord(state).toLowerCase()}`] : []))
  return (
    <section class="sec">
      <h2>How long ago sources were verified</h2>
      {all ? (
        <StackedBars
          id="fresh"
          title={words}
          parts={[
            { name: 'Within what the tier asks for', tone: 'm' },
            { name: 'Longer ago', tone: 'silent' },
          ]}
          bars={bars}
          of="Verified within"
          from="start"
          caption={
            <>
              {words}: a critical vendor’s documents within a day, an important one’s within three, all others within a week. Grey is within
              it, outlined on top longer ago. Counted <Instant at={at} now={now} />.
            </>
          }
        />
      ) : (
        <p class="soft">No source is watched.</p>
      )}
      <p class="small mt">
        When last asked: {states.join(', ') || 'none'}. <a href="/sources?state=out">Sources out of reach</a>
      </p>
    </section>
  )
}

/** Polls over time, and how fresh what is watched is now. */
export const Watching = ({ view: { all, now }, watching }: { view: ChartsView; watching: WatchingView }) => {
  const { polls } = watching
  if (!polls.length && !watching.ages.length && !Object.keys(watching.health).length) return null
  const bars: Bar[] = all.map((month) => {
    const row = polls.find((one) => one.month === month)
    return { label: monthLabel(month), values: [(row?.attempted ?? 0) - (row?.failed ?? 0), row?.failed ?? 0] }
  })
  const shown = polls.filter((row) => all.includes(row.month))
  const attempted = shown.reduce((sum, row) => sum + row.attempted, 0)
  const failed = shown.reduce((sum, row) => sum + row.failed, 0)
  return (
    <div class="two">
      <section class="sec">
        <h2>Polls</h2>
        <StackedBars
          id="polls"
          title={`${count(attempted - failed)} of ${plural(attempted, 'poll')} were answered`}
          parts={[
            { name: 'Answered', tone: 'm' },
            { name: 'Failed', tone: 'silent' },
          ]}
          bars={bars}
          of="Month"
          caption="Grey was answered, outlined on top failed and was tried again."
        />
      </section>
      <Freshness watching={watching} now={now} />
    </div>
  )
}
