import { addDays } from '../../core/day'
import { groupBy } from '../../core/group'
import { showDecisions } from '../../flows/show-decisions'
import { type ChangeLine, linesOfCases } from '../../store/changes-page'
import { decisionsToLookAt, termsDue } from '../../store/decisions'
import { endingsSeen } from '../../store/endings'
import { type QuestionnaireOut, questionnairesOut } from '../../store/questionnaires'
import { registerIsEmpty } from '../../store/shell-page'
import {
  casesOfUses,
  changesByWeek,
  changesJudged,
  type Judged,
  lastActOf,
  newestChange,
  quietSources,
  type UseWork,
  usesOfVendors,
  waitingCases,
  watchedSince,
  workByUse,
} from '../../store/today-page'
import { requestsToMove, type VendorRequest } from '../../store/vendor-requests'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { remembered } from '../remembered'
import { dayMs, daysLeft, longDay, plural } from '../ui/days'
import { Head } from '../ui/parts'
import { Instant } from '../ui/signs'
import { ChangeItem } from './change-item'
import { actBy } from './change-words'
import { Keys } from './changes'
import { FirstDay } from './first-day'
import { shellCounts, show } from './show'
import {
  AnswersItem,
  DecisionItem,
  type DueTerm,
  decisionDay,
  EndingItem,
  type EndingSeen,
  type Quiet,
  QuietItem,
  RequestItem,
  TermItem,
  type ToDecide,
  UseItem,
} from './today-items'
import { Aside, ForAuditors, Watched } from './today-watched'

const mostShown = 40
/** How many days before its day a term of a decision stands here. */
const termDaysAhead = 14
/** How many days before a document, certificate or contract ends it stands here. */
const endingDaysAhead = 30

/** What needs the reader, soonest first; empty means done, and says what was watched meanwhile. */
export function todayPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const kept: Kept = {
    weeks: remembered(ports),
    // nothing that waits for triage comes or goes without an entry in the trail
    waiting: remembered(ports, { exactly: true }),
    judged: remembered(ports, { exactly: true, moreOf: () => newestChange(ports.db) }),
  }
  app.get('/', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    if (await registerIsEmpty(ports.db)) return show(c, deps, { title: 'Today', section: 'today', children: <FirstDay caller={caller} /> })
    const view = await gather(deps, caller, now, kept)
    const count = view.work.length
    return show(c, deps, {
      title: 'Today',
      section: 'today',
      children: (
        <>
          <Head
            title={
              count
                ? count >= mostShown
                  ? `More than ${mostShown - 1} things need you`
                  : `${plural(count, 'thing needs', 'things need')} you`
                : 'Nothing needs you'
            }
            acts={
              <time class="soft" datetime={now} title={`${now.slice(0, 16).replace('T', ' ')} UTC`}>
                {longDay(now)}
              </time>
            }
          >
            <p>
              {count ? (
                urgency(view.work, now)
              ) : view.doneAt ? (
                <>
                  Done since <Instant at={view.doneAt} now={now} />. Everything that waited for you is done.
                </>
              ) : caller.role === 'auditor' ? (
                'Nothing here waits for an auditor. What you read is kept in the log of readings.'
              ) : (
                'Everything that waited for you is done.'
              )}
            </p>
            <p class="small soft">{watchedWords(view)}</p>
          </Head>
          <div class="cols">
            <div>
              {count ? (
                <WorkLists work={view.work} now={now} />
              ) : caller.role === 'auditor' ? (
                <ForAuditors />
              ) : (
                <Watched view={view} now={now} />
              )}
            </div>
            <Aside view={view} now={now} counted={count > 0 || caller.role === 'auditor'} />
          </div>
          <Keys />
        </>
      ),
    })
  })
}

/** One line of work; each type has its line in `today-items.tsx`. */
type Work = { day: string | null } & (
  | { type: 'case'; line: ChangeLine; more: number }
  | { type: 'use'; use: UseWork; caseId: string | null }
  | { type: 'quiet'; quiet: Quiet; uses: string[] }
  | { type: 'decision'; decision: ToDecide }
  | { type: 'term'; term: DueTerm }
  | { type: 'request'; request: VendorRequest }
  | { type: 'answers'; asked: QuestionnaireOut }
  | { type: 'ending'; ending: EndingSeen }
)

/** What is the same for all who see the same, and counted anew once something was written. */
type Kept = {
  weeks: ReturnType<typeof remembered<Awaited<ReturnType<typeof changesByWeek>>>>
  waiting: ReturnType<typeof remembered<Awaited<ReturnType<typeof waitingCases>>>>
  judged: ReturnType<typeof remembered<Judged>>
}

