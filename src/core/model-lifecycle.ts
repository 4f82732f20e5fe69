import { z } from 'zod'
import type { ModelDateKind } from './model-dates'
import lifecycleJson from './model-lifecycle.json'
import { foldModel, formsOf } from './model-name'
import { packVersion } from './pack'

const row = z.object({
  provider: z.string(),
  model: z.string(),
  name: z.string(),
  aliases: z.array(z.string()).default([]),
  status: z.enum(['active', 'deprecated', 'retired']),
  deprecated_on: z.iso.date().optional(),
  earliest_shutdown_on: z.iso.date().optional(),
  shutdown_on: z.iso.date().optional(),
  replacements: z.array(z.object({ provider: z.string(), model: z.string(), recommended: z.boolean().default(false) })).default([]),
  sources: z.array(z.object({ url: z.string(), title: z.string() })).default([]),
  last_verified: z.iso.date(),
})
/** A model of the reference list. Its dates are facts that were read on `last_verified` from the page named first among its sources. */
export type ListedModel = z.infer<typeof row>

let cached: { models: ListedModel[]; byForm: Map<string, ListedModel[]> } | null = null

function read() {
  if (cached) return cached
  const models = z.array(row).parse(lifecycleJson)
  const byForm = new Map<string, ListedModel[]>()
  for (const model of models)
    for (const form of new Set([model.model, ...model.aliases].flatMap(formsOf))) byForm.set(form, [...(byForm.get(form) ?? []), model])
  cached = { models, byForm }
  return cached
}

/** The models of the list that an identifier can mean, by its name or an alias; where makers share a name, all of them unless the identifier says whose. */
export function listedModels(identifier: string): ListedModel[] {
  const { byForm } = read()
  const found = [...new Set(formsOf(identifier).flatMap((form) => byForm.get(form) ?? []))]
  const maker = foldModel(identifier.split('/')[0] ?? '')
  const own = found.filter(({ provider }) => provider === maker)
  return own.length ? own : found
}

export type ListedDate = {
  model: string
  kind: ModelDateKind
  day: string
  replacement: string | null
  quote: string | null
  toldAt: string
}

/** The name under which dates of the list are kept: the model's with its maker's. */
export const listedName = ({ provider, model }: Pick<ListedModel, 'provider' | 'model'>): string => `${provider}/${foldModel(model)}`

/** The dates of one model of the list. */
export function listedDates(listed: ListedModel): ListedDate[] {
  const { deprecated_on, earliest_shutdown_on, shutdown_on, last_verified, replacements, sources } = listed
  const best = replacements.find(({ recommended }) => recommended) ?? replacements[0]
  const days = [
    ['announced', deprecated_on],
    ['earliest', earliest_shutdown_on],
    ['committed', shutdown_on],
  ] as const
  return days.flatMap(([kind, day]) =>
    day
      ? [
          {
            model: listedName(listed),
            kind,
            day,
            replacement: best?.model ?? null,
            quote: sources[0] ? `${sources[0].title} (${sources[0].url})` : null,
            toldAt: `${last_verified}T00:00:00.000Z`,
          },
        ]
      : [],
  )
}

/** Every date of the list, and by which release of it. */
export const allListedDates = (): { dates: ListedDate[]; release: string } => ({
  dates: read().models.flatMap(listedDates),
  release: packVersion.hash,
})
