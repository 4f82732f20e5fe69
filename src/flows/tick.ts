import { and, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { addDays } from '../core/day'
import type { Ports } from '../ports'
import { appendAudited, ruleActor } from '../store/audit'
import { type Case, withFindings, writeCases } from '../store/cases'
import { runBatch } from '../store/database'
import { expiringBetween } from '../store/evidence'
import { writeFindings } from '../store/findings'
import { cases, findings, settings } from '../store/schema'
import { setting } from '../store/settings'
import { combine, type Writing } from '../store/writing'
import { decisionClock } from './decision-clock'
import { dutiesBinding } from './duties-binding'
import { endCertificates } from './end-certificates'
import { finishLeftOver } from './finish-left-over'
import { followDocuments } from './follow-documents'
import { handOverLeftOver } from './hand-over'
import { keepPromises } from './keep-promises'
import { keepListedDates, modelNotices } from './model-notices'
import { awake } from './move-case'
import { notice, noticesOf } from './notify-people'
import { recheckAnnouncements } from './recheck-announcements'
import { remindOfEndings } from './remind-of-endings'
import { remindQuestionnaires } from './remind-questionnaires'
import { settleReturned } from './settle-returned'
import { decideLeftOver } from './settle-to-dos'
import { tellHealth } from './tell-health'
import { trimCaptures } from './trim-captures'
import { vendorRhythm } from './vendor-rhythm'
import { changedLabels, newlyLate } from './work-of-the-day'

export const lastTickKey = 'last-tick'
export type TickCounts = Record<string, number>
type TickPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log' | 'bodies' | 'pipeline'>

/** What lies between two ticks: after `from` (null at the first), up to and with `at`. */
export type Window = { from: string | null; at: string }
export type Part = { counts: TickCounts; writing: Writing }

const maxRounds = 8

/**
 * Does once all that is due at an instant, and answers how much of it by name. Everything is worked out from the window since the last tick, and
 * written together with the instant of this one, so that a week's sleep is caught up in one tick and two ticks at once do nothing twice. An
 * instant before the last tick is refused.
 */
export async function tick(
  given: TickPorts,
  at: string,
): Promise<{ ok: true; counts: TickCounts } | { ok: false; reason: 'before-last'; last: string }> {
  const ports: TickPorts = { ...given, now: () => at }
  const before = await lastTick(ports)
  if (before !== null && at < before) return { ok: false, reason: 'before-last', last: before }
  const announced = await recheckAnnouncements(ports)
  const again = await decideLeftOver(ports)
  const trimmed = await trimCaptures(ports)
  await handOverLeftOver(ports)
  await finishLeftOver(ports)
  const returned = await settleReturned(ports)
  const unkept = await keepPromises(ports)
  const certificatesEnded = await endCertificates(ports, before)
  await keepListedDates(ports)
  const followed = await followDocuments(ports)
  for (let round = 0; round < maxRounds; round++) {
    const from = await lastTick(ports)
    if (from !== null && at < from) return { ok: false, reason: 'before-last', last: from }
    const window = { from, at }
    const parts = [
      await wake(ports, window),
      await finish(ports),
      await closeWindows(ports, window),
      await expire(ports, window),
      await remindOfEndings(ports, window),
      await remindQuestionnaires(ports, window),
      await decisionClock(ports, window),
      await modelNotices(ports, window),
      await dutiesBinding(ports, window),
      await vendorRhythm(ports, window),
      await newlyLate(ports, window),
      await changedLabels(ports, window),
      await tellHealth(ports, window),
    ]
    if (!(await write(ports, window, combine(...parts.map((part) => part.writing))))) continue
    const counts = Object.assign(
      { findingsAnnounced: announced, reviewsDecidedAgain: again, documentsReturned: returned, promisesUnkept: unkept, certificatesEnded },
      followed,
      trimmed,
      ...parts.map((part) => part.counts),
    )
    ports.log('tick.done', { at, ...counts })
    return { ok: true, counts }
  }
  throw new Error(`other ticks kept coming: ${maxRounds} rounds`)
}

/** The instant of the last tick of any process; null before the first. */
export async function lastTick({ db }: Pick<Ports, 'db'>): Promise<string | null> {
  const value = await setting(db, lastTickKey)
  return typeof value === 'string' ? value : null
}

/** One batch that holds only while no other tick has come between. False when one has, or when a record that was read has changed. */
async function write({ db, now, digest }: TickPorts, { from, at }: Window, { acts, write, guard }: Writing): Promise<boolean> {
  const stands =
    from === null
      ? sql`not exists (select 1 from settings where key = ${lastTickKey})`
      : sql`exists (select 1 from settings where key = ${lastTickKey} and value = ${JSON.stringify(from)})`
  const mark = (applies: typeof stands) =>
    db.all(sql`insert into ${settings} (key, value, updated_at) select ${lastTickKey}, ${JSON.stringify(at)}, ${at} where ${applies}
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at returning key`)
  const held = sql`${stands} and ${guard}`
  if (acts.length) return appendAudited({ db, now, digest }, ruleActor, acts, (applies) => [...write(applies), mark(applies)], held)
  const marked = (await runBatch(db, [...write(held), mark(held)])).at(-1)
  return Array.isArray(marked) && marked.length > 0
}

const day = (instant: string) => instant.slice(0, 10)

/** Snoozes that end. */
async function wake({ db }: TickPorts, { at }: Window): Promise<Part> {
  const rows = await db
    .select()
    .from(cases)
    .where(and(eq(cases.state, 'snoozed'), lte(cases.snoozedUntil, day(at))))
  const woken = (await withFindings(db, rows)).map((one) => awake(one, at))
  return { counts: { snoozesEnded: woken.length }, writing: writeCases(db, 'case.woken', { changed: woken }) }
}

/** Cases that were triaged as material and have no open review, whichever way the last one went. */
async function finish({ db, now }: TickPorts): Promise<Part> {
  const rows = await db
    .select()
    .from(cases)
    .where(
      and(
        eq(cases.state, 'triaged'),
        sql`not exists (select 1 from review_reasons join reviews on reviews.id = review_reasons.review_id where review_reasons.case_id = ${cases.id} and reviews.state <> 'closed')`,
      ),
    )
  const at = now()
  const closed = (await withFindings(db, rows)).map(
    (one): Case => ({ ...one, state: 'closed', closedAt: at, version: one.version + 1, updatedAt: at }),
  )
  return { counts: { casesClosed: closed.length }, writing: writeCases(db, 'case.closed', { changed: closed }) }
}

/** Findings that a notice can no longer turn into announced ones. */
async function closeWindows({ db }: TickPorts, { at }: Window): Promise<Part> {
  const rows = await db
    .select()
    .from(findings)
    .where(and(isNotNull(findings.announcementOpenUntil), lte(findings.announcementOpenUntil, at)))
  const closed = rows.map((finding) => ({ ...finding, announcementOpenUntil: null, version: finding.version + 1, updatedAt: at }))
  return {
    counts: { announcementWindowsClosed: closed.length },
    writing: writeFindings(db, 'finding.announcement-settled', { changed: closed }),
  }
}

/** Evidence whose last day has gone by since. */
async function expire(ports: TickPorts, { from, at }: Window): Promise<Part> {
  const expired = await expiringBetween(ports.db, from === null ? '' : day(from), day(at))
  const told = expired.map((one) =>
    notice(ports, {
      idempotencyKey: `evidence.expired ${one.id} ${one.expiresOn}`,
      event: 'evidence.expired',
      payload: {
        evidenceId: one.id,
        vendorId: one.vendorId,
        expiresOn: one.expiresOn,
        late: one.expiresOn !== null && addDays(one.expiresOn, 1) < day(at),
      },
      demo: one.demo,
    }),
  )
  return { counts: { evidenceExpired: expired.length }, writing: noticesOf(ports, told) }
}
