const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const weekdaysLong = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthsLong = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
export const dayMs = 86_400_000

const dayOf = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`)

/** Whole days (UTC) from the day of `now` to `day`; negative when it has passed. */
export const daysLeft = (day: string, now: string) => Math.round((dayOf(day).getTime() - dayOf(now).getTime()) / dayMs)

/** "Tue 1 Dec", with the year when it is not that of `now`. */
export function dayInWords(day: string, now: string, weekday = true): string {
  const date = dayOf(day)
  const year = day.slice(0, 4) === now.slice(0, 4) ? '' : ` ${date.getUTCFullYear()}`
  return `${weekday ? `${weekdays[date.getUTCDay()]} ` : ''}${date.getUTCDate()} ${months[date.getUTCMonth()]}${year}`
}

/** A sentence of ours with the days in it as words: "binding from 2027-12-02" is "binding from 2 Dec 2027". */
export const daysInWords = (text: string, now: string) =>
  text.replace(/(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (day) => (Number.isNaN(dayOf(day).getTime()) ? day : dayInWords(day, now, false)))

/** "Thursday 26 November 2026" */
export function longDay(at: string): string {
  const date = dayOf(at)
  return `${weekdaysLong[date.getUTCDay()]} ${date.getUTCDate()} ${monthsLong[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** "November 2026" */
export const monthInWords = (at: string) => `${monthsLong[dayOf(at).getUTCMonth()]} ${at.slice(0, 4)}`

/** "today at 06:04", "yesterday at 18:00", "14 Nov at 09:30" */
export function instantInWords(at: string, now: string): string {
  const left = daysLeft(at, now)
  const time = at.slice(11, 16)
  const day = left === 0 ? 'today' : left === -1 ? 'yesterday' : dayInWords(at, now, false)
  return `${day} at ${time}`
}

/** "Today", "in 5 days", "2 days late" */
export function timeLeft(day: string, now: string): string {
  const left = daysLeft(day, now)
  if (left === 0) return 'today'
  if (left < 0) return left === -1 ? '1 day late' : `${-left} days late`
  return left === 1 ? 'tomorrow' : `in ${left} days`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** "A, B and C"; after `most` names "A, B and 3 more". */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names.join('')
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const bytesInWords = (bytes: number) =>
  bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

export const shortHash = (hash: string) => `${hash.slice(0, 4)}…${hash.slice(-4)}`

/** Names in the pack are in small letters; these are written otherwise. */
const spellings: Record<string, string> = {
  saas: 'SaaS',
  art6: 'Article 6',
  'art6 3': 'Article 6(3)',
  'annex i': 'Annex I',
  iso42001: 'ISO 42001',
  iso27001: 'ISO 27001',
}
const small = /\b(art6 3|annex i|art6|aims|saas|ai|api|dora|dpa|dpia|dpo|eu|fria|gdpr|gpai|iii|iso27001|iso42001|nis2|nist|rmf|uk)\b/g
/** Words as people spell them: "eu nexus" is "EU nexus". */
export const spelled = (text: string) => text.replace(small, (word) => spellings[word] ?? word.toUpperCase())

export const sentence = (text: string) => {
  const words = spelled(text)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
