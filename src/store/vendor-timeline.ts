import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import { readCursor, writeCursor } from './page'
import { cases, evidence, findings, promises, reviews, sources } from './schema'
import { type Scope, visible } from './visibility'

export const timelineKinds = ['changes', 'notice', 'reviews', 'evidence', 'contract', 'people', 'register', 'watching'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** An act of the audit trail on a record of the vendor, with the record before and after it as JSON. */
export type TimelineAct = {
  seq: number
  action: string
  entity: string
  entityId: string
  actorId: string | null
  before: string | null
  after: string | null
}
type Promised = typeof promises.$inferSelect
export type TimelineEntry = { at: string; key: string } & (
  | {
      kind: 'changes'
      finding: Pick<typeof findings.$inferSelect, keyof typeof changeColumns>
      sourceType: (typeof sources.$inferSelect)['type'] | null
      case: Pick<typeof cases.$inferSelect, keyof typeof caseColumns> | null
    }
  | { kind: 'notice'; promise: Promised; settled: boolean }
  | { kind: 'reviews'; deploymentId: string; deploymentName: string | null; closedBy: string | null; outcomes: string[]; count: number }
  | { kind: 'evidence' | 'contract' | 'people' | 'register' | 'watching'; act: TimelineAct }
)

/** Days `YYYY-MM-DD`, both included; null = no end. */
export type Period = { from: string | null; to: string | null }
type Request = { kinds: readonly TimelineKind[]; period: Period; cursor: string | null; limit: number }
type Bounds = { from: string; before: string; past: { at: string; key: string } | null; limit: number }

/** The part of a period that an auditor of some days may see; all of it for everybody else. */
const seenOf = ({ limits }: Scope, { from, to }: Period): Period => {
  const [first, last] = [limits?.periodFrom ?? null, limits?.periodTo ?? null]
  return {
    from: first !== null && (from === null || from < first) ? first : from,
    to: last !== null && (to === null || to > last) ? last : to,
  }
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString()

/**
 * What happened with a vendor, newest first: changes and promises of theirs, what we decided, what was filed, edited and handed over. Paged by
 * instant and key across all kinds; null = the cursor is none of ours.
 */
export async function vendorTimeline(
  db: Database,
  scope: Scope,
  vendorId: string,
  { kinds, period: asked, cursor, limit }: Request,
): Promise<{ items: TimelineEntry[]; next: string | null } | null> {
  const read = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && typeof read?.value !== 'string') return null
  const period = seenOf(scope, asked)
  const bounds: Bounds = {
    from: period.from ? `${period.from}T00:00:00.000Z` : '',
    before: period.to ? dayAfter(period.to) : '9999',
    past: typeof read?.value === 'string' ? { at: read.value, key: read.id } : null,
    limit: limit + 1,
  }
  const acts = kinds.filter((kind) => kind in entitiesOf)
  const parts = await Promise.all([
    kinds.includes('changes') ? changesOf(db, vendorId, bounds) : [],
    kinds.includes('notice') ? promisesOf(db, vendorId, bounds) : [],
    kinds.includes('reviews') ? closingsOf(db, scope, vendorId, bounds) : [],
    acts.length ? actsOf(db, scope, vendorId, acts, bounds) : [],
  ])
  const all: TimelineEntry[] = parts.flat()
  all.sort((a, b) => (a.at === b.at ? (a.key < b.key ? 1 : -1) : a.at < b.at ? 1 : -1))
  const items = all.slice(0, limit)
  const last = items.at(-1)
  return { items, next: all.length > limit && last ? writeCursor(last.at, last.key) : null }
}

const within = (at: SQL, key: SQL, { from, before, past }: Bounds): SQL =>
  sql`${at} >= ${from} and ${at} < ${before} and ${past ? sql`${at} <= ${past.at} and (${at}, ${key}) < (${past.at}, ${past.key})` : sql`1`}`

/** Of a change what its line says: quotes and the like are long, and a page shows forty. */
const changeColumns = {
  id: findings.id,
  kinds: findings.kinds,
  headline: findings.headline,
  severity: findings.severity,
  announcement: findings.announcement,
  effectiveOn: findings.effectiveOn,
  state: findings.state,
  detectedAt: findings.detectedAt,
}
const caseColumns = { id: cases.id, state: cases.state, answer: cases.answer, triagedBy: cases.triagedBy, approvedBy: cases.approvedBy }

async function changesOf(db: Database, vendorId: string, bounds: Bounds): Promise<TimelineEntry[]> {
  const key = sql<string>`'c' || ${findings.id}`
  const rows = await db
    .select({ finding: changeColumns, sourceType: sources.type, case: caseColumns, key })
    .from(findings)
    .leftJoin(sources, eq(sources.id, findings.sourceId))
    .leftJoin(cases, eq(cases.id, findings.caseId))
    .where(and(eq(findings.vendorId, vendorId), within(sql`${findings.detectedAt}`, key, bounds)))
    .orderBy(sql`${findings.detectedAt} desc, ${findings.id} desc`)
    .limit(bounds.limit)
  return rows.map((row) => ({ kind: 'changes', at: row.finding.detectedAt, ...row }))
}

async function promisesOf(db: Database, vendorId: string, bounds: Bounds): Promise<TimelineEntry[]> {
  const of = async (settled: boolean): Promise<TimelineEntry[]> => {
    const at = settled ? promises.settledAt : promises.noticedAt
    const key = settled ? sql<string>`'s' || ${promises.id}` : sql<string>`'n' || ${promises.id}`
    const rows = await db
      .select({ promise: promises, at: sql<string>`${at}`, key })
      .from(promises)
      .where(and(eq(promises.vendorId, vendorId), within(sql`${at}`, key, bounds)))
      .orderBy(sql`${at} desc, ${promises.id} desc`)
      .limit(bounds.limit)
    return rows.map((row) => ({ kind: 'notice', settled, ...row }))
  }
  return (await Promise.all([of(false), of(true)])).flat()
}

/** Reviews of our uses of the vendor's systems that were closed together: one line a use and sign-off. */
async function closingsOf(db: Database, scope: Scope, vendorId: string, bounds: Bounds): Promise<TimelineEntry[]> {
  const key = sql<string>`'r' || ${reviews.deploymentId}`
  const rows = await db
    .select({
      at: sql<string>`${reviews.closedAt}`,
      key,
      deploymentId: reviews.deploymentId,
      deploymentName: sql<string | null>`(select name from deployments where deployments.id = ${reviews.deploymentId})`,
      closedBy: sql<string | null>`max(${reviews.closedBy})`,
      outcomes: sql<string>`json_group_array(distinct ${reviews.outcome})`,
      count: sql<number>`count(*)`,
    })
    .from(reviews)
    .where(
      and(
        sql`${reviews.deploymentId} in (select id from deployments where system_id in (select id from systems where vendor_id = ${vendorId}))`,
        sql`+${reviews.state} = 'closed'`,
        // the plus keeps it from reading all that is closed, or was at the time: the vendor's uses are few
        within(sql`+${reviews.closedAt}`, key, bounds),
        visible.review(scope),
      ),
    )
    .groupBy(reviews.deploymentId, reviews.closedAt)
    .orderBy(sql`${reviews.closedAt} desc, ${reviews.deploymentId} desc`)
    .limit(bounds.limit)
  return rows.map(({ outcomes, ...row }) => {
    const parsed: unknown = JSON.parse(outcomes)
    return { kind: 'reviews', ...row, outcomes: Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string') : [] }
  })
}

type ActKind = 'evidence' | 'contract' | 'people' | 'register' | 'watching'
const entitiesOf: Record<ActKind, readonly string[]> = {
  evidence: ['evidence'],
  contract: ['contract'],
  people: ['deployment'],
  register: ['vendor', 'system'],
  watching: ['source'],
}
const kindOfEntity: Record<string, ActKind> = Object.fromEntries(
  Object.entries(entitiesOf).flatMap(([kind, names]) => names.map((name) => [name, isActKind(kind) ? kind : 'register'])),
)
function isActKind(kind: string): kind is ActKind {
  return kind in entitiesOf
}

/** The records whose acts belong to a vendor, by entity. */
const recordsOf = (scope: Scope, vendorId: string): Record<string, SQL> => ({
  vendor: sql`select 'vendor' as entity, ${vendorId} as id`,
  system: sql`select 'system', id from systems where vendor_id = ${vendorId} and ${visible.system(scope, sql`systems.id`) ?? sql`1`}`,
  source: sql`select 'source', id from sources where vendor_id = ${vendorId}`,
  evidence: sql`select 'evidence', id from evidence where vendor_id = ${vendorId}`,
  contract: sql`select 'contract', id from contracts where vendor_id = ${vendorId}`,
  deployment: sql`select 'deployment', id from deployments where system_id in (select id from systems where vendor_id = ${vendorId})
    and ${visible.deployment(scope, sql`deployments.id`) ?? sql`1`}`,
})

const earlier = (column: 'after' | 'seq') => sql`(select ${sql.raw(column)} from audit as earlier where earlier.entity = audit.entity
  and earlier.entity_id = audit.entity_id and earlier.seq < audit.seq order by earlier.seq desc limit 1)`

/** Acts on the vendor's records; of a deployment only those that gave it another owner. */
async function actsOf(db: Database, scope: Scope, vendorId: string, kinds: readonly string[], bounds: Bounds): Promise<TimelineEntry[]> {
  const records = recordsOf(scope, vendorId)
  const wanted = kinds.filter(isActKind).flatMap((kind) => entitiesOf[kind].flatMap((entity) => records[entity] ?? []))
  const key = sql`printf('a%012d', audit.seq)`
  const rows = await db.all<TimelineAct & { at: string; key: string }>(sql`
    with about(entity, id) as (${sql.join(wanted, sql` union all `)}),
    some as (select audit.seq from about cross join audit on audit.entity = about.entity and audit.entity_id = about.id
      where ${within(sql`audit.at`, key, bounds)}
        and (audit.entity <> 'deployment' or ${earlier('after')} ->> '$.ownerId' is not audit.after ->> '$.ownerId')
      order by audit.at desc, audit.seq desc limit ${bounds.limit})
    select audit.seq, ${key} as key, audit.at, audit.action, audit.entity, audit.entity_id as "entityId", audit.actor_id as "actorId",
      audit.after, ${earlier('after')} as before
    from audit where audit.seq in (select seq from some) order by audit.at desc, audit.seq desc`)
  return rows.map(({ at, key: rowKey, ...act }) => ({ kind: kindOfEntity[act.entity] ?? 'register', at, key: rowKey, act }))
}

export type ChangeSums = { changes: number; silent: number; announced: number; unknown: number; open: number }

/** Changes of a vendor that were seen in a period, and whether it said so. What was not confirmed or was dismissed does not count. */
export async function changeSums(db: Pick<Database, 'select'>, vendorId: string, period: Period, scope: Scope): Promise<ChangeSums> {
  const { from, to } = seenOf(scope, period)
  const [row] = await db
    .select({
      changes: sql<number>`count(*)`,
      silent: sql<number>`coalesce(sum(${findings.announcement} = 'silent'), 0)`,
      announced: sql<number>`coalesce(sum(${findings.announcement} = 'announced'), 0)`,
      unknown: sql<number>`coalesce(sum(${findings.announcement} = 'unknown'), 0)`,
      open: sql<number>`coalesce(sum(exists (select 1 from cases where cases.id = ${findings.caseId} and cases.state in ('open', 'awaiting-second-signature'))), 0)`,
    })
    .from(findings)
    .where(
      and(
        eq(findings.vendorId, vendorId),
        sql`${findings.state} in ('provisional', 'confirmed') and ${findings.origin} <> 'contradiction'`,
        from ? gte(findings.detectedAt, `${from}T00:00:00.000Z`) : undefined,
        to ? lt(findings.detectedAt, dayAfter(to)) : undefined,
      ),
    )
  return row ?? { changes: 0, silent: 0, announced: 0, unknown: 0, open: 0 }
}

/** The latest changes of a vendor of which it is known whether they were told, newest first: for notice given against promised. */
export const latestTold = (db: Pick<Database, 'select'>, vendorId: string, limit: number, scope: Scope) =>
  db
    .select({
      kinds: findings.kinds,
      announcement: findings.announcement,
      effectiveOn: findings.effectiveOn,
      notifiedOn: findings.notifiedOn,
      detectedAt: findings.detectedAt,
    })
    .from(findings)
    .where(
      and(
        eq(findings.vendorId, vendorId),
        sql`${findings.state} in ('provisional', 'confirmed')`,
        visible.finding(scope),
        sql`(${findings.announcement} = 'silent' or (${findings.announcement} = 'announced' and ${findings.effectiveOn} is not null))`,
      ),
    )
    .orderBy(sql`${findings.detectedAt} desc, ${findings.id} desc`)
    .limit(limit)

/** Documents on file about a vendor, those that run out first on top, withdrawn ones last. */
export const documentsOf = (db: Pick<Database, 'select'>, vendorId: string, limit: number, scope: Scope) =>
  db
    .select()
    .from(evidence)
    .where(and(eq(evidence.vendorId, vendorId), visible.evidence(scope)))
    .orderBy(sql`${evidence.state} = 'withdrawn', ${evidence.expiresOn} is null, ${evidence.expiresOn}, ${evidence.name}`)
    .limit(limit)

/** Open reviews of our uses of a vendor's systems: how many, how many late, and the first that is due. */
export async function openReviewsOf(db: Pick<Database, 'select'>, scope: Scope, vendorId: string, today: string) {
  const [row] = await db
    .select({
      open: sql<number>`count(*)`,
      late: sql<number>`coalesce(sum(${reviews.dueOn} < ${today}), 0)`,
      first: sql<string | null>`min(${reviews.dueOn})`,
    })
    .from(reviews)
    .where(
      and(
        sql`${reviews.deploymentId} in (select id from deployments where system_id in (select id from systems where vendor_id = ${vendorId}))`,
        sql`${reviews.state} <> 'closed'`,
        visible.review(scope),
      ),
    )
  return row ?? { open: 0, late: 0, first: null }
}
