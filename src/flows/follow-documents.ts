import { datedTypes } from '../core/model-dates'
import type { Ports } from '../ports'
import { latestChange, noteFollowed, type Unfollowed, unfollowed, vendorsWithEndings } from '../store/contradictions'
import { runBatch } from '../store/database'
import { putSetting, setting } from '../store/settings'
import { type CrossPorts, checkDate, crossCheck, crossTypes } from './cross-check'
import { readModelDates } from './read-model-dates'
import { readSnapshot } from './read-snapshot'

type FollowPorts = CrossPorts & Pick<Ports, 'log'>
const someAtATime = 200
const endingsKey = 'model-endings-looked-at'

/**
 * Follows every version of a document that has become current since: its date against its words, the dates of models it tells, and what it says
 * against the vendor's other documents. Models whose last day went by since are looked for in the lists as well. What a stopped process left is taken up by the
 * next call. Answers how many contradictions were found and dates of models were told.
 */
export async function followDocuments(ports: FollowPorts): Promise<{ contradictions: number; modelDates: number }> {
  const { db } = ports
  const done = { contradictions: 0, modelDates: 0 }
  const checked = new Set<string>()
  for (;;) {
    const rows = await unfollowed(db, someAtATime)
    for (const row of rows) {
      done.contradictions += await checkDate(ports, row)
      done.modelDates += await datesOf(ports, row)
    }
    for (const vendorId of new Set(rows.filter(({ type }) => crossTypes.includes(type)).map((row) => row.vendorId))) {
      checked.add(vendorId)
      done.contradictions += await crossCheck(ports, vendorId)
    }
    if (rows.length)
      await runBatch(
        db,
        rows.map((row) => noteFollowed(db, row.sourceId, row.snapshotId)),
      )
    if (rows.length < someAtATime) break
  }
  done.contradictions += await lookForEnded(ports, checked)
  return done
}

async function datesOf(ports: FollowPorts, { sourceId, snapshotId, type }: Unfollowed): Promise<number> {
  if (snapshotId === null || !datedTypes.includes(type)) return 0
  const statements = await readSnapshot(ports, snapshotId)
  if (!statements) return 0
  return readModelDates(ports, { sourceId, snapshotId, type, statements, change: await latestChange(ports.db, sourceId) })
}

/** Vendors of whom a model's last day went by since this was looked at, once a day. */
async function lookForEnded(ports: FollowPorts, checked: ReadonlySet<string>): Promise<number> {
  const { db, now } = ports
  const today = now().slice(0, 10)
  const last = await setting(db, endingsKey)
  const from = typeof last === 'string' ? last : today
  if (from === today && last !== undefined) return 0
  let made = 0
  for (const vendorId of await vendorsWithEndings(db, from, today)) if (!checked.has(vendorId)) made += await crossCheck(ports, vendorId)
  await runBatch(db, [putSetting(db, endingsKey, today, now())])
  return made
}
