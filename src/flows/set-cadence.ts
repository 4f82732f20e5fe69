import { type Cadence, cadence } from '../core/cadence'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { cadenceOf, cadenceStands, writeCadence } from '../store/cadence'
import { persist } from '../store/writing'

/** Sets on which days people are reminded. What is not given stays as it is. */
export async function setCadence(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  given: Partial<Omit<Cadence, 'version'>>,
): Promise<Cadence> {
  const done = await persist<Cadence, never>(ports, actor, async () => {
    const standing = await cadenceOf(ports.db)
    const after = cadence.parse({ ...standing, ...given, version: standing.version + 1 })
    return {
      ok: true,
      result: after,
      writing: {
        acts: [{ action: 'cadence.set', entity: 'cadence', entityId: 'cadence', after }],
        guard: cadenceStands(standing),
        write: (applies) => [writeCadence(ports.db, after, ports.now(), applies)],
      },
    }
  })
  return done.result
}
