import { z } from 'zod'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { addView, removedView, removeView, renameView, type SavedView, viewById } from '../store/saved-views'
import { commit, type Refusal } from '../store/writing'

export const viewName = z.string().trim().min(1, 'give it a name').max(60, 'at most 60 letters')
/** What a view keeps of a list's address. */
export const viewQuery = z.string().max(2_000)
const stored = z.object({
  id: z.string(),
  personId: z.string().nullable(),
  page: z.string(),
  name: z.string(),
  query: z.string(),
  createdAt: z.string(),
})

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>
type Done<F extends string = never> = { ok: true; view: SavedView } | Refusal<F>

/** Keeps the filters of a list under a name; `shared` = for everybody, else for whoever saves it. */
export async function saveView(
  ports: Needs,
  actor: Actor & { personId: string },
  { page, name, query, shared }: { page: string; name: string; query: string; shared: boolean },
): Promise<{ ok: true; view: SavedView }> {
  const view = { id: ports.newId(), personId: shared ? null : actor.personId, page, name, query, createdAt: ports.now() }
  await commit(ports, actor, addView(ports.db, view, 'saved-view.added'))
  return { ok: true, view }
}

export async function renameSavedView(ports: Needs, actor: Actor, id: string, name: string): Promise<Done<'unknown'>> {
  const before = await viewById(ports.db, id)
  if (!before || !(await commit(ports, actor, renameView(ports.db, before, name)))) return { ok: false, reason: 'unknown' }
  return { ok: true, view: { ...before, name } }
}

export async function removeSavedView(ports: Needs, actor: Actor, id: string): Promise<Done<'unknown'>> {
  const before = await viewById(ports.db, id)
  if (!before || !(await commit(ports, actor, removeView(ports.db, before)))) return { ok: false, reason: 'unknown' }
  return { ok: true, view: before }
}

const undoMs = 60 * 60 * 1000

/** Brings back a view that the same person removed within the hour, as the audit trail keeps it. */
export async function restoreView(ports: Needs, actor: Actor, id: string): Promise<Done<'unknown'>> {
  const gone = await removedView(ports.db, id)
  const parsed = stored.safeParse(gone?.state)
  const inTime = gone && Date.parse(ports.now()) - Date.parse(gone.at) <= undoMs && gone.by === actor.personId
  if (!inTime || !parsed.success) return { ok: false, reason: 'unknown' }
  if (!(await commit(ports, actor, addView(ports.db, parsed.data, 'saved-view.restored')))) return { ok: false, reason: 'unknown' }
  return { ok: true, view: parsed.data }
}
