import type { SQL } from 'drizzle-orm'
import { and, asc, eq, getTableColumns, gt, isNotNull, lte, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { emptyMemory, type Memory, memory as memorySchema } from '../core/memory'
import { isOneOf, parsedTexts, rowTexts } from './bulk'
import type { Database, Statement } from './database'
import { isPaused } from './pauses'
import { captures, runs, sourceStates, sources, vendors } from './schema'

type StateRow = typeof sourceStates.$inferSelect
export type CaptureRow = typeof captures.$inferSelect
export type RunRow = typeof runs.$inferSelect

const last = alias(captures, 'last_capture')
const { memory: _memory, ...stateColumns } = getTableColumns(sourceStates)

/** All that one poll of a source reads, but for bodies and memory. */
export type PollTarget = {
  source: typeof sources.$inferSelect
  /** `waits`: its memory holds a reading that waits to last. */
  state: Omit<StateRow, 'memory'> & { waits: boolean }
  /** What the register says of its vendor's weight. */
  tier: string | null
  /** The newest capture, good or not. */
  last: CaptureRow | null
  run: RunRow | null
}

/** What a poll leaves in the source's state. `memory` null = as it was. */
export type StatePatch = Pick<
  StateRow,
  | 'sourceId'
  | 'nextPollAt'
  | 'health'
  | 'cause'
  | 'healthSince'
  | 'failures'
  | 'lastCheckedAt'
  | 'lastGoodAt'
  | 'etag'
  | 'lastModified'
  | 'validatorsFor'
  | 'currentSnapshotId'
  | 'currentCaptureId'
  | 'lastCaptureId'
  | 'lastBodyHash'
  | 'lastFingerprint'
  | 'runId'
  | 'candidate'
  | 'candidateChangeId'
  | 'confirmAt'
  | 'retryAfter'
  | 'changedAt'
  | 'gatedSince'
  | 'gatedCaptures'
  | 'gatedFindingId'
> & { memory: Memory | null }

const patched = [
  'nextPollAt',
  'health',
  'cause',
  'healthSince',
  'failures',
  'lastCheckedAt',
  'lastGoodAt',
  'etag',
  'lastModified',
  'validatorsFor',
  'currentSnapshotId',
  'currentCaptureId',
  'lastCaptureId',
  'lastBodyHash',
  'lastFingerprint',
  'runId',
  'candidate',
  'candidateChangeId',
  'confirmAt',
  'retryAfter',
  'changedAt',
  'gatedSince',
  'gatedCaptures',
  'gatedFindingId',
] as const

/**
 * Every source has its state: those that came by form, API or file since the last look get theirs, and copies are brought up to date. One that is
 * switched off, or whose vendor is paused, is not watched.
 */
export function syncSourceStates(db: Pick<Database, 'run'>, now: string): Statement[] {
  const watched = sql`(s.enabled and not ${isPaused(sql`s.vendor_id`)})`
  return [
    db.run(sql`insert or ignore into source_states (source_id, origin, enabled, next_poll_at, health, failures)
      select id, origin, ${watched}, ${now}, case when ${watched} then 'never-read' else 'paused' end, 0 from sources as s
      where not exists (select 1 from source_states where source_id = s.id)`),
    db.run(sql`update source_states set origin = s.origin, enabled = s.watched,
        health = case when not s.watched then 'paused' when health <> 'paused' then health when last_good_at is null then 'never-read' else 'ok' end,
        health_since = case when (health = 'paused') = (not s.watched) then health_since else ${now} end,
        cause = case when not s.watched then null else cause end
      from (select id, origin, ${watched} as watched from sources as s) as s where s.id = source_states.source_id
        and (s.origin <> source_states.origin or s.watched <> source_states.enabled or (source_states.health = 'paused') = s.watched)`),
    db.run(sql`delete from source_states where not exists (select 1 from sources where id = source_states.source_id)`),
  ]
}

const rowsAPage = 500

/** All that a poll reads of the sources that match, in the order of their ids. */
export async function pollTargets(db: Database, where: SQL | undefined): Promise<PollTarget[]> {
  const found: PollTarget[] = []
  for (let after = ''; ; ) {
    const page = await db
      .select({
        source: rowTexts(getTableColumns(sources)).mapWith(String),
        state: rowTexts(stateColumns).mapWith(String),
        waits: sql<number>`coalesce(${sourceStates.memory} ->> '$.waiting' is not null, 0)`,
        tier: sql<string | null>`${vendors.facts} ->> '$.tier'`,
        last: sql<string | null>`case when ${last.id} is not null then ${rowTexts(getTableColumns(last))} end`,
        run: sql<string | null>`case when ${runs.id} is not null then ${rowTexts(getTableColumns(runs))} end`,
      })
      .from(sourceStates)
      .innerJoin(sources, eq(sources.id, sourceStates.sourceId))
      .leftJoin(vendors, eq(vendors.id, sources.vendorId))
      .leftJoin(last, eq(last.id, sourceStates.lastCaptureId))
      .leftJoin(runs, eq(runs.id, sourceStates.runId))
      .where(and(gt(sourceStates.sourceId, after), where))
      .orderBy(asc(sourceStates.sourceId))
      .limit(rowsAPage)
    for (const { source, state, waits, tier, last, run } of page)
      found.push({
        source: Object.assign({}, ...parsedTexts(source)),
        state: Object.assign({ waits: waits === 1 }, ...parsedTexts(state)),
        tier,
        last: last === null ? null : Object.assign({}, ...parsedTexts(last)),
        run: run === null ? null : Object.assign({}, ...parsedTexts(run)),
      })
    if (page.length < rowsAPage) return found
    after = found.at(-1)?.source.id ?? ''
  }
}

/** Conditions for `pollTargets`. Pages of the demonstration are played from memory, and never asked for. */
export const enabledOnly = and(eq(sourceStates.enabled, true), eq(sources.demo, false))
export const sourceIs = (id: string): SQL => eq(sourceStates.sourceId, id)
export const sourcesIn = (ids: readonly string[]): SQL => isOneOf(sourceStates.sourceId, ids)
/** Due by time or for confirmation, or left behind by a process that died in the middle of its poll. */
export const dueAt = (now: string): SQL | undefined =>
  and(
    enabledOnly,
    or(
      lte(sourceStates.nextPollAt, now),
      lte(sourceStates.confirmAt, now),
      and(isNotNull(sourceStates.pollStartedAt), sql`${sourceStates.failures} < ${maxTakenUp}`),
    ),
    or(sql`${sourceStates.retryAfter} is null`, lte(sourceStates.retryAfter, now)),
    sql`${sourceStates.origin} not in (select origin from origins where backoff_until > ${now})`,
  )

/** A change seen once whose second fetch is due. */
export const confirmationDueAt = (now: string): SQL | undefined =>
  and(enabledOnly, lte(sourceStates.confirmAt, now), or(sql`${sourceStates.retryAfter} is null`, lte(sourceStates.retryAfter, now)))

/** A source whose poll ended the process so often is left to its next time, lest it end the next process too. */
const maxTakenUp = 3

export async function memoryOf(db: Pick<Database, 'select'>, sourceId: string): Promise<Memory> {
  const [row] = await db.select({ memory: sourceStates.memory }).from(sourceStates).where(eq(sourceStates.sourceId, sourceId))
  return row?.memory ? memorySchema.parse(row.memory) : emptyMemory
}

/** Moves `nextPollAt` before the fetches. A mark that is still there was left by a dead process: that counts as a failure. */
export function stampPolls(db: Pick<Database, 'run'>, polls: readonly { sourceId: string; nextPollAt: string }[], now: string): Statement {
  return db.run(sql`update source_states set
      failures = failures + (poll_started_at is not null), poll_started_at = ${now}, next_poll_at = new.value->>'nextPollAt'
    from json_each(${JSON.stringify(polls)}) as new where source_states.source_id = new.value->>'sourceId'`)
}

/** What a check that found nothing new leaves: all else stays. */
const ofEachCheck: readonly (typeof patched)[number][] = ['lastCheckedAt', 'lastGoodAt', 'runId']

/**
 * Statements for the states after many polls. Where `was` tells a state as it stands and only the times of the check differ, only these are
 * written: no index is touched.
 */
export function saveStates(
  db: Pick<Database, 'run'>,
  patches: readonly StatePatch[],
  applies: SQL = sql`1`,
  was: ReadonlyMap<string, StatePatch> = new Map(),
): Statement[] {
  const isQuiet = (patch: StatePatch): boolean => {
    const before = was.get(patch.sourceId)
    return (
      before !== undefined && patch.memory === null && patched.every((name) => ofEachCheck.includes(name) || before[name] === patch[name])
    )
  }
  const quiet = patches.filter(isQuiet)
  const loud = quiet.length ? patches.filter((patch) => !quiet.includes(patch)) : patches
  return [...setStates(db, loud, patched, applies), ...setStates(db, quiet, ofEachCheck, applies)]
}

function setStates(
  db: Pick<Database, 'run'>,
  patches: readonly StatePatch[],
  names: readonly (typeof patched)[number][],
  applies: SQL,
): Statement[] {
  if (!patches.length) return []
  const columns = getTableColumns(sourceStates)
  const value = (index: number) => sql.raw(`new.value->>${index}`)
  const sets = names.map((name, index) => sql`${sql.identifier(columns[name].name)} = ${value(index + 2)}`)
  const rows = patches.map((patch) => [patch.sourceId, patch.memory, ...names.map((name) => patch[name])])
  const memory = patches.some((patch) => patch.memory !== null) ? sql`, memory = coalesce(${value(1)}, source_states.memory)` : sql``
  return [
    db.run(sql`update source_states set ${sql.join(sets, sql`, `)}, poll_started_at = null${memory}
      from json_each(${JSON.stringify(rows)}) as new where source_states.source_id = ${value(0)} and ${applies}`),
  ]
}

/** Adds one check to each run, or begins the run. */
export function saveRuns(db: Pick<Database, 'run'>, rows: readonly RunRow[], applies: SQL = sql`1`): Statement[] {
  if (!rows.length) return []
  const value = (name: keyof RunRow) => sql.raw(`value->>'$.${name}'`)
  return [
    db.run(sql`insert into runs (id, source_id, capture_id, first_at, last_at, count, not_modified, hash, checks)
      select ${value('id')}, ${value('sourceId')}, ${value('captureId')}, ${value('firstAt')}, ${value('lastAt')}, ${value('count')}, ${value('notModified')}, ${value('hash')}, ${value('checks')}
      from json_each(${JSON.stringify(rows)}) where ${applies}
      on conflict (id) do update set last_at = excluded.last_at, count = excluded.count, not_modified = excluded.not_modified, hash = excluded.hash,
        checks = excluded.checks`),
  ]
}

/** Notes that a person asked for a poll, unless that was done `most` times within the window. Real time, in ms since 1970. */
export async function notePoll(
  db: Database,
  sourceId: string,
  { nowMs, windowMs, most }: { nowMs: number; windowMs: number; most: number },
): Promise<{ noted: true } | { noted: false; oldestMs: number }> {
  const recent = sql`select value from json_each(source_states.asked_at) where value > ${nowMs - windowMs}`
  const [row] = await db.all<{ noted: number }>(sql`update source_states
    set asked_at = (select json_group_array(value) from (${recent} union all select ${nowMs}))
    where source_id = ${sourceId} and (select count(*) from (${recent})) < ${most} returning 1 as noted`)
  if (row) return { noted: true }
  const [held] = await db.all<{ oldestMs: number | null }>(
    sql`select (select min(value) from (${recent})) as "oldestMs" from source_states where source_id = ${sourceId}`,
  )
  return { noted: false, oldestMs: held?.oldestMs ?? nowMs }
}

/** Adds checks to their hours. */
export function countPolls(
  db: Pick<Database, 'run'>,
  checks: readonly { at: string; failed: boolean }[],
  applies: SQL = sql`1`,
): Statement[] {
  if (!checks.length) return []
  const hours = new Map<string, { hour: string; attempted: number; failed: number }>()
  for (const { at, failed } of checks) {
    const hour = at.slice(0, 13)
    const sum = hours.get(hour) ?? { hour, attempted: 0, failed: 0 }
    hours.set(hour, { hour, attempted: sum.attempted + 1, failed: sum.failed + (failed ? 1 : 0) })
  }
  return [
    db.run(sql`insert into poll_hours (hour, attempted, failed)
      select value->>'hour', value->>'attempted', value->>'failed' from json_each(${JSON.stringify([...hours.values()])}) where ${applies}
      on conflict (hour) do update set attempted = poll_hours.attempted + excluded.attempted, failed = poll_hours.failed + excluded.failed`),
  ]
}

/** Sources whose document was told as gone or gated and has been read again since. */
export async function returnedSources(
  db: Pick<Database, 'select'>,
): Promise<{ sourceId: string; findingId: string; lastGoodAt: string | null }[]> {
  const rows = await db
    .select({ sourceId: sourceStates.sourceId, findingId: sourceStates.gatedFindingId, lastGoodAt: sourceStates.lastGoodAt })
    .from(sourceStates)
    .where(and(isNotNull(sourceStates.gatedFindingId), sql`${sourceStates.gatedSince} is null`))
  return rows.flatMap(({ findingId, ...row }) => (findingId === null ? [] : [{ ...row, findingId }]))
}

export const clearReturned = (db: Pick<Database, 'update'>, sourceId: string, findingId: string) =>
  db
    .update(sourceStates)
    .set({ gatedFindingId: null })
    .where(and(eq(sourceStates.sourceId, sourceId), eq(sourceStates.gatedFindingId, findingId), sql`${sourceStates.gatedSince} is null`))
