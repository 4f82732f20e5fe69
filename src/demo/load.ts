import { deploymentFields, systemFields, vendorFields } from '../core/register-record'
import { auditedPerson } from '../flows/add-person'
import { followDocuments } from '../flows/follow-documents'
import { pollRound, type RoundPorts } from '../flows/poll-round'
import { deploymentRowFrom, systemRowFrom, vendorRowFrom } from '../flows/register-row'
import { registerWriting } from '../flows/register-writing'
import { routeNotices } from '../flows/route-notices'
import { saveOrganisation } from '../flows/save-organisation'
import { sourcesWriting } from '../flows/save-source'
import { sourceRowFrom } from '../flows/source-row'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { demoSetting, demoStaff, type PolledHours, polledHours } from '../store/demo-records'
import { dueSources } from '../store/due-sources'
import { theOrganisation } from '../store/organisation'
import { type Person, unsaid } from '../store/people'
import { putSetting } from '../store/settings'
import { hasDemo } from '../store/shell-page'
import { sourcesIn } from '../store/source-states'
import type { Unit } from '../store/units'
import { combine, commit, type Writing } from '../store/writing'
import { playClaims } from './claims'
import { playDecisions } from './decisions'
import { demoDeployments } from './deployments'
import { playStep } from './play'
import { playProof } from './proof'
import { playQuestionnaire } from './questionnaires'
import { type DemoPerson, demoOrganisation, demoPeople, demoUnit, demoVendors } from './register'
import { playRequests } from './requests'
import { demoFetch, demoPages, demoUrl } from './site'
import { type Step, story } from './story'
import { demoSystems } from './systems'

export type DemoPorts = Ports
export type DemoLoaded =
  | { ok: true; vendors: number; systems: number; deployments: number; sources: number }
  | { ok: false; reason: 'loaded-already' }

const dayMs = 86_400_000
/** Twelve weeks, and the register some days earlier. */
const daysBack = 84
/** Each page is read every third day, and every day of the last week. */
const days = Array.from({ length: daysBack + 1 }, (_, index) => daysBack - index).filter((ago) => ago <= 7 || ago % 3 === 0)
const registeredAgo = 88

/**
 * Puts the demonstration beside whatever is there: the register first, then twelve weeks of invented pages played through the real pipeline at
 * their instants, ending now, with what its people did about them. Nothing is fetched. Facts of the organisation are set only where nothing is
 * known of it; `remove` takes them back.
 */
export async function loadDemo(
  ports: DemoPorts,
  actor: Actor,
  progress: (done: number, all: number) => void = () => {},
): Promise<DemoLoaded> {
  if (await hasDemo(ports.db)) return { ok: false, reason: 'loaded-already' }
  const end = ports.now()
  const prefix = `demo-${ports.digest(`${end} ${ports.newId()}`).slice(0, 6)}`
  const id = (key: string) => `${prefix}-${key}`
  const clock = playedClock(ports, end)
  clock.at(registeredAgo)
  await describeOrganisation(
    clock.ports,
    actor,
    demoSystems.map(({ key }) => id(key)),
  )
  const hours = days.map((ago) => new Date(Date.parse(end) - ago * dayMs - 1_800_000).toISOString().slice(0, 13))
  const counted = await polledHours(ports.db, hours)
  if (!(await commit(clock.ports, actor, registerOf(clock.ports, id, actor)))) throw new Error('the demonstration could not be registered')
  const sourceIds = demoPages.map((page) => id(page.name))
  const played = new Set<Step>()
  const decided = new Set<object>()
  for (const ago of days) {
    clock.at(ago)
    const sources = await dueSources(ports.db, sourcesIn(sourceIds))
    await pollRound(clock.ports, sources, { perOrigin: 8, minGapMs: 0, concurrency: 8, confirm: true })
    clock.later()
    for (const step of story)
      await playStep(clock.ports, step, {
        ago,
        sourceId: id(step.page),
        person: (key) => id(key),
        changedAgo: (day) => daysBetween(day, end),
        played,
      })
    await playClaims(clock.ports, { ago, id, person: id('ines'), played: decided })
    await playDecisions(clock.ports, { ago, end, id, played: decided })
    progress(days.indexOf(ago) + 1, days.length)
  }
  await followDocuments(clock.ports)
  await playRequests(clock.ports, { id, unitId: id('unit') })
  await playQuestionnaire(clock.ports, { id })
  await playProof(clock.ports, { id, end })
  // all of it is told in Telltale alone: nothing of it is left waiting for the next tick
  await routeNotices(ports, end)
  await putSetting(ports.db, demoSetting, { end, polled: since(counted, await polledHours(ports.db, hours)) }, end)
  return {
    ok: true,
    vendors: demoVendors.length,
    systems: demoSystems.length,
    deployments: demoDeployments.length,
    sources: demoPages.length,
  }
}

