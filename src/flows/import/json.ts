import { type RegisterNoun, registerNouns } from '../register-file-nouns'
import type { Place, RowFault } from './table'

/** A record of a JSON file, and where it begins. */
export type JsonRecord = { place: Place; as: Exclude<RegisterNoun, 'register'>; values: Record<string, unknown> }

const nouns = registerNouns.filter((noun) => noun !== 'register')

/**
 * Reads JSON: `{"sources":[…]}` with any of the nouns, or a bare list of the noun asked for. Names are those of the API. What is no record is a
 * fault with its place.
 */
export function readJson(text: string, as: RegisterNoun | null): { records: JsonRecord[]; faults: RowFault[] } {
  const fault = (line: number, message: string, value = '') => ({ line, field: '', value, message })
  let parsed: unknown
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { records: [], faults: [fault(lineOfError(text, error.message), `not JSON: ${error.message}`)] }
  }
  if (Array.isArray(parsed)) {
    if (as === null || as === 'register') return { records: [], faults: [fault(1, 'say with --as what the list holds')] }
    return recordsOf(as, parsed, linesOfItems(text, null))
  }
  if (typeof parsed !== 'object' || parsed === null)
    return { records: [], faults: [fault(1, `expected a list, or an object with any of ${nouns.join(', ')}`)] }
  const out: { records: JsonRecord[]; faults: RowFault[] } = { records: [], faults: [] }
  for (const [name, list] of Object.entries(parsed)) {
    const noun = nouns.find((one) => one === name)
    if (!noun || !Array.isArray(list)) {
      out.faults.push(fault(1, noun ? 'expected a list' : `expected any of ${nouns.join(', ')}`, name))
      continue
    }
    if (as !== null && as !== 'register' && noun !== as) continue
    const read = recordsOf(noun, list, linesOfItems(text, noun))
    out.records.push(...read.records)
    out.faults.push(...read.faults)
  }
  return out
}

function recordsOf(
  as: JsonRecord['as'],
  list: readonly unknown[],
  lines: readonly number[],
): { records: JsonRecord[]; faults: RowFault[] } {
  const records: JsonRecord[] = []
  const faults: RowFault[] = []
  for (const [index, item] of list.entries()) {
    const place: Place = { line: lines[index] ?? 0, record: index + 1, of: as }
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) records.push({ place, as, values: { ...item } })
    else faults.push({ ...place, field: '', value: JSON.stringify(item).slice(0, 200), message: 'expected a record' })
  }
  return { records, faults }
}

function lineOfError(text: string, message: string): number {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
  return text.slice(0, position).split('\n').length
}

/** The lines on which the items of a list begin: the outermost list, or the one under `key` of the outermost object. The text is known to be JSON. */
function linesOfItems(text: string, key: string | null): number[] {
  const lines: number[] = []
  const wantedDepth = key === null ? 1 : 2
  let line = 1
  let depth = 0
  let lastString = ''
  let inside = false
  let expectItem = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '\n') line++
    if (/\s/.test(sign)) continue
    if (expectItem && inside && depth === wantedDepth && sign !== ']') lines.push(line)
    expectItem = false
    if (sign === '"') {
      const from = at + 1
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++
      if (depth === 1) lastString = text.slice(from, at)
    } else if (sign === '[' || sign === '{') {
      depth++
      if (sign === '[' && depth === wantedDepth && (key === null || lastString === key)) {
        inside = true
        expectItem = true
      }
    } else if (sign === ']' || sign === '}') {
      if (depth === wantedDepth) inside = false
      depth--
    } else if (sign === ',' && depth === wantedDepth) expectItem = inside
  }
  return lines
}
