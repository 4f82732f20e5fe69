import { z } from 'zod'
import type { Actor } from '../store/audit'
import { type Finding, findingById, writeFindings } from '../store/findings'
import { combine, type Persisted, persist, type Refusal } from '../store/writing'
import { noticesOfFinding } from './notify-people'
import type { FindingPorts } from './record-finding'

export const dismissing = z.strictObject({ reason: z.string().trim().min(1).max(2_000) })

export type DismissRefusal = Refusal<'unknown' | 'already-settled'>

/** A person says that a provisional finding is none. A confirmed one has a case, and is answered there. Who was told of it is told. */
export function dismissFinding(ports: FindingPorts, actor: Actor, id: string, reason: string): Promise<Persisted<Finding, DismissRefusal>> {
  return persist<Finding, DismissRefusal>(ports, actor, async () => {
    const finding = await findingById(ports.db, id)
    if (!finding) return { ok: false, reason: 'unknown' }
    if (finding.state !== 'provisional' && finding.state !== 'not-confirmed')
      return { ok: false, reason: 'already-settled', detail: `The finding is ${finding.state}; answer its case instead.` }
    const next: Finding = { ...finding, state: 'dismissed', reason, version: finding.version + 1, updatedAt: ports.now() }
    const told = await noticesOfFinding(ports, id, 'finding.dismissed')
    return { ok: true, writing: combine(writeFindings(ports.db, 'finding.dismissed', { changed: [next] }), told), result: next }
  })
}
