import { closeReviews } from '../flows/close-reviews'
import { approveReview, startReview } from '../flows/move-review'
import { approveCase, triageCase } from '../flows/triage-case'
import type { Ports } from '../ports'
import { firstFindings } from '../store/demo-records'
import { type Review, reviewsOfCases } from '../store/reviews'
import type { DemoPerson } from './register'
import type { Step } from './story'

type Place = { ago: number; sourceId: string; person: (key: DemoPerson) => string; changedAgo: (at: string) => number; played: Set<Step> }
type Refused = { ok: false; reason: string; detail?: string }

/** What a person does on this day about the finding that the step names; nothing before its day, twice, or when it was not found. */
export async function playStep(ports: Ports, step: Step, { ago, sourceId, person, changedAgo, played }: Place): Promise<void> {
  const found = await firstFindings(ports.db, sourceId, step.nth)
  const finding = found[step.nth - 1]
  if (!finding?.caseId || changedAgo(finding.detectedAt) - ago < step.after || played.has(step)) return
  played.add(step)
  const actor = { personId: person(step.by) }
  switch (step.act) {
    case 'material':
    case 'not-material':
      return done(step, await triageCase(ports, actor, finding.caseId, { answer: step.act, reason: step.reason }))
    case 'approve':
      return done(step, await approveCase(ports, actor, finding.caseId))
    case 'start':
      for (const review of await share(ports, finding.caseId, step.share))
        if (review.state === 'open') done(step, await startReview(ports, actor, review.id))
      return
    case 'close': {
      const items = (await share(ports, finding.caseId, step.share)).map(({ id }) => ({
        id,
        outcome: step.outcome,
        reason: step.reason,
        evidenceIds: [],
      }))
      if (!items.length) return
      const closed = await closeReviews(ports, actor, items)
      done(step, closed)
      if (!closed.ok || !step.approvedBy) return
      for (const review of closed.result)
        if (review.state === 'awaiting-second-signature')
          done(step, await approveReview(ports, { personId: person(step.approvedBy) }, review.id))
    }
  }
}

/** The first reviews of a case that are still to be worked on, by their dates. */
async function share({ db }: Pick<Ports, 'db'>, caseId: string, part: number): Promise<Review[]> {
  const open = (await reviewsOfCases(db, [caseId], 'open')).filter((review) => review.state !== 'awaiting-second-signature')
  open.sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1))
  return open.slice(0, Math.ceil(open.length * part))
}

/** A step that is refused is a fault of the story, not of the reader. */
function done(step: Step, outcome: { ok: true } | Refused): void {
  if (!outcome.ok)
    throw new Error(`the demonstration's step "${step.act}" on ${step.page} was refused: ${outcome.reason} ${outcome.detail ?? ''}`)
}
