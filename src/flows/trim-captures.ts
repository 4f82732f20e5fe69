import { cutoff, type Retention } from '../core/retention'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { bodiesToTrim, capturesToTrim, dropUnusedBodies, retentionOf, retentionStands, trim } from '../store/retention'
import { commit } from '../store/writing'

/** A tick trims so many at most: the rest waits for the next. */
const mostATick = 2_000

/**
 * Trims what is older or more than the settings say and proves nothing, with one row in the audit trail, and drops the bodies that an earlier trimming
 * left without a capture. A body on which newer ones rest as deltas stays until they go.
 */
export async function trimCaptures(
  ports: Pick<Ports, 'db' | 'now' | 'digest' | 'bodies'>,
): Promise<{ bodiesTrimmed: number; capturesTrimmed: number }> {
  const { db } = ports
  const rules = await retentionOf(db)
  const [bodiesBefore, capturesBefore] = [cutoff(ports.now(), rules.bodyDays), cutoff(ports.now(), rules.captureDays)]
  if (bodiesBefore === null && rules.bodyCount === null && capturesBefore === null) return { bodiesTrimmed: 0, capturesTrimmed: 0 }
  const dropped = await dropUnusedBodies(db)
  if (dropped.length) await ports.bodies.objects?.drop(dropped)
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const bodies = idsOf(await bodiesToTrim(db, rules, { before: bodiesBefore, count: rules.bodyCount }, mostATick))
  const captures = capturesBefore === null ? [] : idsOf(await capturesToTrim(db, rules, capturesBefore, mostATick))
  const counts = { bodiesTrimmed: bodies.length, capturesTrimmed: captures.length }
  if (!bodies.length && !captures.length) return counts
  const after = { at: ports.now(), bodiesBefore, bodyCount: rules.bodyCount, capturesBefore, ...counts }
  const written = await commit(ports, ruleActor, {
    acts: [{ action: 'captures.trimmed', entity: 'trimming', entityId: after.at, after }],
    guard: retentionStands(rules),
    write: (applies) => trim(db, rules, { bodies, captures, runsBefore: capturesBefore }, applies),
  })
  return written ? counts : { bodiesTrimmed: 0, capturesTrimmed: 0 }
}

/** What the next ticks would trim under these settings, were they set now: how many bodies and rows, up to a bound, and how many bytes as stored. */
export type TrimPreview = { bodies: number; bytes: number; captures: number; more: boolean }
const mostPreviewed = 5_000

export async function previewTrimming({ db, now }: Pick<Ports, 'db' | 'now'>, rules: Retention): Promise<TrimPreview> {
  const [bodiesBefore, capturesBefore] = [cutoff(now(), rules.bodyDays), cutoff(now(), rules.captureDays)]
  const bodies = await bodiesToTrim(db, rules, { before: bodiesBefore, count: rules.bodyCount }, mostPreviewed)
  const captures = capturesBefore === null ? [] : await capturesToTrim(db, rules, capturesBefore, mostPreviewed)
  return {
    bodies: bodies.length,
    bytes: bodies.reduce((sum, { bytes }) => sum + bytes, 0),
    captures: captures.length,
    more: bodies.length === mostPreviewed || captures.length === mostPreviewed,
  }
}
