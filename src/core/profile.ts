import { z } from 'zod'
import profileJson from './reference/profile.json'

/** The four nouns whose facts decide which obligations apply, by the prefix that the pack gives their fields. */
export const nouns = ['org', 'vendor', 'system', 'dep'] as const
export type Noun = (typeof nouns)[number]

/** What a field may hold, read from the words of the pack's `allowed`. `words` are strings that stand for an answer of their own (`none`). */
export type Shape =
  | { type: 'id' | 'person' | 'country' }
  | { type: 'text' | 'integer' | 'date'; words: string[] }
  | { type: 'boolean'; parts: string[] }
  | { type: 'enum' | 'set'; values: string[] }
  /** `parts` empty: a list of texts; otherwise each item may also be a record of these parts. */
  | { type: 'list'; parts: string[] }
  /** What has parts, or plainly a text or a list where nobody needs the parts. */
  | { type: 'parts'; plain: 'text' | 'list'; parts: string[] }
  | { type: 'dates'; keys: { name: string; pack: string }[] }

/**
 * One field of the pack's profile.
 *
 * `pack` is its name there (`dep.art6_3_exemption`), `name` its name in the API (`art63Exemption`). `stored` says where its value lives: with the
 * facts of its noun, as the record's own id, as the person in `ownerId`, or derived from records of their own (certificates, sources).
 */
export type Field = {
  pack: string
  noun: Noun
  name: string
  shape: Shape
  stored: 'fact' | 'id' | 'person' | 'derived'
  allowed: string
  keptBy: string
  source: string
  why: string
  neededBy: string[]
}

const profileRow = z.strictObject({
  group: z.string(),
  field: z.string().regex(/^(org|vendor|system|dep)\.[a-z0-9_]+$/),
  allowed: z.string(),
  kept_by: z.string(),
  source: z.string(),
  why: z.string(),
  needed_by: z.array(z.string()),
})

/** Certificates and sources are records of their own; keeping their facts twice would let the two disagree. */
const derived = ['vendor.certifications', 'system.watched_documents']

export const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

let cached: readonly Field[] | null = null

/** All fields of the pack's profile in its order. Throws when the pack holds an `allowed` that is not understood. */
export function fields(): readonly Field[] {
  cached ??= z.array(profileRow).parse(profileJson).map(readField)
  return cached
}

/** The fields of one noun, in the order of the profile. */
export const fieldsOf = (noun: Noun) => fields().filter((field) => field.noun === noun)

/** The fields a person types in and the register keeps as facts: without ids, the owner and what is derived. */
export function factFields(noun: Noun): readonly Field[] {
  const known = factsOf.get(noun) ?? fieldsOf(noun).filter((field) => field.stored === 'fact')
  factsOf.set(noun, known)
  return known
}
const factsOf = new Map<Noun, readonly Field[]>()

/** The field with this name in the pack (`system.version_binding`), null when there is none. */
export const fieldByPackName = (name: string) => fields().find((field) => field.pack === name) ?? null

function readField(row: z.infer<typeof profileRow>): Field {
  const [prefix, rest = ''] = row.field.split('.')
  const shape = readShape(row.allowed)
  return {
    pack: row.field,
    noun: z.enum(nouns).parse(prefix),
    name: shape.type === 'person' ? `${camelCase(rest)}Id` : camelCase(rest),
    shape,
    stored: derived.includes(row.field) ? 'derived' : shape.type === 'id' || shape.type === 'person' ? shape.type : 'fact',
    allowed: row.allowed,
    keptBy: row.kept_by,
    source: row.source,
    why: row.why,
    neededBy: row.needed_by,
  }
}

/** Reads the small language of the pack's `allowed` strings. Throws on one it does not know, so that a new pack cannot be half understood. */
export function readShape(allowed: string): Shape {
  const [, head = '', tail = ''] = /^(enum|set|list|dates): (.+)$/.exec(allowed) ?? []
  if (head === 'enum' || head === 'set') return { type: head, values: tail.split(' | ') }
  if (head === 'list') return { type: 'list', parts: partNames(tail) }
  if (head === 'dates') return { type: 'dates', keys: tail.split(', ').map((pack) => ({ pack, name: camelCase(pack) })) }
  const simple = /^(text|integer|date)(?: or (none|unknown))?$/.exec(allowed)
  if (simple) return { type: z.enum(['text', 'integer', 'date']).parse(simple[1]), words: simple[2] ? [simple[2]] : [] }
  const known = single[allowed]
  if (known) return known
  throw new Error(`the profile allows "${allowed}", which is not understood`)
}

/** The strings of the pack that are said once and follow no pattern. */
const single: Record<string, Shape> = {
  boolean: { type: 'boolean', parts: [] },
  'boolean plus licence id': { type: 'boolean', parts: ['value', 'licenceId'] },
  'stable id': { type: 'id' },
  'person ref': { type: 'person' },
  'ISO country code': { type: 'country' },
  'document ref or none': { type: 'text', words: ['none'] },
  list: { type: 'list', parts: [] },
  'list of system.id': { type: 'list', parts: [] },
  'list of exact version strings': { type: 'list', parts: [] },
  'list incl. minors, vulnerable': { type: 'list', parts: [] },
  'list plus hash': { type: 'parts', plain: 'list', parts: ['items', 'hash'] },
  'set of countries, storage and inference separately': { type: 'parts', plain: 'list', parts: ['storage', 'inference'] },
  'event list, default retention days, export available': {
    type: 'parts',
    plain: 'list',
    parts: ['events', 'defaultRetentionDays', 'exportAvailable'],
  },
  'text plus hash plus document ref': { type: 'parts', plain: 'text', parts: ['text', 'hash', 'documentRef'] },
  'document id plus version': { type: 'parts', plain: 'text', parts: ['documentId', 'version'] },
  'document ref, date': { type: 'parts', plain: 'text', parts: ['documentRef', 'date'] },
  'id, valid_until or none': { type: 'parts', plain: 'text', parts: ['id', 'validUntil'] },
}

/** `person, training date, access (public, login)` → `person`, `trainingDate`, `access`. */
const partNames = (list: string) =>
  list
    .replace(/ \([^)]*\)/g, '')
    .split(', ')
    .map((part) => camelCase(part.replace(/ /g, '_')))

/** What a field expects, in words for a message: "one of planned, pilot, live". */
export function expected(shape: Shape): string {
  switch (shape.type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return ['a whole number of 0 or more', ...shape.words].join(', or ')
    case 'date':
      return ['a day as YYYY-MM-DD', ...shape.words].join(', or ')
    case 'text':
      return 'a text'
    case 'country':
      return 'a two-letter ISO country code'
    case 'enum':
      return `one of ${shape.values.join(', ')}`
    case 'set':
      return `a list of any of ${shape.values.join(', ')}`
    case 'list':
      return shape.parts.length ? `a list of texts, or of records with ${shape.parts.join(', ')}` : 'a list of texts'
    case 'parts':
      return `a ${shape.plain}, or a record with ${shape.parts.join(', ')}`
    case 'dates':
      return `days as YYYY-MM-DD for any of ${shape.keys.map((key) => key.name).join(', ')}`
    case 'id':
      return 'an id'
    case 'person':
      return "a person's id"
  }
}
