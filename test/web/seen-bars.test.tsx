import { describe, expect, it } from 'vitest'
import { MonthBars } from '../../src/web/ui/month-bars'
import { WeekBars } from '../../src/web/ui/weeks'

const months = String(
  <MonthBars
    until="2026-11"
    months={[
      { month: '2026-11', told: 2, silent: 2 },
      { month: '2026-02', told: 0, silent: 1 },
      { month: '2025-11', told: 9, silent: 9 },
    ]}
  />,
)
const weeks = String(
  <WeekBars
    monday="2026-11-16"
    now="2026-11-22T10:00:00.000Z"
    weeks={[
      { week: 0, silent: 1, total: 4 },
      { week: 11, silent: 0, total: 2 },
    ]}
  />,
)

/** The rows of the table, each as its cells. */
const rows = (html: string) =>
  [...html.matchAll(/<tr><th scope="row">(.*?)<\/th><td class="num">(\d+)<\/td><td class="num">(\d+)<\/td><\/tr>/g)].map((row) =>
    row.slice(1),
  )
/** The bars as they are drawn: grey or outlined, with where they begin and end from above. */
const drawn = (html: string) =>
  [...html.matchAll(/<rect class="(m|silent)" x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)">/g)].map(
    ([, tone, x, y, height]) => ({
      tone,
      x: Number(x),
      top: Number(y),
      foot: Number(y) + Number(height),
    }),
  )

describe('changes by month and by week', () => {
  it('say the same in words, as bars and as a table, of twelve months or weeks and no older', () => {
    expect(months).toContain('5 material changes in twelve months, 3 of them silent')
    expect(months).toContain('3 of 5 were silent')
    expect(rows(months)).toHaveLength(12)
    expect(rows(months)[0]).toEqual(['Dec 2025', '0', '0'])
    expect(rows(months)[2]).toEqual(['Feb 2026', '1', '1'])
    expect(rows(months)[11]).toEqual(['Nov 2026', '2', '4'])
    expect(weeks).toContain('6 changes in twelve weeks, 1 of them silent')
    expect(weeks).toContain('1 of 6 were silent')
    expect(rows(weeks)).toHaveLength(12)
    expect(rows(weeks)[0]).toEqual(['31 Aug', '0', '2'])
    expect(rows(weeks)[11]).toEqual(['16 Nov', '1', '4'])
  })
  it('draw what was silent outlined on top of what was told, and nothing where there was nothing', () => {
    expect(drawn(months).map(({ tone }) => tone)).toEqual(['silent', 'm', 'silent'])
    expect(drawn(weeks).map(({ tone }) => tone)).toEqual(['m', 'm', 'silent'])
    for (const html of [months, weeks]) {
      const [told, silent] = drawn(html).slice(-2)
      // heights are rounded each by itself
      expect(Math.abs((silent?.foot ?? 0) - (told?.top ?? 100))).toBeLessThanOrEqual(1)
      expect(silent?.x).toBeGreaterThan(told?.x ?? Number.POSITIVE_INFINITY)
    }
  })
})
