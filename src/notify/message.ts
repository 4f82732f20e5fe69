import type { Severity } from '../core/kind'

/** A passage in the vendor's words. */
export type MessageQuote = { side: 'added' | 'removed' | 'stated'; text: string }
/** One line of a list, with its place in Telltale. */
export type MessageItem = { text: string; detail: string | null; severity: Severity | null; path: string | null }
export type MessageSection = { heading: string; items: MessageItem[]; none: string }

/**
 * What one notice says, before a channel gives it a form. Paths begin with `/` and become links where it is known how people reach us. Texts of
 * vendors stand in `quotes` alone, and names of the register among our words: a channel treats both as text and never as markup.
 */
export type Message = {
  /** The same for every try: receivers tell a second copy by it. */
  id: string
  event: string
  /** When its cause came about. */
  at: string
  title: string
  severity: Severity | null
  /** What changed and what is asked, in sentences. */
  lines: string[]
  quotes: MessageQuote[]
  /** Why reviews are due, each a sentence that begins with "Review due because". */
  because: string[]
  /** What is due by when, in words. */
  dates: { what: string; day: string }[]
  sections: MessageSection[]
  path: string | null
  /** What the link is called. */
  act: string
  demo: boolean
  /** To somebody outside, who has no account here and nothing to set. */
  outside?: boolean
  /** Ids and states for machines. */
  data: Record<string, unknown>
}

const mostQuotes = 4
const mostCharacters = 600

/** Text as one line without control and direction marks, at most so many characters. */
export function inert(text: string, most = mostCharacters): string {
  const flat = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .trim()
  const points = [...flat]
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : flat
}

/** The quotes that a message carries: the first few, each bounded. */
export const boundQuotes = (quotes: readonly MessageQuote[]): MessageQuote[] =>
  quotes.slice(0, mostQuotes).map(({ side, text }) => ({ side, text: inert(text) }))

export const sideWords = { added: 'Now', removed: 'Was', stated: 'Said' } as const
export const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Log only',
}

/** A place in Telltale as a link; null where it is not known how people reach us. A whole address stays as it is. */
export function linkTo(home: string | null, path: string | null): string | null {
  if (path !== null && /^https?:/.test(path)) return path
  return home && path ? `${home}${path}` : null
}

/** The title with severity and what else a subject must say. */
export const headline = ({ title, severity, demo }: Pick<Message, 'title' | 'severity' | 'demo'>): string =>
  inert(`${demo ? 'Demonstration: ' : ''}${severity ? `${severityWords[severity]}: ` : ''}${title}`, 180)
