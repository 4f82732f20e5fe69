import type { Block } from '../src/core/blocks'
import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { openingOf, textOf } from '../src/core/decode'
import { type KeyOf, keyPath } from '../src/core/key-path'

const id = 'json-rows'
const version = '4'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** JSON, JSON lines, JSONP and JSON-LD: lists of records become one statement a record, known by its key; the rest a statement a field. */
export const jsonRows: Collector = {
  id,
  version,
  fits: (capture) => {
    if (/json/i.test(capture.mediaType ?? '')) return 0.9
    const head = openingOf(capture.body, 200).trim()
    return /^(?:[[{]\s*["{[\]}]|[\w.$]{1,60}\(\s*[[{])/.test(head) ? 0.6 : 0
  },
  extract: (capture, source) => {
    const parsed = parsedJson(textOf(capture))
    if (parsed === undefined) return { ok: false, cause: 'unreadable', reason: 'The body is not valid JSON.' }
    const key = source.rules?.key ? keyPath(source.rules.key) : null
    if (key && !key.ok) return { ok: false, cause: 'collector-broken', reason: `The rule "key" is not understood: ${key.reason}` }
    const rows: Rows = { keyOf: key ? key.in(parsed) : null, name: source.rules?.key ?? null, keyed: 0, all: 0 }
    const blocks = blocksIn(parsed, [], rows, 0)
    if (key && rows.all > 0 && rows.keyed === 0)
      return { ok: false, cause: 'collector-broken', reason: `The rule "key" finds nothing in any row: ${source.rules?.key}` }
    return readingOf({ collector: id, collectorVersion: version, title: null, keyed: true, blocks, rules: source.rules })
  },
}

function parsedJson(text: string): Json | undefined {
  const trimmed = text.trim()
  const jsonp = /^(?:\/\*\*\/\s*)?[\w.$[\]"']{1,80}\(([\s\S]*)\)\s*;?$/.exec(trimmed)?.[1]
  for (const candidate of [trimmed, jsonp, trimmed.replace(/^\)\]\}'[^\n]*\n/, '')]) {
    if (candidate === undefined) continue
    const value = attempt(candidate)
    if (value !== undefined) return value
  }
  const scripts = [...trimmed.matchAll(/<script[^>]+type=["']?application\/ld\+json["']?[^>]*>([\s\S]*?)<\/script>/gi)].map((match) =>
    attempt(match[1] ?? ''),
  )
  const found = scripts.filter((value) => value !== undefined)
  if (found.length > 0) return found
  const lines = trimmed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(attempt)
  return lines.length > 1 && lines.every((line) => line !== undefined) ? lines : undefined
}

function attempt(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON: the caller tries the next form
  }
}

const identities = ['id', '@id', 'key', 'slug', 'guid', 'uuid', 'model', 'model_id', 'name', 'title', 'url']
/** Fields that a server writes anew at each answer: they say when something was written out, not what it says. */
const written = /^(?:etag|request_?id|generated(?:_?at)?|fetched_?at|retrieved_?at|timestamp|last_?build_?date|now)$/i
const deepest = 12

/** How rows are told apart by the source's rules, and how many of them the rule found a key in. */
type Rows = { keyOf: KeyOf | null; name: string | null; keyed: number; all: number }

function blocksIn(value: Json, path: string[], rows: Rows, depth: number): Block[] {
  if (depth > deepest) return []
  if (Array.isArray(value))
    return value.flatMap((one, index) =>
      isRecord(one)
        ? [recordBlock(one, path, rows, index)]
        : blocksIn(one, isScalar(one) ? path : [...path, String(index)], rows, depth + 1),
    )
  if (isRecord(value)) {
    const members = Object.entries(value).filter(([name]) => !written.test(name))
    const records = members.filter(([, one]) => isRecord(one))
    // a map from id to record: every member is a row
    if (records.length > 1 && records.length === members.length)
      return records.flatMap(([name, one]) => (isRecord(one) ? [memberBlock(name, one, path, rows)] : []))
    return members.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, one]) => blocksIn(one, [...path, name], rows, depth + 1))
  }
  const name = path.join('.')
  return value === null || name === '' ? [] : [block(`${name}: ${String(value)}`, 'field', name, path)]
}

const isRecord = (value: Json): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null

function ruledKey(record: { [name: string]: Json }, rows: Rows): string | null {
  rows.all++
  const key = rows.keyOf?.(record) ?? null
  if (key !== null) rows.keyed++
  return key
}

function recordBlock(record: { [name: string]: Json }, path: string[], rows: Rows, index: number): Block {
  const key = ruledKey(record, rows)
  const name = rows.keyOf ? rows.name : identities.find((one) => typeof record[one] === 'string' || typeof record[one] === 'number')
  return rowBlock(record, path, name ?? null, key ?? (rows.keyOf || !name ? `#${index}` : String(record[name])))
}

/** A member of a map from id to record: its name is its key, where no rule names another. */
const memberBlock = (name: string, record: { [name: string]: Json }, path: string[], rows: Rows): Block =>
  rowBlock({ id: name, ...record }, path, 'id', ruledKey(record, rows) ?? String(record.id ?? name))

function rowBlock(record: { [name: string]: Json }, path: string[], name: string | null, row: string): Block {
  const fields = Object.entries(record)
    .filter(([field, value]) => !written.test(field) && plainValue(value) !== '')
    .sort(([a], [b]) => (a === name ? -1 : b === name ? 1 : a < b ? -1 : 1))
  return block(fields.map(([field, value]) => `${field}: ${plainValue(value)}`).join(' · '), 'record', row, path)
}

function plainValue(value: Json): string {
  if (Array.isArray(value)) return value.map(plainValue).join(', ')
  if (!isRecord(value)) return String(value)
  return Object.keys(value)
    .sort()
    .map((name) => `${name} ${plainValue(value[name] ?? null)}`)
    .join(', ')
}

const block = (text: string, role: Block['role'], row: string, path: string[]): Block => ({
  text,
  role,
  section: path.join(' › ') || null,
  row,
  links: [],
  main: true,
})
