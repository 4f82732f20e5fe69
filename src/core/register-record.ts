import { z } from 'zod'
import { isEmpty } from './conditions'
import { dayText } from './day'
import { factFields, fieldsOf, type Noun } from './profile'
import { deploymentFacts, organisationFacts, systemFacts, vendorFacts } from './register'

/** Ids that people give: they stand in addresses and file names. */
export const recordId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, 'expected 1 to 100 letters, digits, or . _ : -, beginning with a letter or digit')

const name = z.string('expected a name').trim().min(1, 'expected a name').max(500)
const unitId = z.string().min(1).nullish()
const texts = z.array(z.string().trim().min(1).max(500)).max(1000)

/** Where a record's facts come from, by the API name of the fact. A name that is no fact of the noun is refused. */
const factSourcesOf = (noun: Noun) =>
  z
    .record(z.string(), z.strictObject({ source: z.string().max(2000).nullish(), checkedOn: dayText.nullish() }))
    .superRefine((sources, context) => {
      const known = new Set(sourcedFields(noun))
      for (const name of Object.keys(sources))
        if (!known.has(name))
          context.addIssue({ code: 'custom', path: [name], message: `no such fact: expected any of ${[...known].join(', ')}`, input: name })
    })
    .nullish()

const sourcedFields = (noun: Noun) =>
  fieldsOf(noun)
    .filter((field) => field.stored === 'fact' || field.stored === 'person')
    .map((field) => field.name)

/** What an AI feature inside a product is like in our tenant; null = unknown. The upstream model may be a system of the register or just named. */
const feature = z.strictObject({
  defaultState: z.enum(['on', 'off']).nullish(),
  ourSetting: z.enum(['on', 'off']).nullish(),
  optOut: z.enum(['none', 'user', 'admin', 'on-request']).nullish(),
  adminControl: z.boolean().nullish(),
  plan: z.string().max(500).nullish(),
  region: z.string().max(500).nullish(),
  upstreamModel: z.string().max(500).nullish(),
  upstreamBinding: z.enum(['pinned_snapshot', 'floating_alias', 'vendor_managed', 'unknown']).nullish(),
})

/** What a record has besides the facts of the pack. */
const common = { name, unitId }
/** Days before and after a change within which a notice announces it; missing = 14 and 3 (CONTRACT.md, "How things move"). */
const windowDays = (most: number) => z.int().min(0).max(most).nullish()
export const vendorOwn = z.object({
  ...common,
  factSources: factSourcesOf('vendor'),
  domains: texts.nullish(),
  aliases: texts.nullish(),
  announcedBeforeDays: windowDays(365),
  announcedAfterDays: windowDays(90),
})
export const systemOwn = z.object({
  ...common,
  factSources: factSourcesOf('system'),
  vendorId: z.string('expected the id of a vendor').min(1),
  state: z.enum(['proposed', 'registered']).nullish(),
  feature: feature.nullish(),
})
export const deploymentOwn = z.object({
  ...common,
  factSources: factSourcesOf('dep'),
  systemId: z.string('expected the id of a system').min(1),
  ownerId: z.string().min(1).nullish(),
})

/** All that may be written of each noun. Strict: an unknown name is refused. */
export const vendorFields = z.strictObject({ ...vendorFacts.shape, ...vendorOwn.shape })
export const systemFields = z.strictObject({ ...systemFacts.shape, ...systemOwn.shape })
export const deploymentFields = z.strictObject({ ...deploymentFacts.shape, ...deploymentOwn.shape })
export const organisationOwn = z.object({ name: name.nullish(), factSources: factSourcesOf('org') })
export const organisationFields = z.strictObject({ ...organisationFacts.shape, ...organisationOwn.shape })

type Row = { facts: Record<string, unknown> }

/** A row as the API and the files know it: its facts beside its own fields by their API names, unknown ones null. */
export function toRecord<T extends Row>(noun: Noun, { facts, ...own }: T): Omit<T, 'facts'> & Record<string, unknown> {
  const record = blankOf(noun, Object.keys(own))
  for (const { name } of factFields(noun)) record[name] = facts[name] ?? null
  return Object.assign(record, own)
}

/** A record of nothing: copied, it costs a tenth of one that fifty names are added to one by one. */
function blankOf(noun: Noun, own: readonly string[]): Record<string, unknown> {
  const key = `${noun} ${own.join(' ')}`
  const names = [...own, ...factFields(noun).map(({ name }) => name)]
  const blank = blanks.get(key) ?? blankShape.parse(JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))))
  blanks.set(key, blank)
  return { ...blank }
}
const blanks = new Map<string, Record<string, unknown>>()
const blankShape = z.record(z.string(), z.null())

/** The facts among what was given, without those that are unknown, in the order of the pack. */
export function factsFrom(noun: Noun, given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    factFields(noun).flatMap((field) => {
      const value = given[field.name]
      return value === null || value === undefined ? [] : [[field.name, value]]
    }),
  )
}

/** Names (API) of facts that were unknown before and are known now, or the other way round, or say something else. */
export function changedFacts(noun: Noun, before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return factFields(noun)
    .map((field) => field.name)
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
}

/** How many of the facts that the rules read are known of a record, for its completeness meter. A list that holds "unknown" is not complete. */
export function completenessOf(noun: Noun, facts: Record<string, unknown>): { known: number; of: number } {
  const read = factFields(noun).filter((field) => field.neededBy.length > 0)
  const known = read.filter(({ name }) => {
    const value = facts[name]
    return !isEmpty(value) && !(Array.isArray(value) && value.includes('unknown'))
  })
  return { known: known.length, of: read.length }
}
