import { months } from './days'

export type MonthBar = { month: string; told: number; silent: number }

const count = 12
const height = 100
const step = 50

/** Changes a month, twelve of them up to `until` (`2026-11`): grey announced or unknown, outlined silent; the same as a table. */
export const MonthBars = ({ months: found, until }: { months: readonly MonthBar[]; until: string }) => {
  const last = Number(until.slice(0, 4)) * 12 + Number(until.slice(5, 7)) - 1
  const all = Array.from({ length: count }, (_, index) => {
    const at = last - count + 1 + index
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    return { ...(found.find((one) => one.month === month) ?? { month, told: 0, silent: 0 }), name: months[at % 12] ?? '' }
  })
  const most = Math.max(4, ...all.map((one) => one.told + one.silent))
  const y = (value: number) => Math.round((value / most) * (height - 12))
  const silent = all.reduce((sum, one) => sum + one.silent, 0)
  const total = all.reduce((sum, one) => sum + one.told + one.silent, 0)
  return (
    <figure class="pic">
      <section class="scroll newest" aria-label="Changes a month" {...{ tabindex: 0 }}>
        <svg width="640" height="124" viewBox="0 0 640 124" role="img" aria-labelledby="months">
          <title id="months">{`${total} material changes in twelve months, ${silent} of them silent`}</title>
          <path class="grid" d={`M30 ${height + 0.5}h610M30 ${height - y(most / 2) + 0.5}h610M30 ${height - y(most) + 0.5}h610`} />
          <text class="r" x="24" y={height + 4}>
            0
          </text>
          <text class="r" x="24" y={height - y(most) + 4}>
            {most}
          </text>
          {all.map((one, index) => {
            const x = 44 + index * step
            return (
              <>
                {one.told ? <rect class="m" x={x} y={height - y(one.told)} width="26" height={y(one.told)} /> : null}
                {one.silent ? (
                  <rect
                    class="silent"
                    x={x + 0.75}
                    y={height - y(one.told + one.silent) + 0.75}
                    width="24.5"
                    height={Math.max(3, y(one.silent) - 1.5)}
                  />
                ) : null}
                <text class="mid" x={x + 13} y="118">
                  {one.name}
                </text>
              </>
            )
          })}
        </svg>
      </section>
      <figcaption>
        Grey is announced or unknown, outlined is silent. {silent} of {total} were silent.
      </figcaption>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Month</th>
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
                <th scope="row">
                  {one.name} {one.month.slice(0, 4)}
                </th>
                <td class="num">{one.silent}</td>
                <td class="num">{one.told + one.silent}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
