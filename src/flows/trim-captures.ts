import { cutoff } from '../core/retention'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { bodiesToTrim, capturesToTrim, dropUnusedBodies, retentionOf, retentionStands, trim } from '../store/retention'
import { commit } from '../store/writing'

/** A tick trims so many at most: the rest waits for the next. */
const mostATick = 2_000

/**
 * Trims what is older than the settings say and proves nothing, with one row in the audit trail, and drops the bodies that an earlier trimming left
 * without a capture. A body on which newer ones rest as deltas stays until they go.
 */
export async function trimCaptures(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
): Promise<{ bodiesTrimmed: number; capturesTrimmed: number }> {
  const { db } = ports
  const rules = await retentionOf(db)
  const [bodiesBefore, capturesBefore] = [cutoff(ports.now(), rules.bodyDays), cutoff(ports.now(), rules.captureDays)]
  if (bodiesBefore === null && capturesBefore === null) return { bodiesTrimmed: 0, capturesTrimmed: 0 }
  await dropUnusedBodies(db)
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const bodies = bodiesBefore === null ? [] : idsOf(await bodiesToTrim(db, rules, bodiesBefore, mostATick))
  const captures = capturesBefore === null ? [] : idsOf(await capturesToTrim(db, rules, capturesBefore, mostATick))
  const counts = { bodiesTrimmed: bodies.length, capturesTrimmed: captures.length }
  if (!bodies.length && !captures.length) return counts
  const after = { at: ports.now(), bodiesBefore, capturesBefore, ...counts }
  const written = await commit(ports, ruleActor, {
    acts: [{ action: 'captures.trimmed', entity: 'trimming', entityId: after.at, after }],
    guard: retentionStands(rules),
    write: (applies) => trim(db, rules, { bodies, captures, runsBefore: capturesBefore }, applies),
  })
  return written ? counts : { bodiesTrimmed: 0, capturesTrimmed: 0 }
}
