import { checksOf } from '../core/checks'
import { heldReason } from '../core/held'
import type { Ports } from '../ports'
import { personById } from '../store/people'
import type { Vendor } from '../store/register'
import { toldOf } from '../store/told'
import { isVisible, type Scope } from '../store/visibility'
import { askedOf, type Between, changesBetween, findingsBetween, watchedOf } from '../store/why'
import { isSevereEnough, noticeEvent } from './notice-events'
import { type timingOf, wishesOf } from './notice-timing'

const dayMs = 86_400_000
const daysAround = 7

/** What somebody missed: a vendor, perhaps one of its sources or one change, words of it, and the day (UTC) on which it should have been told. */
export type Missed = { vendor: Vendor; sourceId: string | null; findingId: string | null; words: string; on: string }

/** The days that are looked at: a week before and after, up to now. */
export function rangeAround(on: string, now: string): Between {
  const at = Date.parse(`${on}T00:00:00Z`)
  const to = new Date(at + (daysAround + 1) * dayMs - 1).toISOString()
  return { from: new Date(at - daysAround * dayMs).toISOString(), to: to < now ? to : now }
}

const has = (text: string | null, words: readonly string[]) => {
  const folded = (text ?? '').toLowerCase()
  return words.every((word) => folded.includes(word))
}
const wordsOf = (typed: string) => typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** How a source was asked within a range: good checks, failures by cause, and the longest time without a good one. */
function watching(
  source: { id: string; intervalMinutes: number; createdAt: string },
  { fetched, unchanged }: Awaited<ReturnType<typeof askedOf>>,
  { from, to }: Between,
) {
  const mine = fetched.filter((one) => one.sourceId === source.id)
  const good = (verdict: string) => verdict === 'ok' || verdict === 'not-modified' || verdict === 'partial'
  const checks = unchanged
    .filter((run) => run.sourceId === source.id)
    .flatMap((run) => (run.checks ? checksOf(run.checks, run.firstAt).map((one) => one.at) : [run.firstAt, run.lastAt]))
    .filter((at) => at >= from && at <= to)
  const seen = [...mine.filter((one) => good(one.verdict)).map((one) => one.at), ...checks].sort()
  const failed = mine.filter((one) => !good(one.verdict))
  const begin = source.createdAt > from ? source.createdAt : from
  let gap = { from: begin, to: seen[0] ?? to, ms: Date.parse(seen[0] ?? to) - Date.parse(begin) }
  for (const [index, at] of seen.entries()) {
    const next = seen[index + 1] ?? to
    const ms = Date.parse(next) - Date.parse(at)
    if (ms > gap.ms) gap = { from: at, to: next, ms }
  }
  const causes = [...new Set(failed.map((one) => one.cause ?? one.verdict))]
  return { good: seen.length, failed: failed.length, causes, gap: gap.ms > 3 * source.intervalMinutes * 60_000 ? gap : null }
}

/**
 * Why somebody was told nothing: from the records alone, so that the same question has the same answer. In the order in which news travel: whether it was
 * watched, asked and read; what was seen and held back; what became of it; whom it was told, and what the reader's own settings do with such news. What
 * the asker may not see is not among it.
 */
export async function whyNoAlert({ db, now }: Pick<Ports, 'db' | 'now'>, scope: Scope, readerId: string, missed: Missed) {
  const range = rangeAround(missed.on, now())
  const words = wordsOf(missed.words)
  const all = await watchedOf(db, missed.vendor.id)
  const chosen = missed.sourceId ? all.filter((one) => one.source.id === missed.sourceId) : all
  const ids = chosen.map((one) => one.source.id)
  const [asked, changes, found, reader] = await Promise.all([
    askedOf(db, ids, range),
    changesBetween(db, ids, range),
    findingsBetween(db, { vendorId: missed.vendor.id, findingId: missed.findingId, ...range }),
    personById(db, readerId),
  ])
  const matching = found.filter(
    ({ finding }) => missed.findingId !== null || !words.length || finding.quotes.some((quote) => has(quote.text, words)),
  )
  const quiet = changes.flatMap((change) => {
    const held = change.heldBack.filter((one) => has(one.text, words)).map((one) => ({ text: one.text, why: heldReason(one.rule) }))
    const editorial =
      change.verdict === 'material'
        ? []
        : change.differences
            .filter((one) => has(one.after, words) || has(one.before, words))
            .map((one) => ({ text: one.after ?? one.before ?? '', why: `taken for editorial: ${one.why}` }))
    return held.length || editorial.length ? [{ change, parts: [...held, ...editorial] }] : []
  })
  const told = await Promise.all(
    matching.slice(0, 10).map(async (one) => ({
      ...one,
      told: await toldOf(db, { findingId: one.finding.id, caseId: one.finding.caseId }),
    })),
  )
  return {
    range,
    sources: chosen.map((one) => ({ ...one, asked: watching(one.source, asked, range), watchedThen: one.source.createdAt <= range.to })),
    moreSources: all.length > chosen.length,
    changes: changes.length,
    quiet: quiet.slice(0, 20),
    findings: told,
    reader: reader ? { ...readerOf(reader, told), sees: (await isVisible(db, scope, 'vendors', missed.vendor.id)) === true } : null,
  }
}
export type Why = Awaited<ReturnType<typeof whyNoAlert>>

type Reader = NonNullable<Awaited<ReturnType<typeof personById>>>
type Case = { finding: { severity: Parameters<typeof timingOf>[1] }; case: { severity: Parameters<typeof timingOf>[1] } | null }

/** What a person's role and wishes make of news such as these. */
function readerOf(person: Reader, found: readonly Case[]) {
  const wishes = wishesOf(person)
  const severity = found[0]?.case?.severity ?? found[0]?.finding.severity ?? null
  const to = noticeEvent('case.opened').to
  return {
    person,
    wishes,
    /** Whether news of a new case go to this role by themselves; others hear of the reviews that they own. */
    isForRole: person.role === 'administrator' || to.some((role) => role === person.role),
    tooMild: severity !== null && person.minSeverity !== null && !isSevereEnough(severity, person.minSeverity),
    severity,
  }
}
