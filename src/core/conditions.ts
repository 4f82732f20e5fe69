import { type Expression, obligationOf, pack } from './pack'
import type { PackRecord } from './register'

/** Three values: null is unknown, and never counts as no (rule `semantics-values`). */
export type Truth = boolean | null

/** One register record under the conditions of the pack. Answers are kept, so each condition is worked out once a record. */
export type Evaluation = {
  record: PackRecord
  test: (expression: Expression) => Truth
  /** The empty fields that leave an unknown expression open: down through unknown parts only. Empty when it is not unknown. */
  missing: (expression: Expression) => string[]
}

/** The values of one record under the pack's conditions. A condition that the pack does not know is a fault of the pack and throws. */
export function evaluate(record: PackRecord): Evaluation {
  const { conditions } = pack()
  const answers = new Map<string, Truth>()
  const meaning = (name: string) => {
    const condition = conditions[name]
    if (!condition) throw new Error(`the pack knows no condition "${name}"`)
    return condition.expr
  }
  const test = (expression: Expression): Truth => {
    if ('all' in expression) return conjunction(expression.all, test)
    if ('any' in expression) return disjunction(expression.any, test)
    if (!('cond' in expression)) return operate(expression, record, test)
    const known = answers.get(expression.cond)
    if (known !== undefined) return known
    const answer = test(meaning(expression.cond))
    answers.set(expression.cond, answer)
    return answer
  }
  const missing = (expression: Expression): string[] => {
    if (test(expression) !== null) return []
    if ('all' in expression) return expression.all.flatMap(missing)
    if ('any' in expression) return expression.any.flatMap(missing)
    if ('cond' in expression) return missing(meaning(expression.cond))
    const fields = 'contains_field' in expression ? [expression.field, expression.contains_field] : [expression.field]
    const empty = fields.filter((field) => isEmpty(record[field]) || holdsUnknown(record[field]))
    // a known date between the two Chapter III dates is left open by what makes the deployment high-risk
    return empty.length ? empty : missing({ cond: 'hr3' })
  }
  return { record, test, missing }
}

/** A field is empty when it is absent, null, "" or "unknown"; the empty list is a value. */
export const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || value === 'unknown'

let chapterThree: { annex_iii: string; annex_i: string } | null = null

/** The dates from which Chapter III Sections 1 to 3 bind, by the ground that makes a system high-risk (Art 113(c) AI Act as amended). */
export function chapterThreeDates() {
  if (chapterThree) return chapterThree
  const { annex_iii, annex_i } = obligationOf('aiact-111-2').applies_from
  if (!annex_iii || !annex_i) throw new Error('the pack gives no Chapter III dates with aiact-111-2')
  chapterThree = { annex_iii, annex_i }
  return chapterThree
}

let readBy: Map<string, string[]> | null = null

/** The fields that a condition reads, in the order of its text. */
export function fieldsReadBy(condition: string): string[] {
  readBy ??= new Map(Object.entries(pack().conditions).map(([name, { expr }]) => [name, [...new Set(fieldsIn(expr))]]))
  return readBy.get(condition) ?? []
}

function fieldsIn(expression: Expression): string[] {
  if ('all' in expression) return expression.all.flatMap(fieldsIn)
  if ('any' in expression) return expression.any.flatMap(fieldsIn)
  if ('cond' in expression) return fieldsIn(pack().conditions[expression.cond]?.expr ?? { all: [] })
  return 'contains_field' in expression ? [expression.field, expression.contains_field] : [expression.field]
}

function conjunction(parts: Expression[], test: (part: Expression) => Truth): Truth {
  let answer: Truth = true
  for (const part of parts) {
    const value = test(part)
    if (value === false) return false
    if (value === null) answer = null
  }
  return answer
}

function disjunction(parts: Expression[], test: (part: Expression) => Truth): Truth {
  let answer: Truth = false
  for (const part of parts) {
    const value = test(part)
    if (value === true) return true
    if (value === null) answer = null
  }
  return answer
}

type Operation = Exclude<Expression, { all: Expression[] } | { any: Expression[] } | { cond: string }>

function operate(operation: Operation, record: PackRecord, test: (expression: Expression) => Truth): Truth {
  const value = record[operation.field]
  // an empty feature state counts as on, an empty version binding as not pinned: the pack lists "unknown" there
  if (isEmpty(value)) return 'in' in operation && operation.in.includes('unknown') ? true : null
  if ('eq' in operation) return value === operation.eq
  if ('ne' in operation) return value !== operation.ne
  if ('in' in operation) return operation.in.some((listed) => listed === value)
  if ('contains_any' in operation) return listHas(value, (item) => operation.contains_any.some((wanted) => wanted === item))
  if ('contains_field' in operation) {
    const wanted = record[operation.contains_field]
    return isEmpty(wanted) ? null : listHas(value, (item) => item === wanted)
  }
  return beforeChapterThree(String(value), test({ cond: 'hr3' }))
}

function beforeChapterThree(day: string, annexThree: Truth): Truth {
  const { annex_iii, annex_i } = chapterThreeDates()
  if (annexThree !== null) return day < (annexThree ? annex_iii : annex_i)
  return day < annex_iii ? true : day >= annex_i ? false : null
}

/** A list that holds "unknown" may hold more than it says. */
function listHas(value: unknown, wanted: (item: unknown) => boolean): Truth {
  const items = Array.isArray(value) ? value : [value]
  return items.some(wanted) ? true : holdsUnknown(items) ? null : false
}

const holdsUnknown = (value: unknown) => Array.isArray(value) && value.includes('unknown')
