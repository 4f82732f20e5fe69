import type { Ports } from '../ports'
import { insertReading } from '../store/readings'

const longestPath = 500

/** Keeps that an auditor read something: the address, not what stood there. */
export async function noteReading({ db, now, newId }: Pick<Ports, 'db' | 'now' | 'newId'>, personId: string, path: string): Promise<void> {
  await insertReading(db, { id: newId(), personId, at: now(), path: path.slice(0, longestPath) })
}
