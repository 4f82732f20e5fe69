import type { Statement } from '../core/statement'
import type { Ports } from '../ports'
import { captureById, snapshotById } from '../store/snapshots'
import { sourceById } from '../store/sources'
import { captureAgain } from './receive-capture'

/** What a snapshot says, read again from its capture by today's collector under the rules of that day; null when its body is no longer kept. */
export async function readSnapshot(ports: Pick<Ports, 'db' | 'bodies' | 'pipeline'>, id: string): Promise<Statement[] | null> {
  const { db } = ports
  const snapshot = await snapshotById(db, id)
  const row = snapshot && (await captureById(db, snapshot.captureId))
  const source = snapshot && (await sourceById(db, snapshot.sourceId))
  const capture = row && source && (await captureAgain(ports, { source }, row))
  if (!capture || !source || !snapshot) return null
  const { url, type, collector } = source
  const read = await ports.pipeline.read(capture, { id: source.id, url, type, collector, rules: snapshot.rules })
  return read.ok ? read.reading.statements : null
}
