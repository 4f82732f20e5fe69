export type NoticeBar = { label: string; days: number }

const longest = 18
const left = 132
const span = 150
const row = 24

/** Notice given in days, a bar a change, against what is promised: below it the same as a table. */
export const NoticeBars = ({ bars, promised }: { bars: readonly NoticeBar[]; promised: number | null }) => {
  const most = Math.max(30, promised ?? 0, ...bars.map((bar) => bar.days))
  const x = (days: number) => Math.round((days / most) * span)
  const bottom = bars.length * row + 4
  const words = `Notice given: ${bars.map((bar) => bar.days).join(', ')} days, newest first${promised === null ? '' : `; ${promised} promised`}`
  return (
    <figure class="pic">
      <svg viewBox={`0 0 312 ${bottom + 18}`} role="img" aria-labelledby="notice">
        <title id="notice">{words}</title>
        {bars.map((bar, index) => (
          <>
            <text x="0" y={index * row + 15}>
              {bar.label.length > longest ? `${bar.label.slice(0, longest - 1)}…` : bar.label}
            </text>
            <rect
              class={promised !== null && bar.days < promised ? 'c' : 'a'}
              x={left}
              y={index * row + 5}
              width={Math.max(1.5, x(bar.days))}
              height="12"
            />
            <text x={left + Math.max(1.5, x(bar.days)) + 6} y={index * row + 15}>
              {bar.days}
            </text>
          </>
        ))}
        {promised === null ? null : (
          <>
            <path class="grid" d={`M${left + x(promised) + 0.5} 0v${bottom}`} />
            <text class="mid" x={Math.min(left + x(promised), 266)} y={bottom + 14}>
              {promised} promised
            </text>
          </>
        )}
      </svg>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Change</th>
              <th scope="col" class="num">
                Days of notice
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr>
                <th scope="row">{bar.label}</th>
                <td class="num">{bar.days}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
