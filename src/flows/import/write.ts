import { changedFacts } from '../../core/register-record'
import type { Ports } from '../../ports'
import type { Actor } from '../../store/audit'
import { chunks } from '../../store/audit'
import { insertRows, isOneOf } from '../../store/bulk'
import { type Person, unsaid } from '../../store/people'
import type { RegisterEntity } from '../../store/register'
import { people, reviews, toDos, units } from '../../store/schema'
import type { Unit } from '../../store/units'
import { combine, commit, type Writing } from '../../store/writing'
import { auditedPerson } from '../add-person'
import { followDeployments, isMoved } from '../follow-deployment'
import { followObjectionField } from '../follow-objection-terms'
import { mayGoLive } from '../go-live'
import { draftPrefix } from '../plan-finding'
import { registerWriting } from '../register-writing'
import { nounOf } from '../save-record'
import { sourcesWriting } from '../save-source'
import { settleFacts } from '../settle-facts'
import { settleToDos } from '../settle-to-dos'
import { type Draft, type Drafts, isChanged } from './drafts'
import type { Existing } from './existing'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>

/** Records in one batch. */
const recordsABatch = 2_000

/**
 * Writes what an import changes, vendors before systems before deployments, some thousand records a batch. False when somebody changed one of them
 * meanwhile: then the batches before stand, and importing the file again does the rest.
 */
export async function writeDrafts(ports: Needs, actor: Actor, drafts: Drafts, existing: Existing): Promise<boolean> {
  const named = new Set([...drafts.source.values()].map((draft) => draft.row.vendorId))
  const changed = {
    vendor: [...drafts.vendor.values()].filter((draft) => isChanged(draft) && (draft.proposal !== null || named.has(draft.row.id))),
    system: [...drafts.system.values()].filter(isChanged),
    deployment: [...drafts.deployment.values()].filter(isChanged),
    source: [...drafts.source.values()].filter(isChanged),
  }
  const adopted = await adopt(ports, actor, drafts, existing)
  for (const entity of ['vendor', 'system', 'deployment'] as const) {
    for (const some of chunks<Draft>(changed[entity], recordsABatch)) {
      const writing = await writingOf(
        ports,
        entity,
        some.map((draft) => withOwner(draft, adopted)),
      )
      if (!(await commit(ports, actor, writing))) return false
    }
  }
  for (const some of chunks(changed.source, recordsABatch)) {
    const parts = {
      added: some.filter((one) => !one.before).map((one) => one.row),
      changed: some.filter((one) => one.before).map((one) => one.row),
    }
    if (!(await commit(ports, actor, sourcesWriting(ports.db, ports.now(), parts)))) return false
  }
  await settle(ports, actor, changed)
  return true
}

async function writingOf(ports: Needs, entity: RegisterEntity, drafts: readonly Draft[]): Promise<Writing> {
  const rows = <T>(pick: (draft: Draft) => T | null) => drafts.flatMap((draft) => pick(draft) ?? [])
  const edits = rows((draft) =>
    draft.before && 'facts' in draft.row && 'facts' in draft.before
      ? {
          entity,
          entityId: draft.row.id,
          facts: draft.row.facts,
          changed: changedFacts(nounOf[entity], draft.before.facts, draft.row.facts),
        }
      : null,
  )
  const settled = await settleFacts(ports, edits)
  const both = (is: 'added' | 'changed') => (draft: Draft) => (draft.before ? 'changed' : 'added') === is
  switch (entity) {
    case 'vendor': {
      const of = (is: 'added' | 'changed') => drafts.filter(both(is)).flatMap((one) => (one.entity === 'vendor' ? [one.row] : []))
      return combine(registerWriting(ports.db, entity, { added: of('added'), changed: of('changed') }), settled)
    }
    case 'system': {
      const of = (is: 'added' | 'changed') => drafts.filter(both(is)).flatMap((one) => (one.entity === 'system' ? [one.row] : []))
      return combine(registerWriting(ports.db, entity, { added: of('added'), changed: of('changed') }), settled)
    }
    case 'deployment': {
      const of = (is: 'added' | 'changed') => drafts.filter(both(is)).flatMap((one) => (one.entity === 'deployment' ? [one.row] : []))
      const going = { acts: [], write: () => [], guard: mayGoLive(drafts.flatMap((one) => (one.entity === 'deployment' ? [one] : []))) }
      return combine(registerWriting(ports.db, entity, { added: of('added'), changed: of('changed') }), going, settled)
    }
  }
}

