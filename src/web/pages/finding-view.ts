import { assignable, type CasePage, casePage, joinableCases } from '../../store/case-page'
import { type ChangeLine, changeWithSource, neighbours, waysFrom } from '../../store/changes-page'
import { changesOverTime } from '../../store/charts'
import { contradictionOfFinding } from '../../store/contradictions'
import { sourcesByIds } from '../../store/notice-facts'
import { standingIn } from '../../store/reach'
import { vendorById } from '../../store/register'
import { allSystemsOf } from '../../store/register-page'
import { supplyChainOf } from '../../store/supply-chain'
import type { Caller } from '../authorise'
import { can } from '../authorise'
import type { AppDeps } from '../environment'
import { dayMs } from '../ui/days'
import { storyOf } from './case-story'
import { surroundings } from './passage-around'

/** So many passages stand open, with what stands around them; the others are folded. */
export const shownOpen = 4

/** All that the page of a finding shows: the change, its case with the uses and reviews that the caller may see, and who rests on it. */
export async function findingView(deps: AppDeps, caller: Caller, line: ChangeLine) {
  const { db } = deps.ports
  const { finding } = line
  const [change, opened, around, story, year, vendor] = await Promise.all([
    finding.changeId ? changeWithSource(db, finding.changeId) : null,
    finding.caseId ? casePage(db, finding.caseId) : null,
    neighbours(db, caller, finding),
    storyOf(deps, caller, finding),
    changesOverTime(db, caller, { since: yearBefore(finding.detectedAt), vendorId: finding.vendorId }),
    vendorById(db, finding.vendorId),
  ])
  const promised = vendor?.facts.changeNoticeDays
  const roots = finding.systemIds.length ? finding.systemIds : (await allSystemsOf(db, finding.vendorId)).map((system) => system.id)
  const seen = caller.unitIds
    ? (opened?.uses ?? []).filter((use) => use.deployment.unitId === null || caller.unitIds?.includes(use.deployment.unitId))
    : (opened?.uses ?? [])
  const visible = opened ? visibleReviews(opened, caller) : []
  const [ways, chain, context, away] = await Promise.all([
    waysFrom(db, roots),
    supplyChainOf(db, caller, roots),
    surroundings(deps, change, change?.change.differences.slice(0, shownOpen) ?? []),
    standingIn(
      db,
      visible.filter(({ state }) => state !== 'closed'),
      deps.ports.now().slice(0, 10),
    ),
  ])
  const disputed = finding.origin === 'contradiction'
  return {
    line,
    change,
    dispute: disputed ? await contradictionOfFinding(db, finding.vendorId, finding.id) : null,
    quoted: new Map(
      (await sourcesByIds(db, disputed ? finding.quotes.flatMap(({ sourceId }) => sourceId ?? []) : [])).map((source) => [
        source.id,
        source,
      ]),
    ),
    opened: opened ? { ...opened, uses: seen, reviews: visible } : null,
    around,
    story,
    seenBefore: year.length
      ? { all: year.reduce((sum, row) => sum + row.count, 0), silent: year.reduce((sum, row) => sum + row.silent, 0) }
      : null,
    promised: typeof promised === 'number' ? promised : null,
    ways,
    chain,
    context,
    away,
    people: opened && can(caller, 'write-cases') ? await assignable(db, [opened.case.assigneeId]) : [],
    joinable: opened && opened.case.state !== 'closed' && can(caller, 'write-cases') ? await joinableCases(db, caller, opened.case) : [],
    may: {
      triage: can(caller, 'write-cases'),
      approve: can(caller, 'approve') && opened?.case.triagedBy !== caller.personId,
      confirm: can(caller, 'write-sources'),
      audit: can(caller, 'read-audit'),
    },
  }
}

export type FindingView = Awaited<ReturnType<typeof findingView>>

const yearBefore = (at: string) => new Date(Date.parse(at) - 365 * dayMs).toISOString()

const visibleReviews = ({ reviews }: CasePage, { unitIds, limits }: Caller) =>
  reviews.filter(
    (review) =>
      (unitIds === null || review.unitId === null || unitIds.includes(review.unitId)) &&
      (limits?.frameworks?.includes(review.framework) ?? true),
  )
