import type { Child } from 'hono/jsx'

/** One part of a bar: how it is drawn (`c` critical, `h` high, `m` plain, `bg` faint, `a` accent, `silent` outlined) and what it is called. */
export type Part = { name: string; tone: 'c' | 'h' | 'm' | 'bg' | 'a' | 'silent' }
export type Bar = { label: string; values: readonly number[]; note?: string | null }

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachable = { tabindex: 0 }
const height = 120
const width = 464

/**
 * Bars from left to right, each of stacked parts in the same order from the ground up, with the same as a table. Drawn at one unit a pixel, so that no
 * text is smaller than elsewhere; where there is no room the newest end is in view, or the first for what is no time. What a part means is said in words beneath the picture, in that
 * order, so that nothing hangs on colour. `title` says what the picture shows.
 */
export const StackedBars = ({
  id,
  title,
  parts,
  bars,
  of,
  caption,
  whole = true,
  from = 'newest',
}: {
  id: string
  title: string
  parts: readonly Part[]
  bars: readonly Bar[]
  /** What a bar stands for, as the head of the table's first column. */
  of: string
  caption?: Child
  /** Whether the parts add up to something that deserves a column. */
  whole?: boolean
  /** Which end is in view where there is no room. */
  from?: 'newest' | 'start'
}) => {
  const sum = (bar: Bar) => bar.values.reduce((all, value) => all + value, 0)
  const most = Math.max(1, ...bars.map(sum))
  const step = width / Math.max(1, bars.length)
  const y = (value: number) => Math.round((value / most) * (height - 18) * 10) / 10
  return (
    <figure class="pic">
      <section class={from === 'newest' ? 'scroll newest' : 'scroll'} aria-label={title} {...reachable}>
        <svg width={width} height={height + 20} viewBox={`0 0 ${width} ${height + 20}`} role="img" aria-labelledby={id}>
          <title id={id}>{title}</title>
          <path class="grid" d={`M0 ${height + 0.5}h${width}`} />
          {bars.map((bar, index) => {
            let floor = 0
            const wide = Math.min(64, Math.max(4, step - 8))
            const x = Math.round((index * step + (step - wide) / 2) * 10) / 10
            return (
              <>
                {bar.values.map((value, at) => {
                  if (!value) return null
                  const top = floor + y(value)
                  floor = top
                  return <rect class={parts[at]?.tone ?? 'm'} x={x} y={height - top} width={wide} height={Math.max(1, y(value) - 1)} />
                })}
                {sum(bar) ? (
                  <text class="mid" x={x + wide / 2} y={height - y(sum(bar)) - 4}>
                    {bar.note ?? sum(bar).toLocaleString('en-GB')}
                  </text>
                ) : null}
                <text class="mid" x={x + wide / 2} y={height + 15}>
                  {bar.label}
                </text>
              </>
            )
          })}
        </svg>
      </section>
      {caption ? <figcaption>{caption}</figcaption> : null}
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              {parts.map((part) => (
                <th scope="col" class="num">
                  {part.name}
                </th>
              ))}
              {whole && parts.length > 1 ? (
                <th scope="col" class="num">
                  All
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr>
                <th scope="row">{bar.label}</th>
                {bar.values.map((value) => (
                  <td class="num">{value.toLocaleString('en-GB')}</td>
                ))}
                {whole && parts.length > 1 ? <td class="num">{sum(bar).toLocaleString('en-GB')}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
