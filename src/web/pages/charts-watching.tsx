import { noticeGiven } from '../../core/notice-given'
import { type Bar, StackedBars } from '../ui/bars'
import { plural } from '../ui/days'
import { monthLabel } from '../ui/month-labels'
import { healthWord } from '../ui/signs'
import { type ChartsView, promisesLooked } from './charts'

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

const healthOrder = [
  'ok',
  'never-read',
  'paused',
  'partial',
  'moved',
  'login',
  'needs-browser',
  'unavailable',
  'blocked',
  'collector-broken',
  'gone',
] as const

/** Polls over time, and how many sources are in which state now. */
export const Watching = ({ view: { all, polls, health } }: { view: ChartsView }) => {
  if (!polls.length && !Object.keys(health).length) return null
  const bars: Bar[] = all.map((month) => {
    const row = polls.find((one) => one.month === month)
    return { label: monthLabel(month), values: [(row?.attempted ?? 0) - (row?.failed ?? 0), row?.failed ?? 0] }
  })
  const sources = Object.values(health).reduce((sum, count) => sum + count, 0)
  const attempted = polls.reduce((sum, row) => sum + row.attempted, 0)
  const failed = polls.reduce((sum, row) => sum + row.failed, 0)
  return (
    <div class="two">
      <section class="sec">
        <h2>Polls</h2>
        <StackedBars
          id="polls"
          title={`${attempted - failed} of ${plural(attempted, 'poll')} were answered`}
          parts={[
            { name: 'Answered', tone: 'm' },
            { name: 'Failed', tone: 'silent' },
          ]}
          bars={bars}
          of="Month"
          caption="Grey was answered, outlined on top failed and was tried again."
        />
      </section>
      <section class="sec">
        <h2>How fresh it is now</h2>
        <StackedBars
          id="fresh"
          title={`${(health.ok ?? 0).toLocaleString('en-GB')} of ${plural(sources, 'source')} were read when they were last asked`}
          parts={[
            { name: 'Read when last asked', tone: 'm' },
            { name: 'Not seen at the moment', tone: 'silent' },
          ]}
          bars={healthOrder.flatMap((state) => {
            const count = health[state] ?? 0
            return count ? [{ label: healthWord(state), values: state === 'ok' ? [count, 0] : [0, count] }] : []
          })}
          of="State"
          whole={false}
          caption={`${(health.ok ?? 0).toLocaleString('en-GB')} of ${plural(sources, 'source')} were read when they were last asked.`}
        />
        <p class="small">
          <a href="/sources?state=out">Sources out of reach</a>
        </p>
      </section>
    </div>
  )
}
