import { isEmpty } from '../core/conditions'
import { fieldByPackName } from '../core/profile'
import type { Ports } from '../ports'
import { type ToDo, type ToDoEntity, toDosOf, writeToDos } from '../store/to-dos'
import { nothing, type Writing } from '../store/writing'

/** A record after its edit: its facts, and the names (API) of those that changed. */
export type EditedFacts = { entity: ToDoEntity; entityId: string; facts: Record<string, unknown>; changed: readonly string[] }

/** To-dos that an edit settles, done in its own batch: those whose field is known now. */
export async function settleFacts({ db, now }: Pick<Ports, 'db' | 'now'>, edits: readonly EditedFacts[]): Promise<Writing> {
  const concerned = edits.filter((edit) => edit.changed.length)
  if (!concerned.length) return nothing
  const byId = new Map(concerned.map((edit) => [`${edit.entity}\n${edit.entityId}`, edit]))
  const open = (await toDosOf(db, [...new Set(concerned.map((edit) => edit.entityId))])).filter((toDo) => toDo.state === 'open')
  const done = open.flatMap((toDo): ToDo[] => {
    const name = fieldByPackName(toDo.field)?.name
    const edit = byId.get(`${toDo.entity}\n${toDo.entityId}`)
    const value = edit && name !== undefined ? edit.facts[name] : undefined
    // a list that still holds "unknown" is not complete
    const known = !isEmpty(value) && !(Array.isArray(value) && value.includes('unknown'))
    return known ? [{ ...toDo, state: 'done', doneAt: now(), version: toDo.version + 1, updatedAt: now() }] : []
  })
  return done.length ? writeToDos(db, 'to-do.done', { changed: done }) : nothing
}
