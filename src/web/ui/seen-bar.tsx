/** What was seen in a month or a week: `told` is announced or unknown. */
export type Seen = { label: string; told: number; silent: number }

/** One bar that stands on `ground`: grey what was told, outlined above it what was silent. */
export const SeenBar = ({
  seen: { told, silent },
  x,
  width,
  ground,
  y,
}: {
  seen: Pick<Seen, 'told' | 'silent'>
  x: number
  width: number
  ground: number
  y: (value: number) => number
}) => (
  <>
    {told ? <rect class="m" x={x} y={ground - y(told)} width={width} height={y(told)} /> : null}
    {silent ? (
      <rect class="silent" x={x + 0.75} y={ground - y(told + silent) + 0.75} width={width - 1.5} height={Math.max(3, y(silent) - 1.5)} />
    ) : null}
  </>
)

/** What the bars say in words, and the same as a table; `of` heads its first column. */
export const SeenInWords = ({ of, bars }: { of: string; bars: readonly Seen[] }) => {
  const { silent, total } = sumsOf(bars)
  return (
    <>
      <figcaption>
        Grey is announced or unknown, outlined is silent. {silent} of {total} were silent.
      </figcaption>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              <th scope="col" class="num">
                Silent
              </th>
              <th scope="col" class="num">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr>
                <th scope="row">{bar.label}</th>
                <td class="num">{bar.silent}</td>
                <td class="num">{bar.told + bar.silent}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

/** How many there are in all bars, and how many of them silent. */
export const sumsOf = (bars: readonly Pick<Seen, 'told' | 'silent'>[]) => {
  const silent = bars.reduce((sum, bar) => sum + bar.silent, 0)
  return { silent, total: bars.reduce((sum, bar) => sum + bar.told, silent) }
}

/** What the top line of the picture stands for, and the height of a number under it, in whole units of the picture. */
export const scaleOf = (bars: readonly Pick<Seen, 'told' | 'silent'>[], height: number) => {
  const most = Math.max(4, ...bars.map((bar) => bar.told + bar.silent))
  return { most, y: (value: number) => Math.round((value / most) * height) }
}
