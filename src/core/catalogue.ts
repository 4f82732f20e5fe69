import { z } from 'zod'
import { fieldByPackName } from './profile'
import { valueSchema } from './register'
import { sourceType } from './source'

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(120)
const systemKinds = fieldByPackName('system.kind')
if (!systemKinds) throw new Error('the profile has no field system.kind')

const catalogueSystem = z.strictObject({
  id,
  name: z.string().min(1),
  what: z.string().min(1),
  /** Our guess from the words given, for a person to confirm. */
  kind: valueSchema(systemKinds.shape).and(z.string()),
  /** Whose models it rests on, as found; null where that is not known. */
  providerModel: z.string().nullable(),
  onByDefault: z.boolean().nullable(),
  /** Where yes or no is too short an answer. */
  onByDefaultNote: z.string().nullable(),
  basis: z.string(),
})

const catalogueSource = z
  .strictObject({
    id,
    type: sourceType,
    url: z.url({ protocol: /^https?$/ }),
    format: z.enum(['html', 'markdown', 'rss', 'atom', 'json', 'pdf', 'statuspage', 'github-releases', 'hf-api']),
    needsBrowser: z.boolean().nullable(),
    needsKey: z.boolean(),
    /** False where it cannot be read as it stands; `offBecause` says why. */
    enabled: z.boolean(),
    offBecause: z.string().nullable(),
    evidence: z.string(),
    confidence: z.number().min(0).max(1),
  })
  .refine((source) => source.enabled === (source.offBecause === null), {
    error: 'a source is either on, or off with a reason',
    path: ['offBecause'],
  })

/** A vendor of the catalogue: what it supplies and where it announces changes. Facts from public material, none of them checked by opening it. */
export const catalogueVendor = z.strictObject({
  id,
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  legalEntity: z.string().nullable(),
  legalEntityBasis: z.string().nullable(),
  kind: z.enum(['model-provider', 'ai-saas', 'saas-with-ai']),
  /** Registrable domains of its own, without hosts that many share. */
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
  asOf: z.iso.date(),
  systems: z.array(catalogueSystem),
  sources: z.array(catalogueSource),
})
export type CatalogueVendor = z.infer<typeof catalogueVendor>
