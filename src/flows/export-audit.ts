import type { Ports } from '../ports'
import { auditHead, auditList, type TrailFilter } from '../store/audit-trail'
import { namesOf } from '../store/case-page'
import type { Scope } from '../store/visibility'
import { csvText, workbookOf } from './export-list'
import { mediaTypes } from './export-register'

/** So many acts at most go into one file, newest first. */
export const mostActs = 10_000
const aPage = 500

export const trailFormats = ['csv', 'xlsx', 'json'] as const
export type TrailFormat = (typeof trailFormats)[number]

/**
 * A range of the trail as a file: each act with the hash before it and its own, and the head of the whole chain when the file was made, so that it
 * can be held against the trail later. JSON also carries the recorded states.
 */
export async function exportAudit(
  ports: Pick<Ports, 'db' | 'now'>,
  scope: Scope,
  { filter, format }: { filter: TrailFilter; format: TrailFormat },
): Promise<{ body: Uint8Array; mediaType: string; head: { seq: number; hash: string }; more: boolean }> {
  const head = await auditHead(ports.db)
  const acts = []
  let cursor: string | null = null
  do {
    const page = await auditList(ports.db, scope, filter, { cursor, limit: aPage })
    if ('problem' in page) throw new Error('a cursor of our own was not understood')
    acts.push(...page.items)
    cursor = page.next
  } while (cursor !== null && acts.length < mostActs)
  const names = await namesOf(ports.db, [...new Set(acts.map((act) => act.actorId))])
  const rows = acts.map((act) => ({ ...act, actor: act.actorId ? (names.get(act.actorId) ?? '') : 'rule' }))
  const file = { mediaType: mediaTypes[format], head, more: cursor !== null }
  if (format === 'json') {
    const states = rows.map(({ after, ...act }) => ({ ...act, after: after === null ? null : JSON.parse(after) }))
    const text = JSON.stringify({ madeAt: ports.now(), head, filter, more: file.more, acts: states }, null, 1)
    return { ...file, body: new TextEncoder().encode(`${text}\n`) }
  }
  const heads = ['seq', 'at', 'actor', 'actorId', 'action', 'entity', 'entityId', 'prev', 'hash', 'headSeq', 'headHash']
  const cells = rows.map((act) => [
    String(act.seq),
    act.at,
    act.actor,
    act.actorId ?? '',
    act.action,
    act.entity,
    act.entityId,
    act.prev,
    act.hash,
    String(head.seq),
    head.hash,
  ])
  const all = [heads, ...cells]
  return { ...file, body: format === 'xlsx' ? await workbookOf('Audit trail', all) : new TextEncoder().encode(csvText(all)) }
}
