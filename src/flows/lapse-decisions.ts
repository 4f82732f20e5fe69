import { sql } from 'drizzle-orm'
import type { Because } from '../core/decision'
import { changeInWords } from '../notify/words'
import type { Ports } from '../ports'
import { type Decision, decisionsById, decisionsOfCases, decisionsRestingOn, lapsedByFindings, writeDecisions } from '../store/decisions'
import { findingsById } from '../store/findings'
import { vendorNames } from '../store/register-page'
import { combine, nothing, type Writing } from '../store/writing'
import { notice, noticesOf } from './notify-people'

type Needs = Pick<Ports, 'db' | 'now' | 'newId'>

/** What moved. `text` says of what is listed by id what became of it; findings of cases are told in their own words. */
export type LapseCause = {
  claimIds?: readonly string[]
  evidenceIds?: readonly string[]
  certificateIds?: readonly string[]
  contractIds?: readonly string[]
  /** Triaged as material. */
  caseIds?: readonly string[]
  /** Of the cases only reviews that were opened after the last signature count: those that an edit of the register brought later. */
  unsignedReviews?: boolean
  text?: string | ((type: string) => string)
}

/**
 * The writing by which signed decisions lapse with what they rest on, to go into the batch of the cause itself; what does not stand in a basis moves
 * none. Each says why, and who signed it is told.
 */
export async function lapseDecisions(ports: Needs, cause: LapseCause): Promise<Writing> {
  const because = new Map<string, Because[]>()
  const add = (decisionId: string, why: Because) => because.set(decisionId, [...(because.get(decisionId) ?? []), why])
  const wordsOf = (type: string) =>
    typeof cause.text === 'function' ? cause.text(type) : (cause.text ?? `The ${type} that it rests on no longer stands`)
  const listed = [
    ['claim', cause.claimIds],
    ['evidence', cause.evidenceIds],
    ['certificate', cause.certificateIds],
    ['contract', cause.contractIds],
  ] as const
  for (const [type, ids] of listed)
    for (const { decisionId, refId } of await decisionsRestingOn(ports.db, type, ids ?? []))
      add(decisionId, { type, id: refId, text: wordsOf(type) })
  const byCase = await decisionsOfCases(ports.db, cause.caseIds ?? [], { unsignedReviews: cause.unsignedReviews })
  const words = await findingsInWords(
    ports,
    byCase.map((row) => row.findingId),
  )
  for (const { decisionId, findingId } of byCase)
    add(decisionId, { type: 'finding', id: findingId, text: words.get(findingId) ?? 'A change triaged as material' })
  if (!because.size) return nothing
  const at = ports.now()
  const lapsed = (await decisionsById(ports.db, [...because.keys()])).map(
    (before): Decision => ({
      ...before,
      state: 'lapsed',
      because: (because.get(before.id) ?? []).slice(0, 50),
      lapsedAt: at,
      version: before.version + 1,
      updatedAt: at,
    }),
  )
  return combine(
    writeDecisions(ports.db, 'decision.lapsed', { changed: lapsed }),
    noticesOf(
      ports,
      lapsed.flatMap((one) => tellSigners(ports, one)),
    ),
  )
}

const tellSigners = (ports: Needs, one: Decision) =>
  [...new Set(one.signatures.map(({ personId }) => personId))].map((personId) =>
    notice(ports, {
      idempotencyKey: `decision.lapsed ${one.id} ${one.version} ${personId}`,
      event: 'decision.lapsed',
      personId,
      severity: one.critical ? 'critical' : 'high',
      payload: { decisionId: one.id, deploymentId: one.deploymentId, because: one.because.slice(0, 5).map(({ text }) => text) },
      demo: one.demo,
    }),
  )

async function findingsInWords({ db }: Needs, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const found = await findingsById(db, [...new Set(ids)])
  const names = await vendorNames(
    db,
    found.map((one) => one.vendorId),
  )
  return new Map(found.map((one) => [one.id, changeInWords(names.get(one.vendorId) ?? 'A vendor', one)]))
}

/** Puts back in force what lapsed by these findings alone: their triage is undone. What somebody signed or lapsed by other things since stays as it is. */
export async function liftLapses({ db, now }: Pick<Ports, 'db' | 'now'>, caseId: string, findingIds: readonly string[]): Promise<Writing> {
  const reached = sql`(deployment_id in (select deployment_id from case_deployments where case_id = ${caseId})
    or id in (select decision_id from decision_basis join findings on findings.source_id = decision_basis.source_id where findings.case_id = ${caseId}))`
  const at = now()
  const mine = (await lapsedByFindings(db, findingIds, reached)).filter((one) =>
    one.because.every(({ type, id }) => type === 'finding' && findingIds.includes(id)),
  )
  const back = mine.map(
    (one): Decision => ({
      ...one,
      state: one.critical && one.signatures.length < 2 ? 'awaiting-second-signature' : 'in-force',
      because: [],
      lapsedAt: null,
      version: one.version + 1,
      updatedAt: at,
    }),
  )
  return writeDecisions(db, 'decision.lapse-undone', { changed: back })
}
