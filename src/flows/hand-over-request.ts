import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { catalogue } from '../../collectors/catalogue'
import { tierOf, useFacts } from '../core/intake/tier'
import { fieldByPackName } from '../core/profile'
import { valueSchema } from '../core/register'
import { deploymentFields, systemFields, vendorFields } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { allOf } from '../store/bulk'
import { type Deployment, type System, type Vendor, vendorById } from '../store/register'
import { vendors } from '../store/schema'
import type { Source } from '../store/sources'
import { requestWriting, type VendorRequest } from '../store/vendor-requests'
import { combine, commit, type Refusal } from '../store/writing'
import { pickedFrom, withFreeIds } from './add-from-catalogue'
import { isOpenRequest } from './move-vendor-request'
import { deploymentRowFrom, systemRowFrom, vendorRowFrom } from './register-row'
import { registerWriting } from './register-writing'
import { sourcesWriting } from './save-source'
import { requestNow } from './save-vendor-request'
import { settleToDos } from './settle-to-dos'

const kinds = fieldByPackName('system.kind')
if (!kinds) throw new Error('the profile has no field system.kind')

/** What goes into the register: systems and sources of the catalogue by id (missing = all of them), a system by name, a planned use. */
export const handingOver = z.strictObject({
  catalogueSystems: z.array(z.string().max(200)).max(200).nullish(),
  catalogueSources: z.array(z.string().max(200)).max(500).nullish(),
  systemName: z.string().trim().min(1).max(200).nullish(),
  systemKind: valueSchema(kinds.shape).nullish(),
  useName: z.string().trim().min(1).max(200).nullish(),
})
export type HandingOver = z.output<typeof handingOver>
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
type Made = { vendor: Vendor | null; vendorId: string; systems: System[]; sources: Source[]; use: Deployment | null }

/**
 * Ends the intake in the register: a vendor (or the one that the request joined), its systems, its sources, and on wish the use that is planned, in one
 * batch with the request. Only what was answered is written, with where it comes from; everything else stays unknown.
 */
export async function handOverRequest(
  ports: Needs,
  actor: Actor,
  id: string,
  given: HandingOver,
): Promise<({ ok: true; request: VendorRequest } & Made) | Refusal<'unknown' | 'wrong-state' | 'there-already' | 'changed'>> {
  const { db } = ports
  const before = await requestNow(db, id)
  if (!before) return { ok: false, reason: 'unknown' }
  if (!isOpenRequest(before)) return { ok: false, reason: 'wrong-state', detail: `The request is ${before.state}.` }
  const made = await madeFrom(ports, before, given)
  if ('ok' in made) return made
  const request: VendorRequest = {
    ...before,
    state: 'handed-over',
    assigneeId: before.assigneeId ?? actor.personId,
    vendorId: made.vendorId,
    systemId: made.use?.systemId ?? made.systems[0]?.id ?? null,
    version: before.version + 1,
    updatedAt: ports.now(),
  }
  const done = await commit(
    ports,
    actor,
    combine(
      requestWriting(db, 'handed-over', { changed: [request] }),
      ...(made.vendor ? [registerWriting(db, 'vendor', { added: [made.vendor] })] : []),
      ...(made.systems.length ? [registerWriting(db, 'system', { added: made.systems })] : []),
      ...(made.sources.length ? [sourcesWriting(db, ports.now(), { added: made.sources })] : []),
      ...(made.use ? [registerWriting(db, 'deployment', { added: [made.use] })] : []),
      { acts: [], write: () => [], guard: stillSo(before, made) },
    ),
  )
  if (!done) return { ok: false, reason: 'changed', detail: 'Somebody else has changed it meanwhile. Read the page again.' }
  ports.log('vendor-request.handed-over', {
    requestId: id,
    vendorId: made.vendorId,
    systems: made.systems.length,
    sources: made.sources.length,
  })
  if (made.use) await settleToDos(ports, actor, 'deployment', made.use.id)
  return { ok: true, request, ...made }
}