/** What was counted in between, by hour. */
const since = (before: PolledHours, after: PolledHours): PolledHours =>
  after.map(({ hour, attempted, failed }) => {
    const was = before.find((one) => one.hour === hour)
    return { hour, attempted: attempted - (was?.attempted ?? 0), failed: failed - (was?.failed ?? 0) }
  })

const daysBetween = (at: string, end: string) => Math.floor((Date.parse(end) - Date.parse(at)) / dayMs)

/** The ports with the clock of the story: polls of a day run early, what people do follows; the network is the invented one. */
function playedClock(ports: DemoPorts, end: string) {
  let atMs = Date.parse(end)
  const now = () => new Date(atMs).toISOString()
  const played: RoundPorts & DemoPorts = {
    ...ports,
    now,
    refreshClock: async () => {},
    sleep: async () => {},
    random: () => 0.5,
    fetch: demoFetch({ end, now, digest: ports.digest }),
  }
  return {
    ports: played,
    /** Half an hour before the hour of the end, so that even the last day lies in the past. */
    at: (ago: number) => {
      atMs = Date.parse(end) - ago * dayMs - 1_800_000
    },
    later: () => {
      atMs += 1_200_000
    },
  }
}

async function describeOrganisation(ports: DemoPorts, actor: Actor, aimsScopeSystemIds: string[]): Promise<void> {
  const before = await theOrganisation(ports.db)
  if (before.version > 0 && (before.name || Object.keys(before.facts).length)) return
  await saveOrganisation(ports, actor, before, { name: demoOrganisation.name, ...demoOrganisation.facts, aimsScopeSystemIds })
}

/** Everything of the register in one batch: unit, people, vendors, systems, deployments, sources. */
function registerOf({ db, now, digest }: DemoPorts, id: (key: string) => string, actor: Actor): Writing {
  const at = now()
  const unit = unitRow(id, at)
  const persons = demoPeople.map((person) => personRow(person, { id, at, unitId: unit.id }))
  const begun = (key: string) => ({ id: id(key), at, demo: true })
  const owner = (key: DemoPerson) => (key === 'priya' && actor.personId ? actor.personId : id(key))
  return combine(
    demoStaff(db, [unit], persons, (person) => auditedPerson(person, digest)),
    registerWriting(db, 'vendor', {
      added: demoVendors.map(({ key, name, facts }) =>
        vendorRowFrom(vendorFields.parse({ name, domains: [`${key}.example`], ...facts }), begun(key), null),
      ),
    }),
    registerWriting(db, 'system', {
      added: demoSystems.map(({ key, vendor, name, parents = [], facts, feature }) =>
        systemRowFrom(
          systemFields.parse({ name, vendorId: id(vendor), parentSystemIds: parents.map(id), ...facts, feature }),
          begun(key),
          null,
        ),
      ),
    }),
    registerWriting(db, 'deployment', {
      added: demoDeployments.map(({ key, system, name, owner: ownerKey, facts }) =>
        deploymentRowFrom(
          deploymentFields.parse({ name, systemId: id(system), unitId: unit.id, ownerId: owner(ownerKey), ...facts }),
          begun(key),
          null,
        ),
      ),
    }),
    sourcesWriting(db, at, {
      added: demoPages.map((page) =>
        sourceRowFrom({ url: demoUrl(page), type: page.type, systemIds: page.systems.map(id) }, id(page.vendor), begun(page.name), null),
      ),
    }),
  )
}

const unitRow = (id: (key: string) => string, at: string): Unit => ({
  id: id('unit'),
  name: demoUnit.name,
  parentId: null,
  roleHolders: Object.fromEntries(Object.entries(demoUnit.roleHolders).map(([role, key]) => [role, id(key)])),
  version: 1,
  demo: true,
  createdAt: at,
  updatedAt: at,
})

/** Nobody can sign in as a person of the demonstration: they have no password. */
const personRow = (
  { key, name, role }: (typeof demoPeople)[number],
  { id, at, unitId }: { id: (key: string) => string; at: string; unitId: string },
): Person => ({
  ...unsaid,
  id: id(key),
  email: `${key}@${id('calder')}.example`,
  name,
  role,
  unitIds: [unitId],
  state: 'active',
  passwordHash: null,
  version: 1,
  demo: true,
  createdAt: at,
  updatedAt: at,
})
