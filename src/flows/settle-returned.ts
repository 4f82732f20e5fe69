import { ruleActor } from '../store/audit'
import { caseById } from '../store/cases'
import { findingById } from '../store/findings'
import { clearReturned, returnedSources } from '../store/source-states'
import type { FindingPorts } from './record-finding'
import { triageCase } from './triage-case'

/**
 * Documents that were told as gone or gated and are back the same: where nobody has answered the case yet, and it is about nothing else, it is closed
 * with that reason. One that people have answered, or that is critical, stays theirs. Answers how many were closed.
 */
export async function settleReturned(ports: FindingPorts): Promise<number> {
  const { db } = ports
  let closed = 0
  for (const { sourceId, findingId, lastGoodAt } of await returnedSources(db)) {
    const finding = await findingById(db, findingId)
    const open = finding?.caseId ? await caseById(db, finding.caseId) : null
    const ours = open && open.state === 'open' && open.answer === null && open.findingIds.length === 1 && open.severity !== 'critical'
    if (ours) {
      const reason = `The document is back, the same as before${lastGoodAt ? ` (read at ${lastGoodAt})` : ''}.`
      const done = await triageCase(ports, ruleActor, open.id, { answer: 'not-material', reason })
      if (done.ok) closed++
    }
    await clearReturned(db, sourceId, findingId)
  }
  return closed
}
