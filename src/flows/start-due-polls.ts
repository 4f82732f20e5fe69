import { groupBy } from '../core/group'
import { runBatch } from '../store/database'
import { dueSources } from '../store/due-sources'
import { dueAt, syncSourceStates } from '../store/source-states'
import { politeness, pollRound, type RoundOptions, type RoundPorts } from './poll-round'
import type { RoundReport } from './round-report'

/** So many sources of one origin a turn: between turns a person's poll gets its chance. */
const perTurn = 10
const mostATurn = 1_000

/** Polls what is due: by time, for confirmation, or because a process died over it. Answers null when there is nothing to do. */
export async function startDuePolls(ports: RoundPorts, { stopped }: Pick<RoundOptions, 'stopped'> = {}): Promise<RoundReport | null> {
  await runBatch(ports.db, syncSourceStates(ports.db, ports.now()))
  const due = await dueSources(ports.db, dueAt(ports.now()))
  const turn = [...groupBy(due, ({ origin }) => origin).values()].flatMap((sources) => sources.slice(0, perTurn)).slice(0, mostATurn)
  return turn.length ? pollRound(ports, turn, { ...politeness, confirm: false, stopped }) : null
}
