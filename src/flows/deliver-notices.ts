import { channelType } from '../notify/index'
import type { Ports, SendAnswer } from '../ports'
import { channelById } from '../store/channels'
import { runBatch } from '../store/database'
import { claimNotices, type NoticeRow, type Outcome, writeOutcome } from '../store/notices'
import { limitsOf, personById } from '../store/people'
import { unitsBelow } from '../store/units'
import { composeNotice } from './compose-notice'
import { noticeEvent } from './notice-events'
import { dayIn, wishesOf, wishesOfChannel } from './notice-timing'
import { sendMessage, type Target } from './send-message'

export type DeliverPorts = Pick<Ports, 'db' | 'newId' | 'realNow' | 'random' | 'digest' | 'outgoing' | 'log'>

/** A dead process's lease lapses within a minute of real time; a send is given up long before. */
const leaseMs = 60_000
const atOnce = 8
/** No new messages are begun after this long; what is in hand is finished. */
const longestMs = 45_000

const minute = 60_000
const waitsMs = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * minute)
const mostTries = waitsMs.length + 1

export type Delivered = { noticesSent: number; noticesFailed: number; noticesParked: number }

/**
 * Sends what is due, a few at a time, until nothing is or the time is over. Each message is taken by a lease before it is sent and marked after: whoever
 * dies before sending has lost nothing, and whoever dies between sending and marking has it sent again under the same id, by which webhooks and mail
 * programs know it. What can never arrive is parked at once, what fails for a day is parked then, and both say why.
 */
export async function deliverNotices(ports: DeliverPorts, at: string): Promise<Delivered> {
  const { db, newId, realNow } = ports
  const owner = newId()
  const beganMs = realNow()
  const counts: Delivered = { noticesSent: 0, noticesFailed: 0, noticesParked: 0 }
  while (realNow() - beganMs < longestMs) {
    const nowMs = realNow()
    const taken = await claimNotices(db, { owner, now: at, nowMs, untilMs: nowMs + leaseMs, limit: atOnce })
    if (!taken.length) break
    for (const { state } of await Promise.all(taken.map((row) => deliver(ports, row, at)))) {
      if (state === 'sent') counts.noticesSent++
      else if (state === 'parked') counts.noticesParked++
      else counts.noticesFailed++
    }
  }
  return counts
}

async function deliver(ports: DeliverPorts, row: NoticeRow, at: string): Promise<Outcome> {
  const outcome = outcomeOf(ports, row, await attempt(ports, row, at).catch((error: unknown) => broken(ports, row, error)), at)
  await runBatch(ports.db, writeOutcome(ports.db, row, outcome))
  ports.log(`notice.${outcome.state === 'waiting' ? 'failed' : outcome.state}`, {
    noticeId: row.id,
    event: row.event,
    channelId: row.channelId,
    tries: row.tries,
    reason: outcome.fault,
  })
  return outcome
}

/** A fault of ours at one message stops none of the others: it is logged, tried again and parked in the end as any that cannot be sent. */
function broken({ log }: Pick<DeliverPorts, 'log'>, { id, event }: NoticeRow, error: unknown): SendAnswer {
  log('notice.broken', { noticeId: id, event, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return { ok: false, lasts: false, reason: 'a fault on our side, which is in the log', retryAfterMs: null }
}

const gone = (reason: string): SendAnswer => ({ ok: false, lasts: true, reason, retryAfterMs: null })

async function attempt(ports: DeliverPorts, row: NoticeRow, at: string): Promise<SendAnswer> {
  if (row.tries > mostTries) return gone('the process ended while it was being sent, again and again')
  const target = await targetOf(ports, row, at)
  if (!target) return gone(row.channelId ? 'the channel is gone' : 'the account is closed')
  if (!target.enabled) return gone('the channel is switched off')
  const message = await composeNotice(ports, row, target.reader)
  // what it was about was removed with its records: there is nothing left to tell anybody
  if (!message) return { ok: true, detail: 'what it was about is gone' }
  return sendMessage(ports, target, message, at)
}

type Reached = Target & { enabled: boolean; reader: Parameters<typeof composeNotice>[2] }

async function targetOf({ db }: DeliverPorts, row: NoticeRow, at: string): Promise<Reached | null> {
  const scope = async (unitIds: string[] | null) => ({ unitIds: unitIds === null ? null : await unitsBelow(db, unitIds) })
  const type = channelType('email')
  const outside = outsideAddress(row)
  if (outside && type) {
    const reader = { scope: { unitIds: [] }, today: at.slice(0, 10), zone: 'UTC', personId: null, name: outside }
    return { type, address: outside, secret: null, enabled: true, reader }
  }
  if (row.channelId) {
    const channel = await channelById(db, row.channelId)
    const kind = channel ? channelType(channel.type) : null
    if (!channel || !kind) return null
    const { zone } = wishesOfChannel(channel)
    const reader = { scope: await scope(channel.unitIds), today: dayIn({ zone }, at), zone, personId: null, name: channel.name }
    return { type: kind, address: channel.address, secret: channel.secret, enabled: channel.enabled, reader }
  }
  const person = row.personId ? await personById(db, row.personId) : null
  if (!person || !type || person.state === 'left' || (person.state === 'invited' && !noticeEvent(row.event).awaited)) return null
  const { zone } = wishesOf(person)
  // who stands in for somebody is told what that person would have been told
  const ofOwner = row.payload.instead === undefined ? person.id : null
  const seen = { ...(await scope(person.unitIds)), limits: limitsOf(person) }
  const reader = { scope: seen, today: dayIn({ zone }, at), zone, personId: ofOwner, name: person.name }
  return { type, address: person.email, secret: null, enabled: true, reader }
}

/** The vendor's own address, for what is written to it: nobody here. */
const outsideAddress = ({ event, payload }: NoticeRow): string | null =>
  event.startsWith('questionnaire.vendor-') && typeof payload.to === 'string' ? payload.to : null

function outcomeOf({ random }: DeliverPorts, row: NoticeRow, answer: SendAnswer, at: string): Outcome {
  if (answer.ok) return { state: 'sent', sentAt: at, fault: null, nextTryAt: row.nextTryAt }
  if (answer.lasts || row.tries >= mostTries) return { state: 'parked', sentAt: null, fault: answer.reason, nextTryAt: row.nextTryAt }
  const waitMs = waitsMs[Math.max(0, row.tries - 1)] ?? minute
  // a fifth more or less, so that what failed together does not come back together
  const jittered = waitMs * (0.8 + 0.4 * random())
  return {
    state: 'waiting',
    sentAt: null,
    fault: answer.reason,
    nextTryAt: new Date(Date.parse(at) + Math.max(jittered, answer.retryAfterMs ?? 0)).toISOString(),
  }
}
