import { z } from 'zod'

/** One round of one contestant, as the harness writes it: seconds, MB of memory of its processes, bytes on disk. */
export const row = z.object({
  scenario: z.string(),
  n: z.number(),
  epoch: z.number(),
  cold: z.boolean(),
  who: z.string(),
  rc: z.number(),
  wall: z.number(),
  cpu: z.number(),
  treeMB: z.number(),
  disk: z.number(),
  truth: z.number(),
  found: z.number(),
  falseReports: z.number(),
})
export type Row = z.infer<typeof row>

const [us, hash, store] = ['telltale', 'ref-hash-16', 'ref-store-16']
type Measure = 'cpu' | 'wall'
type Bound = { scenario: string; cold?: boolean; measure: Measure; of: string; to: string; most?: number; least?: number }

/** `most`: of ÷ to in the same round may not be more; `least`: it must be that much. */
const bounds: Bound[] = [
  { scenario: 'change', measure: 'cpu', of: us, to: store, most: 2 },
  { scenario: 'change', measure: 'wall', of: us, to: store, most: 2 },
  { scenario: 'noise', measure: 'cpu', of: us, to: store, most: 2 },
  { scenario: 'etag', measure: 'cpu', of: us, to: hash, most: 2 },
  { scenario: 'change', cold: true, measure: 'cpu', of: us, to: store, most: 1.6 },
  { scenario: 'change', measure: 'cpu', of: 'urlwatch-py', to: us, least: 6 },
  { scenario: 'change', measure: 'cpu', of: 'urlwatch-re', to: us, least: 2 },
  { scenario: 'noise', measure: 'cpu', of: 'urlwatch-py', to: us, least: 2.5 },
  { scenario: 'noise', measure: 'cpu', of: 'urlwatch-re', to: us, least: 1.7 },
]
const memoryMB = [
  { upTo: 1_000, most: 250 },
  { upTo: 5_000, most: 300 },
]

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? null
}

const shown = (value: number | null, digits = 2) => (value === null ? '-' : value.toFixed(digits))

/** Medians of each contestant, cold and steady. */
export function tableOf(rows: readonly Row[]): string {
  const lines = ['scenario     round   contestant      n     wall s   CPU s   CPU ms/source   memory MB   disk MB   found    false']
  for (const key of new Set(rows.map(({ scenario, cold, who }) => `${scenario}|${cold ? 'cold' : 'steady'}|${who}`))) {
    const [scenario = '', round = '', who = ''] = key.split('|')
    const some = rows.filter((one) => one.scenario === scenario && one.cold === (round === 'cold') && one.who === who)
    const mid = (pick: (one: Row) => number) => median(some.map(pick))
    const sum = (pick: (one: Row) => number) => some.reduce((total, one) => total + pick(one), 0)
    const cpu = mid((one) => one.cpu)
    const n = some[0]?.n ?? 0
    const failed = some.filter(({ rc }) => rc !== 0).length
    lines.push(
      [
        scenario.padEnd(12),
        round.padEnd(7),
        who.padEnd(14),
        String(n).padStart(5),
        shown(mid((one) => one.wall)).padStart(8),
        shown(cpu).padStart(7),
        shown(cpu === null ? null : (cpu * 1000) / n).padStart(13),
        shown(
          mid((one) => one.treeMB),
          0,
        ).padStart(11),
        shown((some.at(-1)?.disk ?? 0) / 1e6).padStart(9),
        `${sum(({ found }) => found)}/${sum(({ truth }) => truth)}`.padStart(9),
        String(sum(({ falseReports }) => falseReports)).padStart(6),
        failed ? `  failed ${failed} times` : '',
      ].join(' '),
    )
  }
  return lines.join('\n')
}

/** Each bound with its figure: the median over rounds of the ratio within the round. What was not measured is left out. */
export function boundsOf(rows: readonly Row[]): string {
  const said = bounds.flatMap((bound) => {
    const value = median(ratios(rows, bound))
    if (value === null) return []
    const holds = (bound.most === undefined || value <= bound.most) && (bound.least === undefined || value >= bound.least)
    const wanted = bound.most === undefined ? `at least ${bound.least}` : `at most ${bound.most}`
    return [
      line(holds, `${bound.scenario}${bound.cold ? ' cold' : ''}: ${bound.measure} of ${bound.of} ÷ ${bound.to}`, shown(value), wanted),
    ]
  })
  const steady = rows.filter(({ who, cold }) => who === us && !cold)
  const peak = Math.max(0, ...steady.map(({ treeMB }) => treeMB))
  const limit = memoryMB.find(({ upTo }) => (steady[0]?.n ?? 0) <= upTo)
  if (steady.length && limit)
    said.push(line(peak <= limit.most, `peak memory, ${steady[0]?.n} sources`, `${peak} MB`, `at most ${limit.most} MB`))
  const missed = steady.reduce((sum, one) => sum + one.truth - one.found, 0)
  if (steady.length) said.push(line(missed === 0, 'real changes missed', String(missed), 'none'))
  return said.join('\n')
}

const line = (holds: boolean, what: string, value: string, wanted: string) =>
  `${holds ? 'holds' : 'FAILS'}  ${what.padEnd(58)} ${value.padStart(8)}  ${wanted}`

function ratios(rows: readonly Row[], { scenario, cold = false, measure, of, to }: Bound): number[] {
  const rounds = rows.filter((one) => one.scenario === scenario && one.cold === cold && one.rc === 0)
  return rounds
    .filter(({ who }) => who === of)
    .flatMap((one) => {
      const base = rounds.find((other) => other.who === to && other.epoch === one.epoch)
      return base && base[measure] > 0 ? [one[measure] / base[measure]] : []
    })
}
