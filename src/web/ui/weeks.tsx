import { dayInWords, dayMs, plural } from './days'
import { SeenBar, SeenInWords, scaleOf, sumsOf } from './seen-bar'

export type Week = { week: number; silent: number; total: number }

const count = 12
const height = 84

/** Changes a week, twelve of them: grey announced, outlined silent, with the same as a table. */
export const WeekBars = ({ weeks, monday, now }: { weeks: readonly Week[]; monday: string; now: string }) => {
  const start = (week: number) =>
    dayInWords(new Date(Date.parse(`${monday}T00:00:00Z`) - week * 7 * dayMs).toISOString().slice(0, 10), now, false)
  const all = Array.from({ length: count }, (_, index) => {
    const week = count - 1 - index
    const { silent, total } = weeks.find((one) => one.week === week) ?? { silent: 0, total: 0 }
    return { label: start(week), silent, told: total - silent }
  })
  const { most, y } = scaleOf(all, height - 14)
  const { silent, total } = sumsOf(all)
  return (
    <figure class="pic">
      <svg viewBox="0 0 300 104" role="img" aria-labelledby="weeks">
        <title id="weeks">{`${plural(total, 'change')} in twelve weeks, ${silent} of them silent`}</title>
        <path class="grid" d={`M0 ${height + 0.5}h300M0 ${height - y(most / 2) + 0.5}h300M0 ${height - y(most) + 0.5}h300`} />
        {all.map((one, index) => (
          <SeenBar seen={one} x={index * 25 + 6} width={15} ground={height} y={y} />
        ))}
        <text x="6" y="100">
          {start(count - 1)}
        </text>
        <text class="r" x="298" y="100">
          this week
        </text>
      </svg>
      <SeenInWords of="Week from" bars={all} />
    </figure>
  )
}
