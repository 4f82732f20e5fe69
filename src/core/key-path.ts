import { jsonpath } from 'json-p3'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
type JsonRecord = { [name: string]: Json }
export type KeyOf = (row: JsonRecord) => string | null
export type KeyPath = { ok: true; in: (document: Json) => KeyOf } | { ok: false; reason: string }

/**
 * What a rule `key` means: how the rows of a JSON document are told apart. A field of the row (`id`), a dotted way into it (`meta.id`), or a JSONPath
 * (RFC 9535) of names, positions and `*`: without `*` from the row (`$.meta.id`), with it from the top of the document (`$.items[*].meta.id`), where the
 * row is the last member of a list on the way. Filters, functions, slices and `..` are refused: they can be made to run for ever, and no key needs them.
 */
export function keyPath(key: string): KeyPath {
  if (!key.startsWith('$'))
    return { ok: true, in: () => (row) => textOf(Object.hasOwn(row, key) ? row[key] : fieldAt(row, key.split('.'))) }
  const query = compiled(key)
  if (typeof query === 'string') return { ok: false, reason: query }
  const names = query.segments.every(
    (segment) =>
      !segment.toString().startsWith('..') &&
      segment.selectors.length === 1 &&
      segment.selectors.every(
        (selector) =>
          selector instanceof jsonpath.selectors.NameSelector ||
          selector instanceof jsonpath.selectors.IndexSelector ||
          selector instanceof jsonpath.selectors.WildcardSelector,
      ),
  )
  if (!names || query.segments.length === 0) return { ok: false, reason: 'expected a path of names, positions and *' }
  if (query.singularQuery()) return { ok: true, in: () => (row) => textOf(query.match(row)?.value) }
  return {
    ok: true,
    in: (document) => {
      const keys = new Map<unknown, string>()
      for (const { location, value } of query.query(document).nodes) {
        const row = rowAt(document, location)
        const text = textOf(value)
        if (row !== null && text !== null && !keys.has(row)) keys.set(row, text)
      }
      return (row) => keys.get(row) ?? null
    },
  }
}

/** The query, or what is wrong with it. */
function compiled(path: string) {
  try {
    return jsonpath.compile(path)
  } catch (error) {
    if (error instanceof jsonpath.JSONPathError) return error.message
    throw error
  }
}

/** The last record of a list on the way to a value. */
function rowAt(document: Json, location: readonly (string | number)[]): Json | null {
  let row: Json | null = null
  let here: Json | undefined = document
  for (const step of location) {
    const inList = Array.isArray(here)
    here = childOf(here, step)
    if (inList && typeof here === 'object' && here !== null && !Array.isArray(here)) row = here
  }
  return row
}

const fieldAt = (row: JsonRecord, names: readonly string[]): Json | undefined =>
  names.reduce((here: Json | undefined, name) => childOf(here, name), row)

function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? value[step] : undefined
}

const textOf = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null)
