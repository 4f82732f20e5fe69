import { runBatch } from '../store/database'
import { dueSources } from '../store/due-sources'
import { confirmationDueAt, syncSourceStates } from '../store/source-states'
import { politeness, pollRound, type RoundPorts } from './poll-round'

/** Makes the second fetch of every change that waits for one by now; answers how many sources were asked. Nothing else is polled. */
export async function confirmDue(ports: RoundPorts): Promise<number> {
  await runBatch(ports.db, syncSourceStates(ports.db, ports.now()))
  const waiting = await dueSources(ports.db, confirmationDueAt(ports.now()))
  if (waiting.length) await pollRound(ports, waiting, { ...politeness, confirm: false })
  return waiting.length
}
