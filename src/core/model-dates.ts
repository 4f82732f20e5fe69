import { foldText } from './canonical'
import type { Day } from './day'
import { foldModel, modelsInProse } from './model-name'
import { sentences } from './sentences'
import { notesTypes, type SourceType } from './source'
import { datesIn } from './stated'
import { type Statement, said } from './statement'
import { announcedWords, earliestWords, endWords, modelWords, replacementWords } from './words/models'

export const modelDateKinds = ['announced', 'earliest', 'committed', 'observed'] as const
export type ModelDateKind = (typeof modelDateKinds)[number]
/**
 * A date of a model as a document tells it. *Announced*: when its end was told. *Earliest*: not before this day. *Committed*: the day on which it stops.
 * *Observed*: when it was seen to be gone. `model` is folded (`foldModel`).
 */
export type ToldDate = { model: string; kind: ModelDateKind; day: Day; replacement: string | null; quote: string }

/** Places that tell when models end. */
export const datedTypes: readonly SourceType[] = ['deprecations', 'models-api', 'model-card', 'docs', 'changelog', 'release-notes']
/** Those of them that list models in tables. */
const tableTypes: readonly SourceType[] = ['deprecations', 'models-api', 'model-card', 'docs']

const longestQuote = 500
const longestName = 120
const mostDates = 2_000
const nobody = /^(?:n\/?a|none|tbd|-+|—|–)?$/

/** The dates of models that a document tells, row by row and in sentences; nothing of dates that no day can be read from, or that name no model. */
export function modelDatesIn(statements: readonly Statement[], type: SourceType): ToldDate[] {
  const found = new Map<string, ToldDate>()
  for (const statement of statements) {
    if (found.size >= mostDates || !datedTypes.includes(type)) break
    const told = inTable(statement, type) ?? (notesTypes.includes(type) ? inSentences(statement) : [])
    for (const one of told) if (one.model && !found.has(`${one.model} ${one.kind}`)) found.set(`${one.model} ${one.kind}`, one)
  }
  return [...found.values()]
}

type Field = { column: string; value: string }

/** The parts of a row or record under their names; null where it is neither. */
export function fieldsOf({ role, text, cells }: Statement): Field[] | null {
  if (cells?.length) return cells.map(({ column, value }) => ({ column: foldText(column), value }))
  if (role !== 'record' && role !== 'field') return null
  return text
    .slice(0, 8_000)
    .split(/ · |\n/)
    .flatMap((part) => {
      const match = /^\s*([\p{L}_][\p{L}\p{N}_.[\]\- ]{0,80}?)\s*[:=]\s*(.+)$/su.exec(part)
      return match ? [{ column: foldText((match[1] ?? '').replaceAll('_', ' ')), value: match[2] ?? '' }] : []
    })
}

/** The models that a row, record or item stands for, folded; its replacement is none of them. */
export function modelsOfRow(statement: Statement): string[] {
  const fields = fieldsOf(statement) ?? []
  const named = fields.filter(({ column }) => modelWords.test(column) && !replacementWords.test(column) && !isDateColumn(column))
  const ids = named.filter(({ column }) => /\bid\b|identifier|snapshot|api/.test(column))
  const names = (ids.length ? ids : named.slice(0, 1)).map(({ value }) => value)
  const written = names.length ? names : statement.row && !datesIn(foldText(statement.row)).length ? [statement.row] : []
  return [...new Set(written.flatMap(listed).map(foldModel))].filter((name) => name !== '' && /\p{L}/u.test(name))
}

const isDateColumn = (column: string) => /date|\bon\b|\bday\b/.test(column) && !/\bid\b/.test(column)
const listed = (value: string): string[] =>
  value.length > 600
    ? []
    : value
        .split(/[,;\n]| and | or /)
        .map((part) => part.replace(/\(.*?\)/g, ' ').trim())
        .filter((part) => part.length <= longestName)

function inTable(statement: Statement, type: SourceType): ToldDate[] | null {
  const fields = tableTypes.includes(type) ? fieldsOf(statement) : null
  if (!fields?.length) return null
  const models = modelsOfRow(statement)
  const replacement = replacementOf(fields)
  const quote = statement.text.slice(0, longestQuote)
  const heading = foldText(statement.section?.split(' › ').at(-1) ?? '')
  const dates = fields.flatMap((field): { kind: ModelDateKind; day: Day }[] => {
    const kind = kindOf(field.column, foldText(field.value), heading)
    const day = kind && datesIn(foldText(field.value)).find((date) => date.day !== null)?.day
    return kind && day ? [{ kind, day }] : []
  })
  const announced = dates.some(({ kind }) => kind === 'announced') ? null : datesIn(heading).find(({ day }) => day !== null)?.day
  const all = announced && dates.length && type === 'deprecations' ? [...dates, { kind: 'announced' as const, day: announced }] : dates
  return models.flatMap((model) => all.map(({ kind, day }) => ({ model, kind, day, replacement, quote })))
}

/** What the date of a field means: by its value ("not before …"), the name of its column, then the heading above the table. */
function kindOf(column: string, value: string, heading: string): ModelDateKind | null {
  if (replacementWords.test(column)) return null
  if (earliestWords.test(column)) return 'earliest'
  const ends = endWords.test(column) || (/^(?:date|when|day)$/.test(column) && endWords.test(heading))
  if (ends) return earliestWords.test(value) ? 'earliest' : 'committed'
  return announcedWords.test(column) ? 'announced' : null
}

function replacementOf(fields: readonly Field[]): string | null {
  const value = fields
    .find(({ column }) => replacementWords.test(column))
    ?.value.trim()
    .slice(0, longestName)
  return value && !nobody.test(value.toLowerCase()) ? value : null
}

/** "quill-2-mini will be shut down on 1 May 2027": one date that says an end, and the models named before it. */
function inSentences(statement: Statement): ToldDate[] {
  return said(statement)
    .slice(0, 20_000)
    .split(/\n| · /)
    .flatMap(sentences)
    .flatMap((sentence): ToldDate[] => {
      const folded = foldText(sentence)
      const dates = datesIn(folded)
      const [date] = dates
      if (dates.length !== 1 || !date?.day || !endWords.test(folded)) return []
      const { day } = date
      const [named, instead] = parted(sentence)
      const kind = earliestWords.test(folded) ? ('earliest' as const) : ('committed' as const)
      const replacement = modelsInProse(instead)[0] ?? null
      return modelsInProse(named).map((model) => ({ model, kind, day, replacement, quote: sentence.slice(0, longestQuote) }))
    })
}

/** A sentence before and after what it says of a replacement. */
function parted(sentence: string): [string, string] {
  const at = /replac|successor|alternative|migrat|in favou?r of|switch to|instead/i.exec(sentence)
  return at ? [sentence.slice(0, at.index), sentence.slice(at.index)] : [sentence, '']
}
