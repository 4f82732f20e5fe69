import { gravestFirst } from '../core/headline'
import { pack } from '../core/pack'

/** "A, B and C"; of more than three, or where `count` says that there are more than are named, "A, B and 3 more". */
export function listed(names: readonly string[], count = names.length): string {
  if (count <= 1) return names.join('')
  if (count > 3) return `${names.slice(0, 2).join(', ')} and ${count - 2} more`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const counted = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

type Told = { kinds: readonly string[]; headline: string | null }

/** What happened at a vendor in a line: what it did, of several changes the first one that says so, else the kinds by their names; silence is left to the text below. */
export function changeInWords(vendorName: string, ...all: readonly Told[]): string {
  const headline = all.find((one) => one.headline !== null)?.headline
  if (headline) return `${vendorName} ${headline}${all.length > 1 ? `, and ${counted(all.length - 1, 'more change')}` : ''}`
  const kinds = [...new Set(all.flatMap((one) => one.kinds))]
  const [first, ...others] = gravestFirst(kinds)
  if (!first) return `${vendorName}: a change`
  const name = (pack().triggers.get(first)?.name ?? first).replace(/ \([^)]*\)$/, '')
  return `${vendorName}: ${name}${others.length ? `, and ${others.length} more` : ''}`
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Tue 1 Dec 2026", with how far off it is from `today`. */
export function dayInWords(day: string, today: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const left = Math.round((date.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
  const off =
    left === 0 ? 'today' : left === 1 ? 'tomorrow' : left > 0 ? `in ${left} days` : left === -1 ? '1 day late' : `${-left} days late`
  return `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} (${off})`
}

export const announcedWords = {
  silent: 'The vendor did not say so: the change was silent.',
  announced: 'The vendor announced it.',
  unknown: 'Nothing was there to look at that would tell whether it was announced.',
} as const

const states: Record<string, string> = {
  unavailable: 'cannot be read',
  blocked: 'refuses us',
  login: 'asks for a sign-in now',
  'needs-browser': 'shows its text to browsers alone',
  partial: 'comes cut off',
  gone: 'is gone',
  moved: 'has moved',
  'collector-broken': 'is laid out in a way that is not understood any more',
  stale: 'has not been verified for longer than its vendor’s tier allows',
  ok: 'is read again',
}
/** What a source does, to stand after its name. */
export const healthInWords = (state: string): string => states[state] ?? 'is not well'
