import { dayInWords, plural } from './days'

type Capture = { id: string; at: string; verdict: string }
type Run = { lastAt: string; firstAt: string; count: number }
type Bar = { at: string; look: 'ok' | 'chg' | 'noise' | 'bad' }

const most = 60
const fewest = 24
const looks = { ok: { y: 18, height: 12 }, noise: { y: 12, height: 18 }, chg: { y: 4, height: 26 }, bad: { y: 19, height: 10 } } as const

/** The latest polls as a strip, a bar each, the newest at the right: short unchanged, middle noise, tall material, hollow without an answer. */
export const PollStrip = ({
  captures,
  runs,
  judged,
  now,
}: {
  captures: readonly Capture[]
  runs: readonly Run[]
  /** Verdicts of changes by the capture that showed them. */
  judged: ReadonlyMap<string, string>
  now: string
}) => {
  const bars = barsOf(captures, runs, judged).slice(-most)
  const count = (look: Bar['look']) => bars.filter((bar) => bar.look === look).length
  const [first] = bars
  const since = first ? dayInWords(first.at, now, false) : ''
  const room = Math.max(fewest, bars.length)
  const title = `${bars.length < most ? plural(bars.length, 'poll') : `The last ${most} polls`}${since ? ` since ${since}` : ''}: ${count('ok')} unchanged, ${count('noise')} noise or editorial, ${count('chg')} changed, ${count('bad')} without a good answer`
  return (
    <figure class="pic poll">
      <svg class="strip" preserveAspectRatio="none" viewBox={`0 2 ${room * 12.2} 30`} role="img" aria-labelledby="polls">
        <title id="polls">{title}</title>
        {bars.map((bar, index) => (
          <rect class={bar.look} x={Math.round((index + room - bars.length) * 122) / 10} width="9" {...looks[bar.look]} />
        ))}
      </svg>
      <p class="ends">
        <span>{bars.length < fewest ? '' : since}</span>
        <span>now</span>
      </p>
      <figcaption>{title}. Short: unchanged. Middle: held back. Tall: changed. Hollow: no good answer.</figcaption>
    </figure>
  )
}

function barsOf(captures: readonly Capture[], runs: readonly Run[], judged: ReadonlyMap<string, string>): Bar[] {
  return [
    ...captures.map((capture): Bar => {
      const verdict = judged.get(capture.id)
      const good = capture.verdict === 'ok' || capture.verdict === 'not-modified'
      return { at: capture.at, look: !good ? 'bad' : verdict === 'material' ? 'chg' : verdict ? 'noise' : 'ok' }
    }),
    // of a run only its ends are kept: its checks stand together where it began
    ...runs.flatMap((run) => Array.from({ length: Math.min(run.count, most) }, (): Bar => ({ at: run.firstAt, look: 'ok' }))),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
}
