import { sql } from 'drizzle-orm'
import type { Actor } from '../store/audit'
import { type Case, caseById, unanswered, writeCases } from '../store/cases'
import { dismissalsOfCase, writeDismissals } from '../store/dismissals'
import { followUpKey, leaveFollowUp } from '../store/follow-ups'
import { type Review, reviewsOfCases, writeReviews } from '../store/reviews'
import { dropSetting } from '../store/settings'
import { combine, nothing, type Persisted, persist, type Writing } from '../store/writing'
import type { LeftOver } from './finish-left-over'
import { liftLapses } from './lapse-decisions'
import { withoutNotices } from './notify-people'
import type { FindingPorts } from './record-finding'
import { decideTakenBack, type EditsOfRecord, takeBackSets } from './take-back-sets'
import type { TriageRefusal } from './triage-case'

const undoMs = 3_600_000

/**
 * Takes an answer back within the hour: the case is open again, and so are the reviews that it closed, unless another has been opened in their place.
 * Notices that have not been sent are withdrawn. Register edits that were accepted are taken back, but for records that were edited since: `kept`
 * names those.
 */
export async function undoTriage(ports: FindingPorts, actor: Actor, id: string): Promise<Persisted<Undone, TriageRefusal>> {
  const done = await undo(ports, actor, id)
  if (!done.ok) return done
  const { before, back, ...result } = done.result
  await decideTakenBack(ports, actor, before, back)
  await dropSetting(ports.db, leftKey(before))
  return { ok: true, result }
}

/** The case as it is again, and the edits that stand. */
export type Undone = { case: Case; kept: EditsOfRecord[] }
type Taken = Undone & { before: Case; back: EditsOfRecord[] }

function undo(ports: FindingPorts, actor: Actor, id: string): Promise<Persisted<Taken, TriageRefusal>> {
  const { db, now } = ports
  return persist<Taken, TriageRefusal>(ports, actor, async () => {
    const before = await caseById(db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.answer === null || before.triagedAt === null || before.joinedInto) return { ok: false, reason: 'nothing-to-undo' }
    if (before.answer === 'material' && before.state === 'closed')
      return { ok: false, reason: 'nothing-to-undo', detail: 'Its reviews have been closed since.' }
    const at = now()
    const since = before.approvedAt ?? before.triagedAt
    if (Date.parse(at) - Date.parse(since) > undoMs)
      return { ok: false, reason: 'too-late', detail: `Answered on ${since}; an answer can be undone within the hour.` }
    const next: Case = {
      ...before,
      state: 'open',
      stateBefore: null,
      ...unanswered,
      version: before.version + 1,
      updatedAt: at,
    }
    const { writing: edits, back, kept } = await takeBackSets(ports, before)
    const writing = combine(
      writeCases(db, 'case.triage-undone', { changed: [next] }),
      edits,
      before.state === 'closed' ? await reopenClosed(ports, before, at) : nothing,
      writeDismissals(db, { removed: await dismissalsOfCase(db, id) }),
      withoutNotices(ports, id),
      before.answer === 'material' ? await liftLapses(ports, id, before.findingIds) : nothing,
      leftToDo(ports, before, back),
    )
    return { ok: true, writing, result: { case: next, kept, before, back } }
  })
}

const leftKey = ({ id, version }: Case) => followUpKey('undo', `${id}:${version}`)

/** Kept until the reviews are decided again: a process that dies in between leaves it to the next tick. */
function leftToDo({ db, now }: Pick<FindingPorts, 'db' | 'now'>, before: Case, back: readonly EditsOfRecord[]): Writing {
  const value: LeftOver = { what: 'triage-undone', triagedAt: before.triagedAt, back: [...back] }
  return { acts: [], write: (applies) => [leaveFollowUp(db, { key: leftKey(before), value }, now(), applies)], guard: sql`1` }
}

async function reopenClosed({ db }: Pick<FindingPorts, 'db'>, closed: Case, at: string): Promise<Writing> {
  const all = await reviewsOfCases(db, [closed.id])
  const taken = new Set(all.filter((review) => review.state !== 'closed').map((review) => `${review.deploymentId} ${review.obligationId}`))
  const mine = all.filter((review) => review.state === 'closed' && review.outcome === 'not-material' && review.closedAt === closed.closedAt)
  const reviews = mine
    .filter((review) => !taken.has(`${review.deploymentId} ${review.obligationId}`))
    .map(
      (review): Review => ({
        ...review,
        state: review.startedAt ? 'in-progress' : 'open',
        outcome: null,
        outcomeReason: null,
        closedAt: null,
        closedBy: null,
        approvedBy: null,
        approvedAt: null,
        version: review.version + 1,
        updatedAt: at,
      }),
    )
  return writeReviews(db, 'review.reopened', { changed: reviews })
}
