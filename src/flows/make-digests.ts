import type { Ports } from '../ports'
import { allChannels } from '../store/channels'
import { runBatch } from '../store/database'
import { digestBefore, waitingForDigest, writeDigest } from '../store/notices'
import { standingPeople } from '../store/recipients'
import { digestDue, outsideQuiet, type Wishes, wishesOf, wishesOfChannel } from './notice-timing'
import { notice } from './notify-people'

type DigestPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'outgoing'>
type Receiver = { key: string; personId: string | null; channelId: string | null; createdAt: string; wishes: Wishes; always: boolean }

/**
 * Makes the digests whose hour has come since the last time: for those who chose a rhythm also when nothing happened. Several that were missed are one. Who
 * is told at once has one only where something less severe waits for it.
 */
export async function makeDigests(ports: DigestPorts, { from, at }: { from: string | null; at: string }): Promise<{ digests: number }> {
  const due = (await receiversOf(ports)).flatMap((receiver) => {
    const since = from !== null && from > receiver.createdAt ? from : receiver.createdAt
    const dueAt = digestDue(receiver.wishes, at)
    return dueAt > since && dueAt <= at ? [{ ...receiver, dueAt }] : []
  })
  if (!due.length) return { digests: 0 }
  const some = await waitingForDigest(
    ports.db,
    due.map(({ key }) => key),
  )
  let digests = 0
  for (const { key, personId, channelId, createdAt, wishes, always, dueAt } of due) {
    if (!always && !some.has(key)) continue
    const before = await digestBefore(ports.db, { personId, channelId }, dueAt)
    const row = notice(ports, {
      idempotencyKey: `digest ${key} ${dueAt}`,
      event: 'digest',
      personId,
      channelId,
      payload: { from: before ?? createdAt, to: at, weekly: wishes.rhythm === 'weekly' },
      at,
      routedAt: at,
      nextTryAt: outsideQuiet(wishes, at),
      demo: false,
    })
    await runBatch(ports.db, writeDigest(ports.db, row, key))
    digests++
  }
  return { digests }
}

async function receiversOf({ db, outgoing }: DigestPorts): Promise<Receiver[]> {
  const [people, channels] = await Promise.all([outgoing.mail ? standingPeople(db) : [], allChannels(db)])
  return [
    ...people
      .filter(
        ({ state, rhythm, minSeverity }) =>
          state === 'active' && rhythm !== 'none' && (rhythm === 'daily' || rhythm === 'weekly' || minSeverity !== null),
      )
      .map((person) => {
        const wishes = wishesOf(person)
        return {
          key: `person:${person.id}`,
          personId: person.id,
          channelId: null,
          createdAt: person.createdAt,
          wishes,
          always: wishes.rhythm !== 'at-once',
        }
      }),
    ...channels
      .filter((channel) => channel.enabled && channel.digest !== 'at-once' && (channel.type !== 'email' || outgoing.mail))
      .map((channel) => ({
        key: `channel:${channel.id}`,
        personId: null,
        channelId: channel.id,
        createdAt: channel.createdAt,
        wishes: wishesOfChannel(channel),
        always: true,
      })),
  ]
}
