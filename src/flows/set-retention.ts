import { type Retention, retention } from '../core/retention'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { retentionOf, retentionStands, writeRetention } from '../store/retention'
import { persist } from '../store/writing'

/** Sets how long is kept what proves nothing, and what is under legal hold. What is not given stays as it is. */
export async function setRetention(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  given: Partial<Omit<Retention, 'version'>>,
): Promise<Retention> {
  const done = await persist<Retention, never>(ports, actor, async () => {
    const before = await retentionOf(ports.db)
    const after = retention.parse({ ...before, ...given, version: before.version + 1 })
    return {
      ok: true,
      result: after,
      writing: {
        acts: [{ action: 'retention.set', entity: 'retention', entityId: 'retention', after }],
        guard: retentionStands(before),
        write: (applies) => [writeRetention(ports.db, after, ports.now(), applies)],
      },
    }
  })
  return done.result
}