async function gather({ ports }: AppDeps, caller: Caller, now: string, kept: Kept) {
  const { db } = ports
  const weekAgo = new Date(Date.parse(now) - 7 * dayMs).toISOString()
  const day = new Date(now)
  const monday = new Date(Date.parse(`${now.slice(0, 10)}T00:00:00Z`) - ((day.getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10)
  const since = new Date(Date.parse(`${monday}T00:00:00Z`) - 77 * dayMs).toISOString()
  const mayTriage = can(caller, 'write-cases')
  const mends = can(caller, 'write-sources')
  const today = now.slice(0, 10)
  const buys = can(caller, 'write-register')
  const seen = JSON.stringify([caller.unitIds, caller.limits])
  const hour = weekAgo.slice(0, 13)
  const judging = kept.judged(hour, () => changesJudged(db, hour))
  const [decided, terms, waiting, mine, quiet, watched, weeks, counts, doneAt, requests, asked, ending] = await Promise.all([
    can(caller, 'approve') ? decisionsToLookAt(db, caller, today, mostShown) : [],
    termsDue(db, { from: '', to: addDays(today, termDaysAhead), ownerId: caller.personId }),
    mayTriage ? kept.waiting(seen, () => waitingCases(db, caller, mostShown)) : [],
    workByUse(db, caller, caller.personId, can(caller, 'approve'), mostShown),
    quietSources(db, caller, 6),
    watchedSince(db, hour, judging),
    kept.weeks(JSON.stringify([caller.unitIds, monday]), () => changesByWeek(db, caller, { monday, since })),
    shellCounts(ports, caller, weekAgo),
    lastActOf(db, caller.personId),
    buys ? requestsToMove(db, caller, caller.personId, mostShown) : [],
    buys ? questionnairesOut(db, caller, caller.role === 'procurement' ? null : caller.personId, mostShown) : [],
    buys ? endingsSeen(db, caller, { from: today, to: addDays(today, endingDaysAhead) }, mostShown) : [],
  ])
  const [behind, relied] = await Promise.all([
    casesOfUses(
      db,
      caller,
      mine.map((use) => use.deploymentId),
    ),
    usesOfVendors(
      db,
      caller,
      quiet.map((one) => one.source.vendorId),
      mends ? null : caller.personId,
    ),
  ])
  const findings = groupBy(
    await linesOfCases(
      db,
      waiting.map((one) => one.id),
    ),
    (line) => line.finding.caseId,
  )
  const work: Work[] = [
    ...waiting.flatMap((one) => {
      const lines = findings.get(one.id) ?? []
      return lines[0] ? [{ type: 'case' as const, day: actBy(lines[0]) ?? one.day, line: lines[0], more: lines.length - 1 }] : []
    }),
    ...mine.map((use) => ({ type: 'use' as const, day: use.day, use, caseId: behind.get(use.deploymentId) ?? null })),
    ...quiet.flatMap((one) => {
      const uses = (relied.get(one.source.vendorId) ?? []).map((use) => use.name)
      return uses.length ? [{ type: 'quiet' as const, day: null, quiet: one, uses }] : []
    }),
  ]
  for (const decision of await showDecisions({ db }, decided, now))
    work.push({ type: 'decision', day: decisionDay(decision, today), decision })
  for (const term of terms) work.push({ type: 'term', day: term.dueOn, term })
  for (const request of requests) work.push({ type: 'request', day: request.neededOn, request })
  for (const one of asked)
    work.push({ type: 'answers', day: one.row.state === 'sent' ? (one.row.expiresAt?.slice(0, 10) ?? null) : null, asked: one })
  for (const one of ending) work.push({ type: 'ending', day: one.day, ending: one })
  work.sort((a, b) => ((a.day ?? '9999') < (b.day ?? '9999') ? -1 : (a.day ?? '9999') > (b.day ?? '9999') ? 1 : 0))
  return { work: work.slice(0, mostShown), quiet, watched, weeks, monday, counts, doneAt }
}
export type TodayView = Awaited<ReturnType<typeof gather>>

/** What was watched meanwhile, in a sentence: also when nothing came of it. */
function watchedWords({ watched, counts }: TodayView): string {
  const sources = counts.watched === null ? 'more than 10,000 sources' : plural(counts.watched, 'source')
  const out = counts.sourcesOut === null ? 'more than 10,000' : (counts.sourcesOut || 'none').toLocaleString('en-GB')
  const material = watched.material ? `${plural(watched.material, 'material change')}` : 'nothing material'
  return `${plural(watched.total, 'poll')} of ${sources} in seven days, ${out} unavailable, ${material}.`
}

function urgency(work: readonly Work[], now: string): string {
  const late = work.filter((one) => one.day !== null && daysLeft(one.day, now) < 0).length
  const today = work.filter((one) => one.day !== null && daysLeft(one.day, now) === 0).length
  const said = [late ? `${late} late` : '', today ? `${today} due today` : ''].filter(Boolean).join(', ')
  return said ? `${said}. The rest has time.` : 'None is late, and none is due today.'
}

const bands = [
  { name: 'Late or due today', holds: (left: number) => left <= 0 },
  { name: 'Next seven days', holds: (left: number) => left > 0 && left <= 7 },
  { name: 'Later', holds: (left: number) => left > 7 },
] as const

const WorkLists = ({ work, now }: { work: readonly Work[]; now: string }) => (
  <>
    {bands.map((band) => {
      const some = work.filter((one) => band.holds(one.day === null ? 9_999 : daysLeft(one.day, now)))
      return some.length ? (
        <>
          <h2 class="count">{band.name}</h2>
          <ol class="work">
            {some.map((one) =>
              one.type === 'case' ? (
                <ChangeItem line={one.line} now={now} primary={one === work[0]} left="act by" />
              ) : one.type === 'use' ? (
                <UseItem use={one.use} caseId={one.caseId} now={now} primary={one === work[0]} />
              ) : one.type === 'decision' ? (
                <DecisionItem decision={one.decision} now={now} primary={one === work[0]} />
              ) : one.type === 'term' ? (
                <TermItem term={one.term} now={now} primary={one === work[0]} />
              ) : one.type === 'request' ? (
                <RequestItem request={one.request} now={now} primary={one === work[0]} />
              ) : one.type === 'answers' ? (
                <AnswersItem asked={one.asked} now={now} primary={one === work[0]} />
              ) : one.type === 'ending' ? (
                <EndingItem ending={one.ending} now={now} primary={one === work[0]} />
              ) : (
                <QuietItem quiet={one.quiet} uses={one.uses} now={now} primary={one === work[0]} />
              ),
            )}
          </ol>
        </>
      ) : null
    })}
  </>
)
