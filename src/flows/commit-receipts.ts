import { type SQL, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { insertBody } from '../store/bodies'
import { insertRows } from '../store/bulk'
import { type Database, runBatch, type Statement } from '../store/database'
import { insertPromises } from '../store/promises'
import { captures, changes, snapshots } from '../store/schema'
import { countPolls, saveRuns, saveStates } from '../store/source-states'
import { combine, commit } from '../store/writing'
import type { Receipt } from './receipt'

type CommitPorts = Pick<Ports, 'db' | 'now' | 'digest' | 'log'>

/**
 * Writes the receipts: those without a finding in one batch, each with a finding in an audited batch of its own. A receipt is written whole
 * or not at all. Answers those that were not written, because another process had polled the same source meanwhile.
 */
export async function commitReceipts(ports: CommitPorts, receipts: readonly Receipt[]): Promise<Set<Receipt>> {
  const lost = new Set<Receipt>()
  const quiet = receipts.filter(({ finding }) => !finding)
  if (!(await written(() => runBatch(ports.db, statementsOf(ports.db, quiet)))))
    for (const receipt of quiet) if (!(await written(() => runBatch(ports.db, statementsOf(ports.db, [receipt]))))) lost.add(receipt)
  for (const receipt of receipts) if (receipt.finding && !(await written(() => commitAudited(ports, receipt)))) lost.add(receipt)
  for (const { state } of lost) ports.log('poll.lost', { sourceId: state.sourceId })
  return lost
}

const maxRounds = 8

async function commitAudited(ports: CommitPorts, receipt: Receipt): Promise<void> {
  const statements = (applies: SQL) => statementsOf(ports.db, [receipt], applies)
  for (let round = 0; round < maxRounds; round++) {
    const recorded = (await receipt.finding?.()) ?? []
    const writing = combine(...recorded.map(({ writing }) => writing), { acts: [], write: statements, guard: sql`1` })
    if (!writing.acts.length) return void (await runBatch(ports.db, statements(sql`1`)))
    if (await commit(ports, ruleActor, writing)) return
  }
  throw new Error(`the register kept changing: ${maxRounds} rounds for ${receipt.state.sourceId}`)
}

function statementsOf(db: Database, receipts: readonly Receipt[], applies: SQL = sql`1`): Statement[] {
  const all = <T>(pick: (receipt: Receipt) => T | null): T[] => receipts.flatMap((receipt) => pick(receipt) ?? [])
  return [
    ...insertRows(
      db,
      captures,
      all(({ capture }) => capture),
      { applies },
    ),
    ...all(({ body }) => body).flatMap((body) => insertBody(db, body, applies)),
    ...insertRows(
      db,
      snapshots,
      all(({ snapshot }) => snapshot),
      { applies, orIgnore: true },
    ),
    ...insertRows(
      db,
      changes,
      all(({ change }) => change),
      { applies, orIgnore: true },
    ),
    ...insertPromises(
      db,
      receipts.flatMap((receipt) => receipt.promises ?? []),
      applies,
    ),
    ...saveRuns(
      db,
      all(({ run }) => run),
      applies,
    ),
    ...saveStates(
      db,
      all(({ state }) => state),
      applies,
      new Map(receipts.flatMap(({ state, was }) => (was ? [[state.sourceId, was]] : []))),
    ),
    ...countPolls(
      db,
      receipts.map(({ state, result }) => ({ at: state.lastCheckedAt ?? '', failed: result === 'error' })),
      applies,
    ),
  ]
}

/** False when the number of a capture was taken: the same source was polled by somebody else in between. */
async function written(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (/UNIQUE constraint failed: captures\./.test(textOf(error))) return false
    throw error
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${error.cause ? textOf(error.cause) : ''}` : String(error)
