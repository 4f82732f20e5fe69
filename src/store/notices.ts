import { asc, eq, or, type SQL, sql } from 'drizzle-orm'
import { insertRows, isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { notices } from './schema'

export type NoticeRow = typeof notices.$inferSelect

/** Later than any instant: what waits for its digest is not sent by itself. */
export const withTheDigest = '9999-12-31T00:00:00.000Z'
/** Stands where a channel's id does for what goes to an address outside, so that it is listed like any message. No channel can have this id. */
export const outsideChannel = '@outside'
/** Under which notices wait for the next digest of a receiver. */
export const nextDigestOf = (receiver: string) => `next ${receiver}`

export async function noticeById(db: Pick<Database, 'select'>, id: string): Promise<NoticeRow | null> {
  const [row] = await db.select().from(notices).where(eq(notices.id, id))
  return row ?? null
}

/** Causes that were not given to anybody yet and may be by now, the oldest first. */
export const unroutedNotices = (db: Pick<Database, 'select'>, now: string, limit: number): Promise<NoticeRow[]> =>
  db.select().from(notices).where(sql`routed_at is null and ${notices.nextTryAt} <= ${now}`).orderBy(asc(notices.at)).limit(limit)

/** How a cause goes on: as a message of its own, in a digest, told in Telltale alone (`sent` at once), parked, or not at all. */
export type Routing = { id: string } & Pick<NoticeRow, 'state' | 'nextTryAt' | 'digestId' | 'fault' | 'severity'>

/**
 * What routing writes: the copies for channels and further people, and where the causes themselves go. Who comes second, or again after a crash, changes
 * nothing: copies have the keys of their cause and receiver, and a cause that was routed is passed over.
 */
export function writeRouting(
  db: Pick<Database, 'run'>,
  at: string,
  { copies, settled, moot }: { copies: readonly NoticeRow[]; settled: readonly Routing[]; moot: readonly string[] },
): Statement[] {
  const ways = settled.map(({ id, state, nextTryAt, digestId, fault, severity }) => ({ id, state, nextTryAt, digestId, fault, severity }))
  return [
    ...insertRows(db, notices, copies, { orIgnore: true }),
    db.run(sql`update notices set state = new.value->>'state', next_try_at = new.value->>'nextTryAt', digest_id = new.value->>'digestId',
        fault = new.value->>'fault', severity = new.value->>'severity', routed_at = ${at},
        sent_at = case when new.value->>'state' = 'sent' then ${at} end,
        payload = case when new.value->>'state' = 'waiting' then payload else json_remove(payload, '$.link') end
      from json_each(${JSON.stringify(ways)}) as new where notices.id = new.value->>'id' and notices.routed_at is null`),
    db.run(sql`delete from notices where id in (select value from json_each(${JSON.stringify(moot)})) and routed_at is null`),
  ]
}

/**
 * Takes messages that are due for delivery, each by a lease until `untilMs` (real time), and counts the try before it is made: whoever dies with one
 * in hand leaves it to the others once the lease has lapsed.
 */
export async function claimNotices(
  db: Database,
  { owner, now, nowMs, untilMs, limit }: { owner: string; now: string; nowMs: number; untilMs: number; limit: number },
): Promise<NoticeRow[]> {
  const taken = await db.all<{ id: string }>(sql`update notices set lease_owner = ${owner}, lease_until_ms = ${untilMs}, tries = tries + 1
    where id in (select id from notices where state = 'waiting' and next_try_at <= ${now} and routed_at is not null and lease_until_ms <= ${nowMs}
      order by next_try_at limit ${limit}) returning id`)
  if (!taken.length) return []
  return db
    .select()
    .from(notices)
    .where(
      isOneOf(
        notices.id,
        taken.map(({ id }) => id),
      ),
    )
}

/** How a try ended. */
export type Outcome =
  | { state: 'sent'; sentAt: string; fault: null; nextTryAt: string }
  | { state: 'waiting' | 'parked'; sentAt: null; fault: string; nextTryAt: string }

/** Notes how a try ended, as long as the lease is still ours; what a digest carried goes the same way. A link that was sent is forgotten. */
export function writeOutcome(db: Pick<Database, 'run'>, { id, leaseOwner }: Pick<NoticeRow, 'id' | 'leaseOwner'>, outcome: Outcome) {
  const { state, sentAt, fault, nextTryAt } = outcome
  const held = sql`exists (select 1 from notices as mine where mine.id = ${id} and mine.lease_owner = ${leaseOwner})`
  const forget = state === 'waiting' ? sql`payload` : sql`json_remove(payload, '$.link')`
  return [
    ...(state === 'waiting'
      ? []
      : [db.run(sql`update notices set state = ${state}, sent_at = ${sentAt}, fault = ${fault} where digest_id = ${id} and ${held}`)]),
    db.run(sql`update notices set state = ${state}, sent_at = ${sentAt}, fault = ${fault}, next_try_at = ${nextTryAt}, payload = ${forget},
      lease_owner = null, lease_until_ms = 0 where id = ${id} and lease_owner = ${leaseOwner}`),
  ]
}

/** Puts parked notices, with what a digest of them carries, back to be sent at once. Answers the ids that were parked. */
export const retryParked = (db: Pick<Database, 'all'>, id: string, now: string) =>
  db.all<{ id: string }>(sql`update notices set state = 'waiting', tries = case when id = ${id} then 0 else tries end, fault = null,
      next_try_at = case when id = ${id} then ${now} else ${withTheDigest} end, lease_owner = null, lease_until_ms = 0
    where state = 'parked' and (id = ${id} or digest_id = ${id}) returning id`)

/** Drops a notice that was not sent, with what a digest of it carries. Answers the ids. */
export const dropNotice = (db: Pick<Database, 'all'>, id: string) =>
  db.all<{ id: string }>(sql`delete from notices where state <> 'sent' and (id = ${id} or digest_id = ${id}) returning id`)

/** Makes a digest of whatever waits for one of this receiver. Of two processes that make it at once one does. */
export const writeDigest = (db: Pick<Database, 'run'>, digest: NoticeRow, receiver: string): Statement[] => [
  ...insertRows(db, notices, [digest], { orIgnore: true }),
  db.run(sql`update notices set digest_id = ${digest.id} where digest_id = ${nextDigestOf(receiver)} and at <= ${digest.at}
    and exists (select 1 from notices as made where made.id = ${digest.id})`),
]

export const noticesInDigest = (db: Pick<Database, 'select'>, digestId: string): Promise<NoticeRow[]> =>
  db.select().from(notices).where(eq(notices.digestId, digestId)).orderBy(asc(notices.at)).limit(200)

/** Which of these receivers have something waiting for their next digest. */
export async function waitingForDigest(db: Pick<Database, 'all'>, receivers: readonly string[]): Promise<Set<string>> {
  const keys = JSON.stringify(receivers.map(nextDigestOf))
  const rows = await db.all<{ key: string }>(sql`select wanted.value as "key" from json_each(${keys}) as wanted
    where exists (select 1 from notices where digest_id = wanted.value)`)
  return new Set(rows.map(({ key }) => key.slice('next '.length)))
}

/** The instant of the newest digest of a person or channel before `at`; null where there was none. */
export async function digestBefore(db: Database, receiver: { personId: string | null; channelId: string | null }, at: string) {
  const who = receiver.channelId
    ? eq(notices.channelId, receiver.channelId)
    : sql`${notices.personId} = ${receiver.personId} and channel_id is null`
  const [row] = await db
    .select({ at: sql<string | null>`max(${notices.at})` })
    .from(notices)
    .where(sql`${who} and ${notices.event} = 'digest' and ${notices.at} < ${at}`)
  return row?.at ?? null
}

const mostTrimmed = 500

/** Forgets notices of long ago, some at a time: parked ones sooner, the others with those that were sent, for what waited so long waits for nobody. */
export const trimNotices = (db: Pick<Database, 'all'>, { parked, sent }: { parked: string; sent: string }) =>
  db.all<{ id: string }>(sql`delete from notices where id in (select id from notices where at < ${parked}
    and (state = 'parked' or at < ${sent}) order by at limit ${mostTrimmed}) returning id`)

/** Whom a finding was told to already: messages to people and channels that went out or are on their way. */
export const toldOfFinding = (db: Pick<Database, 'select'>, findingId: string): Promise<NoticeRow[]> =>
  db
    .select()
    .from(notices)
    .where(
      sql`${eq(notices.findingId, findingId)} and ${notices.routedAt} is not null and ${or(isSet(notices.personId), isSet(notices.channelId))}`,
    )

const isSet = (column: typeof notices.personId | typeof notices.channelId): SQL => sql`${column} is not null`
