import { dayInWords, dayMs, plural } from './days'

export type Week = { week: number; silent: number; total: number }

const count = 12
const height = 84

/** Changes a week, twelve of them: grey announced, outlined silent, with the same as a table. */
export const WeekBars = ({ weeks, monday, now }: { weeks: readonly Week[]; monday: string; now: string }) => {
  const of = (week: number) => weeks.find((one) => one.week === week) ?? { week, silent: 0, total: 0 }
  const all = Array.from({ length: count }, (_, index) => of(count - 1 - index))
  const most = Math.max(4, ...all.map((one) => one.total))
  const y = (value: number) => Math.round((value / most) * (height - 14))
  const total = all.reduce((sum, one) => sum + one.total, 0)
  const silent = all.reduce((sum, one) => sum + one.silent, 0)
  const start = (week: number) =>
    dayInWords(new Date(Date.parse(`${monday}T00:00:00Z`) - week * 7 * dayMs).toISOString().slice(0, 10), now, false)
  return (
    <figure class="pic">
      <svg viewBox="0 0 300 104" role="img" aria-labelledby="weeks">
        <title id="weeks">{`${plural(total, 'change')} in twelve weeks, ${silent} of them silent`}</title>
        <path class="grid" d={`M0 ${height + 0.5}h300M0 ${height - y(most / 2) + 0.5}h300M0 ${height - y(most) + 0.5}h300`} />
        {all.map((one, index) => {
          const told = one.total - one.silent
          return (
            <>
              {told ? <rect class="m" x={index * 25 + 6} y={height - y(told)} width="15" height={y(told)} /> : null}
              {one.silent ? (
                <rect
                  class="silent"
                  x={index * 25 + 6.75}
                  y={height - y(one.total) + 0.75}
                  width="13.5"
                  height={Math.max(3, y(one.silent) - 1.5)}
                />
              ) : null}
            </>
          )
        })}
        <text x="6" y="100">
          {start(count - 1)}
        </text>
        <text class="r" x="298" y="100">
          this week
        </text>
      </svg>
      <figcaption>
        Grey is announced or unknown, outlined is silent. {silent} of {total} were silent.
      </figcaption>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Week from</th>
              <th scope="col" class="num">
                Silent
              </th>
              <th scope="col" class="num">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr>
                <th scope="row">{start(one.week)}</th>
                <td class="num">{one.silent}</td>
                <td class="num">{one.total}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
