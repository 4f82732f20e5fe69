import { CsvError, parse } from 'csv-parse/sync'
import { answerRows, type CellFault, readAnswers, type Sheet } from '../core/answer-file'
import { sameAnswer } from '../core/questionnaire'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Questionnaire, questionnaireById, questionSetById } from '../store/questionnaires'
import type { Persisted, Refusal } from '../store/writing'
import { takeAnswers, withGiven } from './answer-questionnaire'
import { csvText, workbookOf } from './export-list'
import { heldAnswers } from './held-answers'
import { signsIn, withoutGuard } from './import/csv'
import { openWorkbook } from './import/workbook'
import { type MoveRefusal, questionsOf } from './send-questionnaire'

export const answerFormats = ['xlsx', 'csv'] as const
export type AnswerFormat = (typeof answerFormats)[number]

/**
 * A questionnaire as a file, with what is answered so far, and what was answered before beside it; taken in again it changes nothing. No cell of it is run as
 * a formula.
 */
export async function exportQuestionnaire(ports: Pick<Ports, 'db'>, row: Questionnaire, format: AnswerFormat): Promise<Uint8Array> {
  const questions = await questionsOf(ports, row)
  const isOpen = row.state === 'draft' || row.state === 'sent'
  const rows = answerRows(questions, row.progress, isOpen ? await heldAnswers(ports, row, questions) : undefined)
  return format === 'xlsx' ? workbookOf('questions', rows) : new TextEncoder().encode(csvText(rows))
}

const mostRows = 20_000
const mostRecordCharacters = 1_000_000
const mostCells = 2_000_000

/** The sheets of a filled file, told by its content whether it is a workbook or CSV. */
export async function sheetsOf(data: Uint8Array): Promise<Sheet[] | { problem: string }> {
  if (data[0] === 0x50 && data[1] === 0x4b) {
    const sheets = await openWorkbook(data)
    return 'problem' in sheets ? sheets : sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map(textOf)) }))
  }
  if (data.includes(0)) return { problem: 'neither a workbook (XLSX) nor CSV' }
  const text = new TextDecoder().decode(data).replace(/^\ufeff/, '')
  if (signsIn(text, ',;\t') > mostCells) return { problem: `more than ${mostCells} cells` }
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: mostRecordCharacters,
      to: mostRows + 1,
    })
    if (rows.length > mostRows) return { problem: `more than ${mostRows} rows` }
    return [{ name: null, rows: rows.map((row) => row.map(withoutGuard)) }]
  } catch (error) {
    if (error instanceof CsvError) return { problem: `not CSV: ${error.message}` }
    throw error
  }
}

function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r\n|\n|\r/)
  if (line.includes('\t')) return '\t'
  return line.includes(',') || !line.includes(';') ? ',' : ';'
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}

export type Imported = { changed: number; unchanged: number; errors: CellFault[]; row: Questionnaire }
export type ImportRefusal = MoveRefusal | Refusal<'unreadable' | 'no-such-map'>

/**
 * Takes a filled file in: rows are matched by their keys, whatever their order, and what is no row of this questionnaire is told by its cell and passed
 * over. Answers that say something else than before are taken as the vendor's, as if they had come by the link. `setId` names the set of ours whose
 * column map reads a file of another form. A file without a new word moves nothing.
 */
export async function importQuestionnaire(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>,
  actor: Actor,
  id: string,
  { data, setId }: { data: Uint8Array; setId: string | null },
): Promise<Persisted<Imported, ImportRefusal>> {
  const row = await questionnaireById(ports.db, id)
  if (!row) return { ok: false, reason: 'unknown' }
  if (row.state === 'closed' || row.state === 'revoked')
    return { ok: false, reason: 'not-open', detail: `The questionnaire is ${row.state}.` }
  const map = setId === null ? null : (await questionSetById(ports.db, setId))?.columns
  if (map === undefined || (setId !== null && map === null))
    return { ok: false, reason: 'no-such-map', detail: 'No such set with a column map.' }
  const sheets = await sheetsOf(data)
  if ('problem' in sheets) return { ok: false, reason: 'unreadable', detail: sheets.problem }
  const questions = await questionsOf(ports, row)
  const { answers, faults } = readAnswers(sheets, questions, map ?? null)
  const said = Object.entries(answers).filter(([, { answer, note }]) => answer || note)
  const moved = said.filter(([key, { answer, note }]) => {
    const before = row.progress[key]
    return (answer && !sameAnswer(before?.answer ?? '', answer)) || (note && !sameAnswer(before?.note ?? '', note))
  })
  const counts = { changed: moved.length, unchanged: Object.keys(answers).length - moved.length, errors: faults }
  if (!moved.length) return { ok: true, result: { ...counts, row } }
  // an empty cell says nothing: what was said before stays
  const given = moved.map(([key, { answer, note }]) => {
    const before = row.progress[key]
    return [key, { answer: answer || (before?.answer ?? ''), note: note || (before?.note ?? null) }] as const
  })
  const done = await takeAnswers(ports, actor, id, withGiven(row, questions, Object.fromEntries(given)))
  if (!done.ok) return done
  ports.log('questionnaire.imported', { questionnaireId: id, changed: counts.changed, faults: faults.length })
  return { ok: true, result: { ...counts, row: done.result.row } }
}
