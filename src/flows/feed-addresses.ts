import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows } from '../store/bulk'
import { type FeedAddress, noteFeedUse } from '../store/feed-addresses'
import type { Person } from '../store/people'
import { feedAddresses } from '../store/schema'
import { commit } from '../store/writing'

const hourMs = 3_600_000

/** Who may read at a secret address: not who has no role yet, and no auditor, whose reading has bounds and is logged. */
export const mayHaveFeeds = ({ role }: Pick<Person, 'role'>): boolean => role !== 'none' && role !== 'auditor'

/** What the audit trail keeps of an address: of its hash only a digest, and not when it was used. */
export const auditedFeedAddress = ({ hash, lastUsedAt: _, ...address }: FeedAddress, digest: Ports['digest']) => ({
  ...address,
  hashDigest: digest(hash),
  version: address.revokedAt ? 2 : 1,
})

/** Makes a secret address of a person's own feed or calendar; its secret is answered this once, and only its hash is kept. */
export async function makeFeedAddress(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest'>,
  actor: Actor,
  personId: string,
  type: FeedAddress['type'],
): Promise<{ secret: string; address: FeedAddress }> {
  const { db, now } = ports
  const secret = ports.newSecret(32)
  const address: FeedAddress = {
    id: ports.newId(),
    personId,
    type,
    hash: ports.digest(secret),
    createdAt: now(),
    lastUsedAt: null,
    revokedAt: null,
  }
  await commit(ports, actor, {
    acts: [{ action: 'feed-address.made', entity: 'feed-address', entityId: address.id, after: auditedFeedAddress(address, ports.digest) }],
    write: (applies) => insertRows(db, feedAddresses, [address], { applies }),
    guard: sql`1`,
  })
  return { secret, address }
}

/** Ends an address: from now on it answers nobody. */
export async function revokeFeedAddress(ports: Pick<Ports, 'db' | 'now' | 'digest'>, actor: Actor, before: FeedAddress): Promise<void> {
  const { db, now } = ports
  const address: FeedAddress = { ...before, revokedAt: now() }
  await commit(ports, actor, {
    acts: [
      { action: 'feed-address.revoked', entity: 'feed-address', entityId: address.id, after: auditedFeedAddress(address, ports.digest) },
    ],
    write: (applies) => [
      db
        .update(feedAddresses)
        .set({ revokedAt: address.revokedAt })
        .where(sql`${eq(feedAddresses.id, address.id)} and ${applies}`),
    ],
    guard: sql`exists (select 1 from feed_addresses where id = ${address.id} and revoked_at is null)`,
  })
}

/** Notes that an address was read, at most once an hour. */
export async function noteFeedRead({ db, now }: Pick<Ports, 'db' | 'now'>, { id, lastUsedAt }: FeedAddress): Promise<void> {
  const at = now()
  if (lastUsedAt === null || Date.parse(at) - Date.parse(lastUsedAt) >= hourMs) await noteFeedUse(db, id, at)
}
