import { z } from 'zod'
import { listedDates, listedModels, listedName } from '../core/model-lifecycle'
import { formsOf } from '../core/model-name'
import { endsSoon, type ModelStanding, modelsOfSystem, standingOf, type ToldOnce } from '../core/models-in-use'
import type { Ports } from '../ports'
import { datesOfModels, systemsWithModels, systemsWithModelsAsOf, type UseUnder, usesUnder, usesUnderAsOf } from '../store/model-dates'
import type { Scope } from '../store/visibility'

export type ModelInUse = {
  model: string
  standing: ModelStanding
  endsSoon: boolean
  systems: { id: string; name: string; vendorId: string; vendorName: string; binding: string | null; demo: boolean }[]
  uses: UseUnder[]
}

const mostSystems = 2_000

const recordedSystem = z.object({
  id: z.string(),
  name: z.string(),
  vendorId: z.string(),
  facts: z.record(z.string(), z.unknown()),
  feature: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((feature) => feature ?? null),
  demo: z.boolean(),
})

/**
 * The models that registered systems name, each with what is known of its end, the systems that run on it and the uses that rest on these, as far as the
 * reader sees them. What ends first comes first. With `systemIds` those of these systems alone, with `at` as all of it stood at an instant.
 */
export async function modelsInUse(
  { db, now }: Pick<Ports, 'db' | 'now'>,
  scope: Scope,
  { systemIds, at = null }: { systemIds?: readonly string[]; at?: string | null } = {},
): Promise<ModelInUse[]> {
  const today = (at ?? now()).slice(0, 10)
  const wanted = { limit: mostSystems, ...(systemIds ? { ids: systemIds } : {}) }
  const rows = at === null ? await systemsWithModels(db, scope, wanted) : await asOf(db, scope, { ...wanted, at })
  const byModel = new Map<string, typeof rows>()
  for (const row of rows) for (const model of modelsOfSystem(row.system)) byModel.set(model, [...(byModel.get(model) ?? []), row])
  if (!byModel.size) return []
  const listed = new Map([...byModel.keys()].map((model) => [model, listedModels(model)]))
  const names = [...listed].flatMap(([model, models]) => [...formsOf(model), ...models.map(listedName)])
  const roots = [...new Set([...byModel.values()].flat().map(({ system }) => system.id))]
  const [told, uses] = await Promise.all([
    datesOfModels(db, scope, [...new Set(names)], at),
    at === null ? usesUnder(db, scope, roots) : usesUnderAsOf(db, scope, roots, at),
  ])
  const found = [...byModel].map(([model, some]): ModelInUse => {
    const meant = listed.get(model) ?? []
    const forms = new Set([...formsOf(model), ...meant.map(listedName)])
    const stored = told.filter(({ date }) => forms.has(date.model)).map(({ date }): ToldOnce => date)
    const fromList = meant
      .flatMap(listedDates)
      .filter(({ toldAt }) => at === null || toldAt <= at)
      .map((date): ToldOnce => ({ ...date, origin: 'pack', sourceId: null, told: null }))
    const isKnown = (one: ToldOnce) => stored.some(({ origin, kind, day }) => origin === 'pack' && kind === one.kind && day === one.day)
    const standing = standingOf([...fromList.filter((one) => !isKnown(one)), ...stored], today)
    const ids = new Set(some.map(({ system }) => system.id))
    const mine = new Map(uses.filter(({ root }) => ids.has(root)).map((use) => [use.id, use]))
    return {
      model,
      standing,
      endsSoon: endsSoon(standing),
      systems: some.map(({ system, vendorName }) => ({
        id: system.id,
        name: system.name,
        vendorId: system.vendorId,
        vendorName,
        binding: typeof system.facts.versionBinding === 'string' ? system.facts.versionBinding : null,
        demo: system.demo,
      })),
      uses: [...mine.values()],
    }
  })
  return found.sort((a, b) => (a.standing.daysLeft ?? 1e9) - (b.standing.daysLeft ?? 1e9) || (a.model < b.model ? -1 : 1))
}

async function asOf(db: Ports['db'], scope: Scope, asked: { limit: number; ids?: readonly string[]; at: string }) {
  return (await systemsWithModelsAsOf(db, scope, asked)).map(({ system, vendorName }) => {
    const row = recordedSystem.parse(system)
    return { system: row, vendorName: vendorName ?? row.vendorId }
  })
}
