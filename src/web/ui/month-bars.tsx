import { months } from './days'
import { SeenBar, SeenInWords, scaleOf, sumsOf } from './seen-bar'

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
    const name = months[at % 12] ?? ''
    return { ...(found.find((one) => one.month === month) ?? { told: 0, silent: 0 }), name, label: `${name} ${month.slice(0, 4)}` }
  })
  const { most, y } = scaleOf(all, height - 12)
  const { silent, total } = sumsOf(all)
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
                <SeenBar seen={one} x={x} width={26} ground={height} y={y} />
                <text class="mid" x={x + 13} y="118">
                  {one.name}
                </text>
              </>
            )
          })}
        </svg>
      </section>
      <SeenInWords of="Month" bars={all} />
    </figure>
  )
}