const stillSo = (request: VendorRequest, { vendor, vendorId }: Made) =>
  allOf([
    vendor?.catalogueId ? sql`not exists (select 1 from ${vendors} where catalogue_id = ${vendor.catalogueId} and not demo)` : sql`1`,
    vendor ? sql`1` : sql`exists (select 1 from ${vendors} where id = ${vendorId})`,
    request.unitId === null ? sql`1` : sql`exists (select 1 from units where id = ${request.unitId})`,
  ])

async function madeFrom(ports: Needs, request: VendorRequest, given: HandingOver): Promise<Made | Refusal<'there-already' | 'changed'>> {
  const { db } = ports
  const at = ports.now()
  const begun = () => ({ id: ports.newId(), at, demo: request.demo })
  const joined = request.vendorId === null ? null : await vendorById(db, request.vendorId)
  if (request.vendorId !== null && !joined) return { ok: false, reason: 'changed', detail: 'The vendor that it joined was removed.' }
  const entry = !joined && request.catalogueId ? (catalogue().get(request.catalogueId) ?? null) : null
  if (entry && (await inRegister(db, entry.id)))
    return { ok: false, reason: 'there-already', detail: 'This vendor of the catalogue is in the register already: join it.' }
  const vendorId = joined?.id ?? ports.newId()
  const picked = entry
    ? pickedFrom(entry, {
        vendorId,
        unitId: request.unitId,
        wanted: given.catalogueSystems ?? undefined,
        wantedSources: given.catalogueSources ?? undefined,
        at,
        newId: ports.newId,
      })
    : null
  const systems = picked ? await withFreeIds(ports, picked.systems) : []
  const named = given.systemName ?? (systems.length || (joined && !request.systemName) ? null : (request.systemName ?? request.vendorName))
  if (named !== null && !systems.some((one) => one.name.toLowerCase() === named.toLowerCase()))
    systems.unshift(
      systemRowFrom(systemFields.parse({ name: named, vendorId, unitId: request.unitId, kind: given.systemKind ?? null }), begun(), null),
    )
  const first = systems.find((one) => one.name.toLowerCase() === named?.toLowerCase()) ?? systems[0]
  return {
    vendor: joined ? null : vendorOf(request, { id: vendorId, at, demo: request.demo }, picked?.vendor ?? null),
    vendorId,
    systems,
    sources: picked?.sources ?? [],
    use: given.useName && first ? useOf(request, given.useName, first.id, begun()) : null,
  }
}

async function inRegister(db: Needs['db'], catalogueId: string): Promise<boolean> {
  const rows = await db
    .select({ id: vendors.id })
    .from(vendors)
    .where(sql`${vendors.catalogueId} = ${catalogueId} and not ${vendors.demo}`)
    .limit(1)
  return rows.length > 0
}

type Begun = { id: string; at: string; demo: boolean }
const told = (at: string, more = '') => ({ source: `asked when it was taken in${more}`, checkedOn: at.slice(0, 10) })

function vendorOf(request: VendorRequest, begun: Begun, picked: Vendor | null): Vendor {
  const { tier, provisional } = tierOf(request.factors)
  const answered = tier ? { tier, factSources: { tier: told(begun.at, provisional ? '; some answers are missing' : '') } } : {}
  if (picked)
    return {
      ...picked,
      facts: { ...picked.facts, ...(tier ? { tier } : {}) },
      factSources: { ...picked.factSources, ...answered.factSources },
    }
  const domains = request.domain ? [request.domain] : []
  return vendorRowFrom(vendorFields.parse({ name: request.vendorName, unitId: request.unitId, domains, ...answered }), begun, null)
}

function useOf(request: VendorRequest, name: string, systemId: string, begun: Begun): Deployment {
  const facts = useFacts(request.factors)
  const factSources = Object.fromEntries(Object.keys(facts).map((fact) => [fact, told(begun.at)]))
  const { purpose, unitId } = request
  return deploymentRowFrom(
    deploymentFields.parse({ name, systemId, unitId, purpose, status: 'planned', ...facts, factSources }),
    begun,
    null,
  )
}
