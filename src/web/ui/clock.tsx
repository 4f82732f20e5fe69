import { dayInWords, dayMs, daysLeft, timeLeft } from './days'
import { Instant } from './signs'

export type Mark = { label: string; day: string; due?: boolean }

const width = 1000
const labelWidth = 132

type Placed = Mark & { x: number; row: number; end: boolean }

/** Marks from left to right, each on the first row of labels where it does not run into another. */
function placed(marks: readonly Mark[], x: (day: string) => number): Placed[] {
  const free: number[] = [0, 0, 0]
  return [...marks]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((mark) => {
      const at = x(mark.day)
      const end = at > width - labelWidth
      const from = end ? at - labelWidth : at
      const row = Math.max(
        0,
        free.findIndex((until) => until <= from),
      )
      free[row] = from + labelWidth
      return { ...mark, x: at, row, end }
    })
}

/**
 * One ruler with a tick a day (a long one on Mondays) for the days of a change: seen, reviews due, last day to object, takes effect. A mark whose
 * day is unknown is left out, and the list beneath says so. Days beyond 120 from now are only in the list.
 */
export const Clock = ({
  marks,
  unknown,
  now,
  short = null,
  within = null,
}: {
  marks: readonly Mark[]
  unknown: readonly string[]
  now: string
  /** The days by which notice fell short of what is promised. */
  short?: { from: string; until: string } | null
  /** Instants between which the change was made. */
  within?: { from: string; until: string } | null
}) => {
  const near = marks.filter((mark) => Math.abs(daysLeft(mark.day, now)) <= 120)
  const box = within && Math.abs(daysLeft(within.from.slice(0, 10), now)) <= 120 ? within : null
  const days = [now.slice(0, 10), ...(box ? [box.from.slice(0, 10)] : []), ...near.map((mark) => mark.day)].sort()
  const first = Date.parse(`${days[0]}T00:00:00Z`) - 2 * dayMs
  const last = Date.parse(`${days.at(-1)}T00:00:00Z`) + 5 * dayMs
  const count = Math.round((last - first) / dayMs)
  const x = (day: string) => Math.round(((Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - first) / (last - first)) * width * 10) / 10
  const hour = (at: string) => x(at) + ((Date.parse(at) - Date.parse(`${at.slice(0, 10)}T00:00:00Z`)) / (last - first)) * width
  const all = placed(near, x)
  const rows = Math.max(1, ...all.map((mark) => mark.row + 1))
  const axis = rows * 34 + 16
  const nextDue = all.find((mark) => mark.due && daysLeft(mark.day, now) >= 0)
  const said = [...marks].sort((a, b) => (a.day < b.day ? -1 : 1))
  return (
    <div class="clock">
      <svg
        viewBox={`0 0 ${width} ${axis + 28}`}
        role="img"
        aria-label={said.map((mark) => `${mark.label} ${dayInWords(mark.day, now)}`).join('; ')}
      >
        {nextDue ? <rect class="left" x={x(now)} y={axis - 8} width={Math.max(0, nextDue.x - x(now))} height="16" /> : null}
        {short && near.some((mark) => mark.day === short.until) ? (
          <rect class="short" x={x(short.from)} y={axis - 8} width={Math.max(0, x(short.until) - x(short.from))} height="16" />
        ) : null}
        {box ? (
          <rect
            class="win"
            x={Math.round(hour(box.from))}
            y={axis - 8}
            width={Math.max(4, Math.round(hour(box.until) - hour(box.from)))}
            height="16"
          >
            <title>Changed in these hours</title>
          </rect>
        ) : null}
        <path class="axis" d={`M2 ${axis}H${width - 2}`} />
        {Array.from({ length: count + 1 }, (_, index) => {
          const at = new Date(first + index * dayMs)
          const monday = at.getUTCDay() === 1
          if (!monday && count > 100) return null
          return <path class="tick" d={`M${x(at.toISOString())} ${axis - (monday ? 6 : 3)}v${monday ? 12 : 6}`} />
        })}
        <text x={x(now)} y={axis + 24} text-anchor="middle" class="b">
          today
        </text>
        <path class="mark" d={`M${x(now)} ${axis - 9}v18`} />
        {all.map((mark) => (
          <>
            <path class="mark" d={`M${mark.x} ${mark.row * 34 + 8}V${axis}`} />
            <circle class={mark.due ? 'dot due' : 'dot'} cx={mark.x} cy={axis} r="4" />
            <text class="b" x={mark.x + (mark.end ? -6 : 6)} y={mark.row * 34 + 16} text-anchor={mark.end ? 'end' : 'start'}>
              {mark.label}
            </text>
            <text x={mark.x + (mark.end ? -6 : 6)} y={mark.row * 34 + 31} text-anchor={mark.end ? 'end' : 'start'}>
              {dayInWords(mark.day, now)}
              {mark.due ? `, ${timeLeft(mark.day, now)}` : ''}
            </text>
          </>
        ))}
      </svg>
      <ol>
        {said.map((mark) => (
          <li>
            <span class="soft">{mark.label}</span>
            <span>
              {dayInWords(mark.day, now)}
              {mark.due ? `, ${timeLeft(mark.day, now)}` : ''}
            </span>
          </li>
        ))}
      </ol>
      {within ? (
        <p class="small faint">
          Changed between <Instant at={within.from} now={now} />, when the page was last read as it was, and{' '}
          <Instant at={within.until} now={now} />.
        </p>
      ) : null}
      {short ? <p class="small critical">{daysLeft(short.until, short.from)} days sooner than the notice that is promised.</p> : null}
      {unknown.length ? <p class="small faint">Not known: {unknown.join(', ')}.</p> : null}
    </div>
  )
}
