export type NoticeBar = { label: string; days: number }

const longest = 46
const span = 270
const row = 38

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
            <text x="0" y={index * row + 13}>
              {bar.label.length > longest ? `${bar.label.slice(0, longest - 1)}…` : bar.label}
            </text>
            <rect
              class={promised !== null && bar.days < promised ? 'c' : 'a'}
              x="0"
              y={index * row + 19}
              width={Math.max(1.5, x(bar.days))}
              height="12"
            />
            <text x={Math.max(1.5, x(bar.days)) + 6} y={index * row + 29}>
              {bar.days}
            </text>
          </>
        ))}
        {promised === null ? null : (
          <>
            <path class="grid" d={bars.map((_, index) => `M${x(promised) + 0.5} ${index * row + 17}v16`).join('')} />
            <text class="mid" x={Math.max(40, Math.min(x(promised), 266))} y={bottom + 14}>
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
