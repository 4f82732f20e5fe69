import { type Answers, cleanAnswer, mostAnswerCharacters, type Question } from './questionnaire'

/** A sheet as read: cells by row and column, from the first on. `name` null = a file without sheets. */
export type Sheet = { name: string | null; rows: readonly (readonly string[])[] }
/** Columns by letter or by the text of their heading. `keys` says which of our questions a key of theirs answers; keys that it does not know are passed over. */
export type Columns = { sheet: string | null; key: string; answer: string; note: string | null; keys: Readonly<Record<string, string>> }
/** What is wrong in one cell: where it stands as spreadsheets write it, what is in it, and what was expected. */
export type CellFault = { sheet: string | null; cell: string; value: string; message: string }
export type ReadAnswers = { answers: Answers; faults: CellFault[] }

/** The heads of our own file, in their order. */
export const heads = ['key', 'section', 'question', 'expected evidence', 'answer', 'note'] as const

/** Heads of what was answered before: there to be read, and passed over when the file is taken in. */
export const heldHeads = ['answered before', 'answered on'] as const

/** Our own file: the head, then a row a question with what is answered so far, and beside it what was answered before where anything was. */
export function answerRows(
  questions: readonly Question[],
  answers: Answers,
  held: ReadonlyMap<string, { answer: string; on: string }> = new Map(),
): string[][] {
  const before = (id: string) => (held.size ? [held.get(id)?.answer ?? '', held.get(id)?.on ?? ''] : [])
  return [
    [...heads, ...(held.size ? heldHeads : [])],
    ...questions.map(({ id, section, question, expectedEvidence }) => [
      id,
      section,
      question,
      expectedEvidence ?? '',
      answers[id]?.answer ?? '',
      answers[id]?.note ?? '',
      ...before(id),
    ]),
  ]
}

export const letterOf = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : `${letterOf(Math.floor(column / 26) - 1)}${letterOf(column % 26)}`
const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
/** Filled forms have titles and notes above their heads. */
const mostRowsAbove = 50
const shortened = (value: string) => (value.length > 200 ? `${value.slice(0, 200)}…` : value)

type Found = { sheet: Sheet; from: number; key: number; answer: number; note: number | null }

/**
 * Reads answers by their keys, in whatever order the rows stand. A row that is not of these questions is a fault of its key's cell and moves nothing; so
 * is a key that comes twice. An empty answer says nothing. Several keys of theirs that lead to one question give one answer, each led by its key.
 */
export function readAnswers(sheets: readonly Sheet[], questions: readonly Question[], columns: Columns | null): ReadAnswers {
  const found = findColumns(sheets, columns ?? { sheet: null, key: 'key', answer: 'answer', note: 'note', keys: {} })
  if ('fault' in found) return { answers: {}, faults: [found.fault] }
  const asked = new Set(questions.map((one) => one.id))
  const faults: CellFault[] = []
  const rowOf = new Map<string, number>()
  const parts = new Map<string, { key: string; answer: string; note: string }[]>()
  const at = (row: number, column: number) => ({ sheet: found.sheet.name, cell: `${letterOf(column)}${row + 1}` })
  for (const [row, cells] of found.sheet.rows.entries()) {
    if (row < found.from) continue
    const key = (cells[found.key] ?? '').trim()
    const answer = cleanAnswer(cells[found.answer] ?? '')
    const note = found.note === null ? '' : cleanAnswer(cells[found.note] ?? '')
    if (!key && !answer && !note) continue
    const questionId = columns ? (Object.hasOwn(columns.keys, key) ? (columns.keys[key] ?? '') : null) : key
    if (questionId === null) continue
    const fault = (column: number, value: string, message: string) => faults.push({ ...at(row, column), value: shortened(value), message })
    const first = rowOf.get(key)
    if (!asked.has(questionId)) fault(found.key, key, unknownKey(questionId, columns !== null, questions))
    else if (first !== undefined) fault(found.key, key, `expected each key once: it stands in ${letterOf(found.key)}${first + 1} already`)
    else if (answer.length > mostAnswerCharacters)
      fault(found.answer, answer, `expected at most ${mostAnswerCharacters.toLocaleString('en-GB')} characters, not ${answer.length}`)
    else {
      rowOf.set(key, row)
      parts.set(questionId, [...(parts.get(questionId) ?? []), { key, answer, note }])
    }
  }
  return { answers: Object.fromEntries([...parts].map(([id, some]) => [id, joined(some)])), faults }
}

function joined(parts: readonly { key: string; answer: string; note: string }[]) {
  const told = (of: 'answer' | 'note') => {
    const some = parts.filter((part) => part[of])
    return parts.length === 1 ? (parts[0]?.[of] ?? '') : some.map((part) => `${part.key}: ${part[of]}`).join('\n')
  }
  return { answer: told('answer'), note: told('note') || null }
}

const unknownKey = (questionId: string, mapped: boolean, questions: readonly Question[]): string => {
  const some = questions.slice(0, 3).map((one) => one.id)
  const expected = `expected the key of a question of this questionnaire, such as ${some.join(', ')}`
  return mapped ? `${expected}; its map leads to ${questionId}` : expected
}

function findColumns(sheets: readonly Sheet[], columns: Columns): Found | { fault: CellFault } {
  const wanted = columns.sheet === null ? sheets : sheets.filter((sheet) => fold(sheet.name ?? '') === fold(columns.sheet ?? ''))
  for (const sheet of wanted) {
    const lettered = [columns.key, columns.answer, columns.note].every((name) => name === null || isLetter(name))
    if (lettered)
      return {
        sheet,
        from: 0,
        key: columnOf(columns.key),
        answer: columnOf(columns.answer),
        note: columns.note === null ? null : columnOf(columns.note),
      }
    for (const [row, cells] of sheet.rows.slice(0, mostRowsAbove).entries()) {
      const place = (name: string) => (isLetter(name) ? columnOf(name) : cells.findIndex((cell) => fold(cell) === fold(name)))
      const [key, answer] = [place(columns.key), place(columns.answer)]
      if (key >= 0 && answer >= 0) {
        const note = columns.note === null ? -1 : place(columns.note)
        return { sheet, from: row + 1, key, answer, note: note < 0 ? null : note }
      }
    }
  }
  const [sheet] = wanted.length ? wanted : sheets
  const names = sheets.flatMap(({ name }) => name ?? [])
  const message =
    columns.sheet !== null && !wanted.length
      ? `expected a sheet named “${columns.sheet}”, not ${names.length ? names.map((name) => `“${name}”`).join(', ') : 'a file without sheets'}`
      : `expected a row with the columns “${columns.key}” and “${columns.answer}” among the first ${mostRowsAbove}`
  return { fault: { sheet: sheet?.name ?? null, cell: 'A1', value: shortened(sheet?.rows[0]?.[0] ?? ''), message } }
}

const isLetter = (name: string) => /^[A-Z]{1,2}$/.test(name)
