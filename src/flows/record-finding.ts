import { packVersion } from '../core/pack'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import type { Case } from '../store/cases'
import { type Finding, findingById, writeFindings } from '../store/findings'
import { reachOf, responsibility, vendorRow } from '../store/reach'
import { combine, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { type ClaimMove, isLost, writeMoves } from './follow-claims'
import { lapseDecisions } from './lapse-decisions'
import { noticeOfCase, noticeOfProvisional, noticesOfFinding } from './notify-people'
import { openCase } from './open-case'
import { type FindingPlan, planFinding, severityAlone } from './plan-finding'
import { proposeSystem } from './propose-system'
import { type Moved, restingOnMoves, withResting } from './resting-reviews'

export type FindingPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

/** A finding before it is one: what was seen or told. `detectedAt` is an instant; the others are days. */
export type NewFinding = Pick<
  Finding,
  | 'changeId'
  | 'vendorId'
  | 'systemIds'
  | 'sourceId'
  | 'kinds'
  | 'announcement'
  | 'announcedBy'
  | 'announcementWhy'
  | 'announcementOpenUntil'
  | 'effectiveOn'
  | 'effectiveWords'
  | 'objectBy'
  | 'quotes'
  | 'origin'
  | 'detectedAt'
> &
  Partial<Pick<Finding, 'id' | 'notifiedOn' | 'sets' | 'reported' | 'reason' | 'headline'>>

export type Recorded = { finding: Finding; case: Case | null; writing: Writing }

/**
 * What a new finding writes, for one batch with whatever else belongs to it (a poll's snapshot and change). *Provisional*: the finding alone, no
 * case. *Confirmed*: with its case, reviews and to-dos, the claims that it moves and what rests on them. Reads the register; writes nothing itself. The
 * vendor must exist.
 */
export async function recordFinding(
  ports: FindingPorts,
  given: NewFinding,
  state: 'provisional' | 'confirmed',
  moves: readonly ClaimMove[] = [],
): Promise<Recorded> {
  const { db } = ports
  const finding = await findingOf(ports, given, state)
  if (state === 'confirmed') return confirmed(ports, finding, { isNew: true, action: `finding.${given.origin}`, moves })
  const plan = planFinding(ports, finding, await reachOf(db, finding))
  const provisional = { ...finding, severity: plan.severity }
  const writing = combine(writeFindings(db, `finding.${given.origin}`, { added: [provisional] }), noticeOfProvisional(ports, provisional))
  return { finding: provisional, case: null, writing }
}

async function findingOf({ db, now, newId }: FindingPorts, given: NewFinding, state: 'provisional' | 'confirmed'): Promise<Finding> {
  const vendor = await vendorRow(db, given.vendorId)
  if (!vendor) throw new Error(`a finding on a vendor that is not registered: ${given.vendorId}`)
  const at = now()
  return {
    notifiedOn: null,
    sets: null,
    reported: null,
    reason: null,
    headline: null,
    ...given,
    id: given.id ?? newId(),
    severity: 'info',
    state,
    confirmedAt: state === 'confirmed' ? at : null,
    caseId: null,
    version: 1,
    demo: vendor.demo,
    updatedAt: at,
  }
}

/**
 * What is written when something that reviews were signed on no longer stands, and no vendor has changed anything: a confirmed finding with a case of these
 * reviews alone, whatever else its kinds link to. Nothing where nothing rested on it; then `finding` is null.
 */
export async function recordResting(
  ports: FindingPorts,
  given: NewFinding,
  resting: readonly Moved[],
): Promise<{ finding: Finding | null; writing: Writing }> {
  const finding = await findingOf(ports, given, 'confirmed')
  const blank: FindingPlan = {
    severity: severityAlone(finding),
    tasks: [],
    deployments: [],
    notes: [],
    explanations: [],
    pack: packVersion,
  }
  const plan = await withResting(ports, blank, finding, resting)
  if (!plan.tasks.length) return { finding: null, writing: nothing }
  // nothing to object to: no contract's days run
  const reach = { ...(await reachOf(ports.db, finding)), contracts: [] }
  const held = await responsibility(ports.db, ports.now().slice(0, 10))
  const opened = await openCase(ports, { finding, plan, reach, responsibility: held, isNew: true, action: `finding.${given.origin}` })
  return { finding: opened.finding, writing: combine(opened.writing, noticeOfCase(ports, opened.case)) }
}

/** What the confirmation of a provisional finding writes: its case and reviews, the claims it moves. The caller has checked that it is provisional. */
export function confirmWriting(ports: FindingPorts, finding: Finding, moves: readonly ClaimMove[] = []): Promise<Recorded> {
  const at = ports.now()
  const next: Finding = { ...finding, state: 'confirmed', confirmedAt: at, version: finding.version + 1, updatedAt: at }
  return confirmed(ports, next, { isNew: false, action: 'finding.confirmed', moves })
}

type How = { isNew: boolean; action: string; moves: readonly ClaimMove[] }

async function confirmed(ports: FindingPorts, finding: Finding, { moves, ...how }: How): Promise<Recorded> {
  const { db } = ports
  const proposed = await proposeSystem(ports, finding)
  const reach = await reachOf(db, finding)
  const systems = proposed ? [...reach.systems, proposed.system].sort((a, b) => (a.id < b.id ? -1 : 1)) : reach.systems
  const vendors = reach.vendors.some((vendor) => vendor.id === finding.vendorId) ? [] : [await vendorRow(db, finding.vendorId)]
  const whole = { ...reach, systems, vendors: [...reach.vendors, ...vendors.filter((vendor) => vendor !== null)] }
  const plan = await withResting(ports, planFinding(ports, finding, whole), finding, await restingOnMoves(ports, moves))
  const opened = await openCase(ports, {
    finding,
    plan,
    reach: whole,
    responsibility: await responsibility(db, ports.now().slice(0, 10)),
    ...how,
  })
  const followed = moves.length ? await claimsMoved(ports, opened.finding, moves) : nothing
  return { ...opened, writing: combine(opened.writing, proposed?.writing ?? nothing, noticeOfCase(ports, opened.case), followed) }
}

/** The claims that a confirmed finding moves. */
export async function claimsMoved(ports: FindingPorts, finding: Finding, moves: readonly ClaimMove[]): Promise<Writing> {
  const lost = moves.filter(isLost)
  const text = lost.map(
    ({ claim, fate }) => `What supports the answer to ${claim.questionId} ${fate.state === 'gone' ? 'is gone' : 'was edited'}.`,
  )
  const lapsed = lost.length
    ? await lapseDecisions(ports, { claimIds: lost.map(({ claim }) => claim.id), text: [...new Set(text)].join(' ') })
    : nothing
  return combine(writeMoves(ports, moves, finding), lapsed)
}

export type FindingRefusal = Refusal<'unknown' | 'not-provisional'>

/** A provisional finding that a second fetch or a person bears out: it gets its case. `movesOf` tells what it moves of the claims. */
export const confirmFinding = (
  ports: FindingPorts,
  actor: Actor,
  id: string,
  movesOf: (finding: Finding) => Promise<ClaimMove[]> = async () => [],
): Promise<Persisted<Recorded, FindingRefusal>> =>
  settle(ports, actor, id, async (finding) => confirmWriting(ports, finding, await movesOf(finding)))

/** What the second fetch did not see again: never a case. Who was told of it is told. */
export const disproveFinding = (ports: FindingPorts, id: string): Promise<Persisted<Recorded, FindingRefusal>> =>
  settle(ports, ruleActor, id, (finding) => disproveWriting(ports, finding))

/** What `disproveFinding` writes, for a batch of the caller's. */
export async function disproveWriting(ports: FindingPorts, finding: Finding): Promise<Recorded> {
  const next: Finding = { ...finding, state: 'not-confirmed', version: finding.version + 1, updatedAt: ports.now() }
  const told = await noticesOfFinding(ports, finding.id, 'finding.not-confirmed')
  return { finding: next, case: null, writing: combine(writeFindings(ports.db, 'finding.not-confirmed', { changed: [next] }), told) }
}

function settle(
  ports: FindingPorts,
  actor: Actor,
  id: string,
  write: (finding: Finding) => Promise<Recorded>,
): Promise<Persisted<Recorded, FindingRefusal>> {
  return persist<Recorded, FindingRefusal>(ports, actor, async () => {
    const finding = await findingById(ports.db, id)
    if (!finding) return { ok: false, reason: 'unknown' }
    if (finding.state !== 'provisional') return { ok: false, reason: 'not-provisional', detail: `The finding is ${finding.state}.` }
    const recorded = await write(finding)
    return { ok: true, writing: recorded.writing, result: recorded }
  })
}
