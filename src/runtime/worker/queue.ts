import { groupBy } from '../../core/group'
import { politeness, pollRound } from '../../flows/poll-round'
import type { Ports } from '../../ports'
import { runBatch } from '../../store/database'
import { dueSources } from '../../store/due-sources'
import { dueAt, sourcesIn, syncSourceStates } from '../../store/source-states'
import type { Bindings, PollMessage } from './ports'

/** A message holds so many sources of one origin, a batch so many messages (the platform's limit). */
const perMessage = 10
const perBatch = 100

/** Enqueues what is due, a message an origin, so that no two consumers share one. */
export async function enqueueDuePolls({ db, now }: Pick<Ports, 'db' | 'now'>, queue: Bindings['POLLS']): Promise<number> {
  await runBatch(db, syncSourceStates(db, now()))
  const due = await dueSources(db, dueAt(now()))
  const messages = [...groupBy(due, ({ origin }) => origin).values()].map((sources) => ({
    body: { sourceIds: sources.slice(0, perMessage).map(({ id }) => id) },
  }))
  for (let index = 0; index < messages.length; index += perBatch) await queue.sendBatch(messages.slice(index, index + perBatch))
  return messages.length
}

/** Polls the sources of one message. One bad source never stops the rest: the round reports it as failed. */
export async function pollMessage(ports: Ports, message: PollMessage): Promise<void> {
  const sources = await dueSources(ports.db, sourcesIn(message.sourceIds))
  if (sources.length) await pollRound(ports, sources, { ...politeness, confirm: false })
}
