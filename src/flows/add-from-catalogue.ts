import { sql } from 'drizzle-orm'
import { catalogue } from '../../collectors/catalogue'
import type { CatalogueVendor } from '../core/catalogue'
import { sameAddress } from '../core/source-check'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { knownIds, type System, type Vendor } from '../store/register'
import { vendors } from '../store/schema'
import type { Source } from '../store/sources'
import { combine, commit } from '../store/writing'
import { systemRowFrom, vendorRowFrom } from './register-row'
import { registerWriting } from './register-writing'
import { sourcesWriting } from './save-source'
import { sourceRowFrom } from './source-row'

export type Picked = { vendor: Vendor; systems: System[]; sources: Source[] }
type Refusal = { ok: false; reason: 'not-in-catalogue' | 'no-such-unit' } | { ok: false; reason: 'there-already'; vendorId: string }

/**
 * Puts a vendor of the catalogue into the register with its systems, embedded AI features among them, and its sources. Sources that need scripts or
 * a key come switched off, with the reason. Facts say that they are the catalogue's. `systems` and `sources` (ids of the catalogue) pick some;
 * missing = all.
 */
export async function addFromCatalogue(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>,
  actor: Actor,
  {
    id,
    unitId = null,
    systems: wanted,
    sources: wantedSources,
  }: { id: string; unitId?: string | null; systems?: readonly string[] | undefined; sources?: readonly string[] | undefined },
): Promise<({ ok: true } & Picked) | Refusal> {
  const { db, now } = ports
  const entry = catalogue().get(id)
  if (!entry) return { ok: false, reason: 'not-in-catalogue' }
  if (unitId !== null && !(await knownIds(db, 'units', [unitId])).has(unitId)) return { ok: false, reason: 'no-such-unit' }
  const [there] = await db
    .select({ id: vendors.id })
    .from(vendors)
    .where(sql`${vendors.catalogueId} = ${id} and not ${vendors.demo}`)
    .limit(1)
  if (there) return { ok: false, reason: 'there-already', vendorId: there.id }
  const taken = await knownIds(db, 'vendors', [id])
  const picked = pickedFrom(entry, {
    vendorId: taken.has(id) ? ports.newId() : id,
    unitId,
    wanted,
    wantedSources,
    at: now(),
    newId: ports.newId,
  })
  picked.systems = await withFreeIds(ports, picked.systems)
  const done = await commit(
    ports,
    actor,
    combine(
      registerWriting(db, 'vendor', { added: [picked.vendor] }),
      registerWriting(db, 'system', { added: picked.systems }),
      sourcesWriting(db, now(), { added: picked.sources }),
      { acts: [], write: () => [], guard: sql`not exists (select 1 from vendors where catalogue_id = ${id} and not demo)` },
    ),
  )
  if (!done) return { ok: false, reason: 'there-already', vendorId: id }
  ports.log('vendor.picked', { vendorId: picked.vendor.id, systems: picked.systems.length, sources: picked.sources.length })
  return { ok: true, ...picked }
}

type Picking = {
  vendorId: string
  unitId: string | null
  wanted: readonly string[] | undefined
  /** Ids of the catalogue; missing = all. */
  wantedSources?: readonly string[] | undefined
  at: string
  newId: () => string
}

/** The rows of a vendor of the catalogue with what is wanted of its systems and sources; nothing is written. */
export function pickedFrom(entry: CatalogueVendor, { vendorId, unitId, wanted, wantedSources, at, newId }: Picking): Picked {
  const source = (basis: string | null) => ({ source: `the catalogue${basis ? `: ${basis}` : ''}`, checkedOn: entry.asOf })
  const vendor = vendorRowFrom(
    {
      name: entry.name,
      unitId,
      domains: entry.domains,
      aliases: entry.aliases,
      legalName: entry.legalEntity,
      factSources: entry.legalEntity ? { legalName: source(entry.legalEntityBasis) } : {},
    },
    { id: vendorId, at },
    null,
    entry.id,
  )
  const systems = entry.systems
    .filter((system) => !wanted || wanted.includes(system.id))
    .map((system) =>
      systemRowFrom(
        {
          name: system.name,
          unitId,
          vendorId,
          kind: system.kind,
          intendedPurpose: system.what,
          feature: {
            defaultState: system.onByDefault === null ? null : system.onByDefault ? 'on' : 'off',
            plan: system.onByDefaultNote,
            upstreamModel: system.providerModel === 'own' ? null : system.providerModel,
          },
          factSources: { kind: source(system.basis), intendedPurpose: source(system.basis) },
        },
        { id: system.id.startsWith(entry.id) ? system.id : `${vendorId}-${system.id}`, at },
        null,
      ),
    )
  const seen = new Set<string>()
  const sources = entry.sources.flatMap((one) => {
    const address = sameAddress(one.url)
    if (seen.has(address) || (wantedSources && !wantedSources.includes(one.id))) return []
    seen.add(address)
    const given = { url: one.url, type: one.type, enabled: one.enabled, disabledReason: one.offBecause }
    return [sourceRowFrom(given, vendorId, { id: newId(), at }, null)]
  })
  return { vendor, systems, sources }
}

/** The same systems, with new ids where theirs are taken. */
export async function withFreeIds({ db, newId }: Pick<Ports, 'db' | 'newId'>, systems: System[]): Promise<System[]> {
  const taken = await knownIds(
    db,
    'systems',
    systems.map((system) => system.id),
  )
  return systems.map((system) => (taken.has(system.id) ? { ...system, id: newId() } : system))
}
