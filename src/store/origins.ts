import { eq, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { origins } from './schema'

/** An origin is polled by one holder at a time. Times are real, in ms since 1970. */
export type Lease = { origin: string; nextAllowedMs: number }
export type HeldLease = { origin: string; leaseOwner: string | null; leaseUntilMs: number }

/** Takes the leases that are free, lapsed or our own already; answers those that were taken. */
export async function claimOrigins(
  db: Database,
  wanted: readonly string[],
  { owner, nowMs, untilMs }: { owner: string; nowMs: number; untilMs: number },
): Promise<Lease[]> {
  if (!wanted.length) return []
  return db.all<Lease>(sql`insert into origins (origin, lease_owner, lease_until_ms)
    select value, ${owner}, ${untilMs} from json_each(${JSON.stringify(wanted)}) where 1
    on conflict (origin) do update set lease_owner = excluded.lease_owner, lease_until_ms = excluded.lease_until_ms
      where origins.lease_owner is null or origins.lease_owner = excluded.lease_owner or origins.lease_until_ms <= ${nowMs}
    returning origin, next_allowed_ms as "nextAllowedMs"`)
}

/** Holds on to what is still ours; answers the origins, so that the holder sees what it lost. */
export async function renewOrigins(db: Database, owner: string, untilMs: number): Promise<string[]> {
  const rows = await db
    .update(origins)
    .set({ leaseUntilMs: untilMs })
    .where(eq(origins.leaseOwner, owner))
    .returning({ origin: origins.origin })
  return rows.map(({ origin }) => origin)
}

/** Gives origins back, with the time before which nobody may ask them again. */
export async function releaseOrigins(db: Database, owner: string, leases: readonly Lease[]): Promise<void> {
  if (!leases.length) return
  await db.run(sql`update origins set lease_owner = null, lease_until_ms = 0, next_allowed_ms = new.value->>'nextAllowedMs'
    from json_each(${JSON.stringify(leases)}) as new where origins.origin = new.value->>'origin' and origins.lease_owner = ${owner}`)
}

export const heldOrigins = (db: Pick<Database, 'select'>, wanted: readonly string[]): Promise<HeldLease[]> =>
  db
    .select({ origin: origins.origin, leaseOwner: origins.leaseOwner, leaseUntilMs: origins.leaseUntilMs })
    .from(origins)
    .where(isOneOf(origins.origin, wanted))

/** What is known of an origin besides its lease: its `robots.txt`, and how often in a row it failed. Instants of product time. */
export type OriginState = Pick<
  typeof origins.$inferSelect,
  'robots' | 'robotsAt' | 'robotsStatus' | 'robotsFailedAt' | 'failures' | 'backoffUntil' | 'retryAfter'
>

export async function originState(db: Pick<Database, 'select'>, origin: string): Promise<OriginState | null> {
  const [row] = await db
    .select({
      robots: origins.robots,
      robotsAt: origins.robotsAt,
      robotsStatus: origins.robotsStatus,
      robotsFailedAt: origins.robotsFailedAt,
      failures: origins.failures,
      backoffUntil: origins.backoffUntil,
      retryAfter: origins.retryAfter,
    })
    .from(origins)
    .where(eq(origins.origin, origin))
  return row ?? null
}

export const saveOrigin = (db: Pick<Database, 'insert'>, origin: string, known: Partial<OriginState>) =>
  db
    .insert(origins)
    .values({ origin, ...known })
    .onConflictDoUpdate({ target: origins.origin, set: known })

/** Sources of an origin that is left alone are asked when it is asked again, not a whole interval later. */
export async function postpone(db: Pick<Database, 'run'>, sourceIds: readonly string[], until: string): Promise<void> {
  if (!sourceIds.length) return
  await db.run(sql`update source_states set next_poll_at = ${until}, poll_started_at = null
    where ${isOneOf(sql`source_id`, sourceIds)}`)
}
