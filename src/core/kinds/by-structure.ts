import { blockKey } from '../canonical'
import type { Difference } from '../change'
import type { Kind } from '../kind'
import type { Reading } from '../reading'
import type { SourceType } from '../source'
import type { Role, Statement } from '../statement'
import { tokensOf } from '../vocabulary'
import { wordingOf } from '../wording'

const listed: readonly Role[] = ['row', 'item', 'record', 'entry', 'field']

/** A row, item or record of a list that the source's type says is a list of such things. */
export function listEntry(on: SourceType, what: 'added' | 'removed' | 'edited'): Kind['recognise'] {
  return (difference, { source }) => {
    if (source.type !== on) return null
    const entries = sideOf(difference, what).filter((statement) => listed.includes(statement.role) && !isDateLine(statement))
    return entries.length > 0 ? entries : null
  }
}

/** A row of a table of partners, cookies or providers in a privacy notice: a recipient comes or goes, though no sentence says so. */
export function partyRow(what: 'added' | 'removed'): Kind['recognise'] {
  return (difference, context) => {
    if (context.source.type !== 'privacy' && context.source.type !== 'dpa') return null
    const rows = sideOf(difference, what)
    const headed = wordingOf(difference, context.language, context).passages.some(({ heading, columns }) =>
      [heading, columns].some((topics) => topics.has('recipient') || topics.has('subprocessor')),
    )
    return headed && rows.length > 0 && rows.every(({ role }) => role === 'row') ? [...rows] : null
  }
}

/** A row of a table, or a short item of a list, that stands for a model: its first words are a name with a version, or its table is one of models. */
export function modelEntry(what: 'added' | 'removed', on: readonly SourceType[]): Kind['recognise'] {
  return (difference, { source, after }) => {
    if (!on.includes(source.type) || source.type === 'models-api') return null
    const gone = (statement: Statement) => what === 'added' || !isNamedIn(after, statement)
    const entries = sideOf(difference, what).filter((statement) => standsForModel(statement) && gone(statement))
    return entries.length > 0 ? entries : null
  }
}

/** A model that the page still names, in whatever place, has not gone. */
function isNamedIn({ whole }: Reading, { text, role, row }: Statement): boolean {
  const where = role === 'row' ? (row ?? text) : text
  const tokens = tokensOf(where.slice(0, 200))
  const at = tokens.findIndex(({ modelEnd }) => modelEnd >= 0)
  const name = at < 0 ? where : where.slice(tokens[at]?.start, tokens[tokens[at]?.modelEnd ?? at]?.end)
  const key = blockKey(name)
  return key !== '' && whole.includes(key)
}

const shortItemWords = 10
const references = /\(?\[[^\]]*\]\([^)]*\)\)?|\([0-9a-f]{7,40}\)|https?:\S+/g

function standsForModel({ text, role, row, section }: Statement): boolean {
  if (role === 'row') {
    const first = tokensOf((row ?? text).slice(0, 200)).slice(0, 6)
    return first.some(({ modelEnd }) => modelEnd >= 0) || /\bmodels?\b/i.test(section?.split(' › ').at(-1) ?? '')
  }
  if (role !== 'item') return false
  const words = tokensOf(text.replace(references, ' '))
  return words.length <= shortItemWords && words.some(({ modelEnd }) => modelEnd >= 0)
}

const isDateLine = (statement: Statement) => /^(?:last )?(?:updated|modified|revised|effective)\b/i.test(statement.text)

/** The statements of a difference that came, went or stayed with other words. An entry with another identity in the same place is both. */
export function sideOf(difference: Difference, what: 'added' | 'removed' | 'edited'): readonly Statement[] {
  const apart = difference.before.length === 0 || difference.after.length === 0 || replaced(difference)
  if (what === 'edited') return apart ? [] : [...difference.after, ...difference.before]
  return apart ? (what === 'added' ? difference.after : difference.before) : []
}

/** Both sides are one keyed entry each, and the keys differ. */
function replaced({ before, after }: Difference): boolean {
  const was = before[0]?.row
  const is = after[0]?.row
  return typeof was === 'string' && typeof is === 'string' && fold(was) !== fold(is)
}
const fold = (row: string) =>
  row
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * A field of a record whose name matches `names` has another value: a record comes as "name: value" parts, a field as one such part
 * (or as a row under the record's id).
 */
export function fieldChanged(names: RegExp): Kind['recognise'] {
  return (difference, { source }) => {
    if (source.type !== 'models-api' || difference.before.length === 0 || difference.after.length === 0 || replaced(difference)) return null
    return changedFields(difference).some((name) => names.test(name)) ? [...difference.after, ...difference.before] : null
  }
}

const fieldsKept = new WeakMap<Difference, readonly string[]>()

function changedFields(difference: Difference): readonly string[] {
  const known = fieldsKept.get(difference)
  if (known) return known
  const before = new Map(difference.before.flatMap(fieldsOf))
  const after = new Map(difference.after.flatMap(fieldsOf))
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
  fieldsKept.set(difference, changed)
  return changed
}

/** "id: a · limits.context: 5" → pairs. Values may hold commas; a part without a name continues the one before. */
function fieldsOf(statement: Statement): [string, string][] {
  const pairs: [string, string][] = []
  for (const part of statement.text.slice(0, 20_000).split(/ · |; |\n| \| |, (?=[\w.[\]-]{1,80}[:=])/)) {
    const match = /^\s*["']?([\p{L}_][\p{L}\p{N}_.[\]\- ]{0,80}?)["']?\s*[:=]\s*(.*)$/su.exec(part)
    const last = pairs.at(-1)
    if (match) pairs.push([(match[1] ?? '').toLowerCase(), match[2] ?? ''])
    else if (last) last[1] += `; ${part}`
    else pairs.push(['', part])
  }
  return pairs
}

/** All that changed in the difference, both sides; for kinds that say "anything here". */
export const whole = (difference: Difference): Statement[] => [...difference.after, ...difference.before]

/** Nothing but dates differs: every other word stands on both sides. */
export function onlyDates(difference: Difference, language: string | null): boolean {
  if (difference.before.length === 0 || difference.after.length === 0) return false
  const stripped = (statements: readonly Statement[]) =>
    statements
      .map((s) => withoutDates(s.text))
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim()
  return (
    stripped(difference.before) === stripped(difference.after) && wordingOf(difference, language).passages.some((p) => p.changedTokens > 0)
  )
}

const months =
  'january|february|march|april|may|june|july|august|september|october|november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|mei|augustus|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec'
const dateWords = new RegExp(
  `(?:\\b\\d{4}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}日?|\\b\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}\\b|\\b\\d{1,2}(?:st|nd|rd|th|er|\\.)?(?: de| of)? (?:${months})\\.?(?: de)?,? \\d{4}|\\b(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\b(?:${months}) \\d{4})`,
  'giu',
)
const withoutDates = (text: string) => text.slice(0, 20_000).replace(dateWords, '<date>')

/** The document dates itself, and the latest date it states is the same on both sides. */
export function datesUnmoved(before: Reading, after: Reading): boolean {
  const was = latestStated(before)
  return was !== null && was === latestStated(after)
}

/** The latest day that a reading states of itself; null when it states none. */
const latestStated = (reading: Pick<Reading, 'stated'>): string | null =>
  reading.stated
    .map((s) => s.day)
    .sort()
    .at(-1) ?? null
