import { z } from 'zod'
import { dayText } from './day'
import { expected, type Field, factFields, fieldsOf, type Noun, type Shape } from './profile'

/** A fact as JSON. Null or missing = unknown; `[]` = known to be empty. */
export type Fact = string | number | boolean | null | Fact[] | { [part: string]: Fact | undefined }
/** Facts of one noun by their API names. */
export type Facts = Record<string, Fact | undefined>
/** The flat record that the rules read: one deployment with its system, vendor and organisation, keys as in the pack. */
export type PackRecord = Record<string, unknown>

const text = z.string().max(20_000).regex(/\S/)
const scalar = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()])
/** Parts are ours to name, so a record may hold others than those the pack suggests. */
const parts = z.record(z.string().min(1).max(100), z.union([scalar, z.array(scalar).max(5_000)]))
const listLimit = 50_000

/** The schema of one field's value, without null. Refusals say what was expected. */
export function valueSchema(shape: Shape): z.ZodType<Fact> {
  const error = `expected ${expected(shape)}`
  switch (shape.type) {
    case 'boolean':
      return shape.parts.length ? z.union([z.boolean(), parts.and(z.looseObject({ value: z.boolean() }))], { error }) : z.boolean({ error })
    case 'integer':
      return orWords(z.int().min(0), shape.words, error)
    case 'date':
      return orWords(dayText, shape.words, error)
    case 'text':
      return z.string({ error }).max(20_000).regex(/\S/, { error })
    case 'id':
    case 'person':
      return z.string({ error }).min(1).max(200)
    case 'country':
      return z.string({ error }).regex(/^[A-Z]{2}$/, { error })
    case 'enum':
      return z.enum(shape.values, { error })
    case 'set':
      // a set may say that it is not complete: semantics-values reads "unknown" among its values
      return z.array(z.enum([...shape.values, 'unknown'], { error }), { error }).max(listLimit)
    case 'list':
      return z.array(shape.parts.length ? z.union([text, parts], { error }) : text, { error }).max(listLimit)
    case 'parts':
      return z.union([shape.plain === 'text' ? text : z.array(z.union([text, parts])).max(listLimit), parts], { error })
    case 'dates':
      return z.strictObject(Object.fromEntries(shape.keys.map((key) => [key.name, dayText.nullish()])), { error: unlessUnknownKey(error) })
  }
}

/** The facts of one noun, strict: a field that the pack does not know is refused by name. Extend it with what the record has besides. */
export const factsOf = (noun: Noun) =>
  z.strictObject(Object.fromEntries(factFields(noun).map((field) => [field.name, valueSchema(field.shape).nullish()])))

export const organisationFacts = factsOf('org')
export const vendorFacts = factsOf('vendor')
export const systemFacts = factsOf('system')
export const deploymentFacts = factsOf('dep')

/** What a change sets, by the pack's names: any field that the register keeps, with a value, or null or `unknown`. */
export const packSets = z.strictObject(
  Object.fromEntries(
    (['org', 'vendor', 'system', 'dep'] as const)
      .flatMap(factFields)
      .map((field) => [
        field.pack,
        z.union([valueSchema(field.shape), z.literal('unknown')], { error: `expected ${expected(field.shape)}` }).nullish(),
      ]),
  ),
)

/** The records whose facts make one flat record. `deployment` null is a system without a deployment. Other keys are passed over. */
export type RecordParts = {
  organisation: Record<string, unknown>
  vendor: Record<string, unknown>
  system: Record<string, unknown>
  deployment: Record<string, unknown> | null
}

/**
 * The flat record of the pack for the rules, from records with API names. Unknown facts are left out; of a fact that has parts where the rules
 * ask yes or no, the yes or no stands.
 */
export function toPackRecord({ organisation, vendor, system, deployment }: RecordParts): PackRecord {
  const record: PackRecord = {}
  const sources = { org: organisation, vendor, system, dep: deployment }
  for (const noun of ['org', 'vendor', 'system', 'dep'] as const) {
    const source = sources[noun]
    if (!source) continue
    for (const field of fieldsOf(noun)) {
      const value = source[field.name]
      if (value !== null && value !== undefined) record[field.pack] = packValue(field, value)
    }
  }
  return record
}

function packValue({ shape }: Field, value: unknown): unknown {
  if (shape.type === 'boolean' && isParts(value)) return value.value
  if (shape.type !== 'dates' || !isParts(value)) return value
  return Object.fromEntries(shape.keys.flatMap((key) => (value[key.name] ? [[key.pack, value[key.name]]] : [])))
}

/** The other way for one field: a value with the pack's names as the API spells it, for edits that a change offers. */
export function fromPackValue({ shape }: Field, value: unknown): unknown {
  if (value === undefined || value === 'unknown') return null
  if (shape.type !== 'dates' || !isParts(value)) return value
  return Object.fromEntries(shape.keys.flatMap((key) => (value[key.pack] ? [[key.name, value[key.pack]]] : [])))
}

const isParts = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function orWords(schema: z.ZodType<Fact>, words: string[], error: string): z.ZodType<Fact> {
  return z.union([schema, ...words.map((word) => z.literal(word))], { error })
}

/** The library's own message names the key that it does not know. */
function unlessUnknownKey(error: string) {
  return (issue: { code?: string }) => (issue.code === 'unrecognized_keys' ? undefined : error)
}