const withOwner = (draft: Draft, adopted: Map<string, string>): Draft =>
  draft.entity === 'deployment' && draft.row.ownerId !== null
    ? { ...draft, row: { ...draft.row, ownerId: adopted.get(draft.row.ownerId) ?? draft.row.ownerId } }
    : draft

/**
 * An installation without units, or without people, takes over those that a file names, so that an export goes into an empty register the same. The
 * people are invited: they cannot sign in before an administrator lets them. Answers ids by e-mail address.
 */
async function adopt(ports: Needs, actor: Actor, drafts: Drafts, existing: Existing): Promise<Map<string, string>> {
  const all: Draft[] = [...drafts.vendor.values(), ...drafts.system.values(), ...drafts.deployment.values()]
  const at = ports.now()
  const unitIds = existing.noUnits
    ? [...new Set(all.flatMap(({ row }) => ('unitId' in row && row.unitId !== null ? [row.unitId] : [])))]
    : []
  const emails = existing.noPeople
    ? [...new Set([...drafts.deployment.values()].flatMap(({ row }) => (row.ownerId?.includes('@') ? [row.ownerId] : [])))]
    : []
  const newUnits = unitIds.map(
    (id): Unit => ({ id, name: id, parentId: null, roleHolders: {}, version: 1, demo: false, createdAt: at, updatedAt: at }),
  )
  const newPeople = emails.map(
    (email): Person => ({
      ...unsaid,
      id: ports.newId(),
      email,
      name: email,
      role: 'risk-owner',
      unitIds: null,
      state: 'invited',
      passwordHash: null,
      version: 1,
      demo: false,
      createdAt: at,
      updatedAt: at,
    }),
  )
  await commit(ports, actor, {
    acts: [
      ...newUnits.map((unit) => ({ action: 'unit.added', entity: 'unit', entityId: unit.id, after: unit })),
      ...newPeople.map((person) => ({
        action: 'person.invited',
        entity: 'person',
        entityId: person.id,
        after: auditedPerson(person, ports.digest),
      })),
    ],
    write: (applies) => [...insertRows(ports.db, units, newUnits, { applies }), ...insertRows(ports.db, people, newPeople, { applies })],
    guard: combine().guard,
  })
  return new Map(newPeople.map((person) => [person.email, person.id]))
}

type Changed = { [E in RegisterEntity]: Draft[] }

/** Reviews that waited for a fact are decided again; new deployments take over what was planned for their system. */
async function settle(ports: Needs, actor: Actor, changed: Changed): Promise<void> {
  const { db } = ports
  for (const entity of ['vendor', 'system', 'deployment'] as const) {
    const edited = changed[entity].filter((draft) => draft.before).map((draft) => draft.row.id)
    const concerned = edited.length
      ? await db.selectDistinct({ id: toDos.entityId }).from(toDos).where(isOneOf(toDos.entityId, edited))
      : []
    for (const { id } of concerned) await settleToDos(ports, actor, entity, id)
  }
  for (const draft of changed.vendor)
    if (draft.entity === 'vendor' && draft.before)
      await followObjectionField(ports, draft.row.id, { before: draft.before.facts, after: draft.row.facts }, actor)
  const moved = changed.deployment.flatMap((draft) =>
    draft.entity === 'deployment' && isMoved(draft.row, draft.before) ? [draft.row.id] : [],
  )
  await followDeployments(ports, actor, moved)
  const added = changed.deployment.filter((draft) => !draft.before)
  if (!added.length) return
  const drafted = await db
    .selectDistinct({ id: reviews.deploymentId })
    .from(reviews)
    .where(isOneOf(reviews.deploymentId, [...new Set(added.map(({ row }) => ('systemId' in row ? draftPrefix + row.systemId : '')))]))
  const waiting = new Set(drafted.map((row) => row.id))
  for (const { row } of added)
    if ('systemId' in row && waiting.has(draftPrefix + row.systemId)) await settleToDos(ports, actor, 'deployment', row.id)
}
