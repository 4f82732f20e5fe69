import type { Ports } from '../ports'
import { type ToDo, type ToDoEntity, toDosOf, writeToDos } from '../store/to-dos'
import { combine, type Writing } from '../store/writing'
import type { PlannedDeployment, PlannedTask } from './plan-finding'

type Place = Pick<PlannedDeployment, 'deploymentId' | 'system' | 'deployment'>
export type OpenedToDos = { writing: Writing; idsOf: (task: { missing: readonly string[] }, place: Place) => string[] }

/** What the organisation's to-dos stand under while nobody has described it. */
const organisationKey = 'organisation'

/** The record that a field of the pack belongs to, for one deployment. */
export function recordOfField(
  field: string,
  { deploymentId, system }: Place,
  organisationId: string | null,
): { entity: ToDoEntity; entityId: string } {
  if (field.startsWith('org.')) return { entity: 'organisation', entityId: organisationId ?? organisationKey }
  if (field.startsWith('vendor.')) return { entity: 'vendor', entityId: system.vendorId }
  if (field.startsWith('system.')) return { entity: 'system', entityId: system.id }
  return { entity: 'deployment', entityId: deploymentId }
}

/** A to-do for every unknown field that leaves a planned review provisional: the one that is there, opened again if it was done, or a new one. */
export async function openToDos(
  { db, newId }: Pick<Ports, 'db' | 'newId'>,
  { tasks, deployments }: { tasks: readonly Pick<PlannedTask, 'deploymentId' | 'missing'>[]; deployments: readonly Place[] },
  { at, demo, organisationId }: { at: string; demo: boolean; organisationId: string | null },
): Promise<OpenedToDos> {
  const places = new Map(deployments.map((place) => [place.deploymentId, place]))
  const wanted = new Map<string, { entity: ToDoEntity; entityId: string; field: string }>()
  for (const task of tasks) {
    const place = places.get(task.deploymentId)
    if (!place) continue
    for (const field of task.missing) {
      const owner = { ...recordOfField(field, place, organisationId), field }
      wanted.set(keyOf(owner), owner)
    }
  }
  const there = new Map(
    (wanted.size ? await toDosOf(db, [...new Set([...wanted.values()].map((one) => one.entityId))]) : []).map((one) => [keyOf(one), one]),
  )
  const added: ToDo[] = []
  const changed: ToDo[] = []
  for (const [key, owner] of wanted) {
    const old = there.get(key)
    if (old?.state === 'open') continue
    const next: ToDo = old
      ? { ...old, state: 'open', openedAt: at, doneAt: null, version: old.version + 1, updatedAt: at }
      : { id: newId(), ...owner, state: 'open', openedAt: at, doneAt: null, version: 1, demo, updatedAt: at }
    ;(old ? changed : added).push(next)
    there.set(key, next)
  }
  return {
    writing: combine(writeToDos(db, 'to-do.opened', { added }), writeToDos(db, 'to-do.reopened', { changed })),
    idsOf: ({ missing }, place) =>
      missing.flatMap((field) => there.get(keyOf({ ...recordOfField(field, place, organisationId), field }))?.id ?? []).sort(),
  }
}

const keyOf = ({ entity, entityId, field }: { entity: string; entityId: string; field: string }) => `${entity}\n${entityId}\n${field}`
