import { dueSources } from '../store/due-sources'
import { unreadPromised } from '../store/promises'
import { politeness, pollRound, type RoundPorts } from './poll-round'

/** Reads the documents that were promised to change by now and were not asked since; answers how many. Nothing else is polled. */
export async function readPromised(ports: RoundPorts): Promise<number> {
  const waiting = await dueSources(ports.db, unreadPromised(ports.now()))
  if (waiting.length) await pollRound(ports, waiting, { ...politeness, confirm: true })
  return waiting.length
}
