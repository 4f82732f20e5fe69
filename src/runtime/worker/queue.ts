import { groupBy } from '../../core/group'
import { politeness, pollRound } from '../../flows/poll-round'
import type { Ports } from '../../ports'
import { runBatch } from '../../store/database'
import { dueAt, pollTargets, sourcesIn, syncSourceStates } from '../../store/source-states'
import type { Bindings, PollMessage } from './ports'

/** A message holds so many sources of one origin, a batch so many messages (the platform's limit). */
const perMessage = 10
const perBatch = 100

/** Enqueues what is due, a message an origin, so that no two consumers share one. */
export async function enqueueDuePolls({ db, now }: Pick<Ports, 'db' | 'now'>, queue: Bindings['POLLS']): Promise<number> {
  await runBatch(db, syncSourceStates(db, now()))
  const due = await pollTargets(db, dueAt(now()))
  const messages = [...groupBy(due, ({ source }) => source.origin).values()].map((targets) => ({
    body: { sourceIds: targets.slice(0, perMessage).map(({ source }) => source.id) },
  }))
  for (let index = 0; index < messages.length; index += perBatch) await queue.sendBatch(messages.slice(index, index + perBatch))
  return messages.length
}

/** Polls the sources of one message. One bad source never stops the rest: the round reports it as failed. */
export async function pollMessage(ports: Ports, message: PollMessage): Promise<void> {
  const targets = await pollTargets(ports.db, sourcesIn(message.sourceIds))
  if (targets.length) await pollRound(ports, targets, { ...politeness, confirm: false })
}
