import { addDays } from '../../core/day'
import { groupBy } from '../../core/group'
import { type ShownDecision, showDecisions } from '../../flows/show-decisions'
import { type ChangeLine, linesOfCases } from '../../store/changes-page'
import { decisionsToLookAt, termsDue } from '../../store/decisions'
import { registerIsEmpty } from '../../store/shell-page'
import {
  casesOfUses,
  changesByWeek,
  lastActOf,
  quietSources,
  type UseWork,
  usesOfVendors,
  waitingCases,
  watchedSince,
  workByUse,
} from '../../store/today-page'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { remembered } from '../remembered'
import { dayMs, daysLeft, listed, longDay, plural, timeLeft } from '../ui/days'
import { Empty, Facts, Head, KeyValues } from '../ui/parts'
import { Day, Demo, Health, Instant, ReviewState, SeveritySign } from '../ui/signs'
import { WeekBars } from '../ui/weeks'
import { sourceTypeName } from './change-words'
import { ChangeItem, Keys } from './changes'
import { becauseWords, DecisionState, decisionWord, dispositionWords } from './decision-parts'
import { FirstDay } from './first-day'
import { shellCounts, show } from './show'

const mostShown = 40
/** How many days before its day a term of a decision stands here. */
const termDaysAhead = 14

/** What needs the reader, soonest first; empty means done, and says what was watched meanwhile. */
export function todayPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const weeksOf = remembered<Weeks>(ports)
  app.get('/', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    if (await registerIsEmpty(ports.db)) return show(c, deps, { title: 'Today', section: 'today', children: <FirstDay caller={caller} /> })
    const view = await gather(deps, caller, now, weeksOf)
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
              ) : (
                'Everything that waited for you is done.'
              )}
            </p>
            <p class="small soft">{watchedWords(view)}</p>
          </Head>
          <div class="cols">
            <div>{count ? <WorkLists work={view.work} now={now} /> : <Watched view={view} now={now} />}</div>
            <Aside view={view} now={now} />
          </div>
          <Keys />
        </>
      ),
    })
  })
}

/** One line of work. What later records bring is a type more, with its line below. */
type Work = { day: string | null } & (
  | { type: 'case'; line: ChangeLine; more: number }
  | { type: 'use'; use: UseWork; caseId: string | null }
  | { type: 'quiet'; quiet: Quiet; uses: string[] }
  | { type: 'decision'; decision: ToDecide }
  | { type: 'term'; term: DueTerm }
)
type DueTerm = Awaited<ReturnType<typeof termsDue>>[number]
type ToDecide = ShownDecision & { name: string | null }
type Quiet = Awaited<ReturnType<typeof quietSources>>[number]

type Weeks = Awaited<ReturnType<typeof changesByWeek>>

async function gather(
  { ports }: AppDeps,
  caller: Caller,
  now: string,
  weeksOf: (key: string, count: () => Promise<Weeks>) => Promise<Weeks>,
) {
  const { db } = ports
  const weekAgo = new Date(Date.parse(now) - 7 * dayMs).toISOString()
  const day = new Date(now)
  const monday = new Date(Date.parse(`${now.slice(0, 10)}T00:00:00Z`) - ((day.getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10)
  const since = new Date(Date.parse(`${monday}T00:00:00Z`) - 77 * dayMs).toISOString()
  const mayTriage = can(caller, 'write-cases')
  const mends = can(caller, 'write-sources')
  const today = now.slice(0, 10)
  const [decided, terms, waiting, mine, quiet, watched, weeks, counts, doneAt] = await Promise.all([
    can(caller, 'approve') ? decisionsToLookAt(db, caller, today, mostShown) : [],
    termsDue(db, { from: '', to: addDays(today, termDaysAhead), ownerId: caller.personId }),
    mayTriage ? waitingCases(db, caller, mostShown) : [],
    workByUse(db, caller, caller.personId, can(caller, 'approve'), mostShown),
    quietSources(db, caller, 6),
    watchedSince(db, weekAgo),
    weeksOf(JSON.stringify([caller.unitIds, monday]), () => changesByWeek(db, caller, { monday, since })),
    shellCounts(ports, caller, weekAgo),
    lastActOf(db, caller.personId),
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
      return lines[0] ? [{ type: 'case' as const, day: one.day, line: lines[0], more: lines.length - 1 }] : []
    }),
    ...mine.map((use) => ({ type: 'use' as const, day: use.day, use, caseId: behind.get(use.deploymentId) ?? null })),
    ...quiet.flatMap((one) => {
      const uses = (relied.get(one.source.vendorId) ?? []).map((use) => use.name)
      return uses.length ? [{ type: 'quiet' as const, day: null, quiet: one, uses }] : []
    }),
  ]
  for (const decision of await showDecisions({ db }, decided, now)) {
    const overdue = decision.terms.flatMap(({ dueOn, doneOn }) => (doneOn === null && dueOn !== null && dueOn < today ? [dueOn] : []))
    work.push({ type: 'decision', day: decision.lapsedAt?.slice(0, 10) ?? overdue.sort()[0] ?? null, decision })
  }
  for (const term of terms) work.push({ type: 'term', day: term.dueOn, term })
  work.sort((a, b) => ((a.day ?? '9999') < (b.day ?? '9999') ? -1 : (a.day ?? '9999') > (b.day ?? '9999') ? 1 : 0))
  return { work: work.slice(0, mostShown), quiet, watched, weeks, monday, counts, doneAt }
}
type TodayView = Awaited<ReturnType<typeof gather>>

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
                <ChangeItem line={one.line} now={now} primary={one === work[0]} />
              ) : one.type === 'use' ? (
                <UseItem use={one.use} caseId={one.caseId} now={now} primary={one === work[0]} />
              ) : one.type === 'decision' ? (
                <DecisionItem decision={one.decision} now={now} primary={one === work[0]} />
              ) : one.type === 'term' ? (
                <TermItem term={one.term} now={now} primary={one === work[0]} />
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

/** A use with all that is due for it: one line, one act. */
const UseItem = ({ use, caseId, now, primary }: { use: UseWork; caseId: string | null; now: string; primary: boolean }) => {
  const name = use.name ?? 'A system without a registered use'
  const title = use.second ? `${name}: ${plural(use.count, 'review')} to sign second` : `${name}: ${plural(use.count, 'review')} due`
  const href =
    caseId && use.name
      ? `/cases/${caseId}/uses/${use.deploymentId}`
      : `/reviews?view=${use.second ? 'second' : 'mine'}&deployment=${use.deploymentId}`
  return (
    <li>
      <p class={`left ${use.day && daysLeft(use.day, now) < 0 ? 'critical' : ''}`}>
        {use.day ? timeLeft(use.day, now).replace(/^\w/, (letter) => letter.toUpperCase()) : 'No date'}
        {use.day ? (
          <span class="sub">
            <Day day={use.day} now={now} />
          </span>
        ) : null}
      </p>
      <div>
        <h3>
          <a href={href}>{title}</a> <Demo demo={use.demo === 1} />
        </h3>
        <p>
          {use.second
            ? 'A colleague has signed; critical reviews need a second person.'
            : 'Obligations to look at again for this use, each with its reason.'}
        </p>
        <p class="row">
          <SeveritySign severity={use.critical ? 'critical' : use.high ? 'high' : 'medium'} />
          <ReviewState state={use.second ? 'awaiting-second-signature' : use.started ? 'in-progress' : 'open'} />
          {use.systemName ? <span>{use.systemName}</span> : null}
        </p>
      </div>
      <a class={primary ? 'btn go' : 'btn'} href={href}>
        {use.second ? 'Read and sign' : use.started ? 'Continue' : 'Review'}
        <span class="vh">: {title}</span>
      </a>
    </li>
  )
}

/** A decision that stands no longer as it was signed. */
const DecisionItem = ({ decision, now, primary }: { decision: ToDecide; now: string; primary: boolean }) => {
  const title = `${decision.name ?? 'A use that was removed'}: the decision ${decision.state === 'lapsed' ? 'has lapsed' : `is ${decisionWord(decision.state).toLowerCase()}`}`
  return (
    <li>
      <p class="left critical">
        {decision.lapsedAt ? (
          <>
            Lapsed
            <span class="sub">
              <Day day={decision.lapsedAt.slice(0, 10)} now={now} />
            </span>
          </>
        ) : (
          'Overdue'
        )}
      </p>
      <div>
        <h3>
          <a href={`/decisions/${decision.id}`}>{title}</a> <Demo demo={decision.demo} />
        </h3>
        <p>Because {becauseWords(decision.because)}.</p>
        <p class="row">
          <DecisionState state={decision.state} />
          <span>{dispositionWords[decision.disposition]}</span>
        </p>
      </div>
      <a class={primary ? 'btn go' : 'btn'} href={`/decisions/${decision.id}`}>
        {decision.state === 'lapsed' ? 'Decide again' : 'See the terms'}
        <span class="vh">: {title}</span>
      </a>
    </li>
  )
}

/** A term of a decision that its owner has to settle. */
const TermItem = ({ term, now, primary }: { term: DueTerm; now: string; primary: boolean }) => (
  <li>
    <p class={`left ${daysLeft(term.dueOn, now) < 0 ? 'critical' : ''}`}>
      {timeLeft(term.dueOn, now).replace(/^\w/, (letter) => letter.toUpperCase())}
      <span class="sub">
        <Day day={term.dueOn} now={now} />
      </span>
    </p>
    <div>
      <h3>
        <a href={`/decisions/${term.decisionId}`}>{term.name ?? 'A use that was removed'}: a term of its decision</a>{' '}
        <Demo demo={term.demo === 1} />
      </h3>
      <p>{term.text}</p>
    </div>
    <a class={primary ? 'btn go' : 'btn'} href={`/decisions/${term.decisionId}`}>
      Settle it<span class="vh">: {term.text}</span>
    </a>
  </li>
)

/** A page that our uses rest on and that cannot be read: what changes there is not seen. */
const QuietItem = ({
  quiet: { source, vendorName, health, since },
  uses,
  now,
  primary,
}: {
  quiet: Quiet
  uses: readonly string[]
  now: string
  primary: boolean
}) => {
  const title = `${vendorName}: ${sourceTypeName(source.type)} went quiet`
  return (
    <li>
      <p class="left">
        {since ? (
          <>
            {daysLeft(since, now) === 0 ? 'Today' : plural(-daysLeft(since, now), 'day')}
            <span class="sub">
              since <Day day={since.slice(0, 10)} now={now} />
            </span>
          </>
        ) : (
          'No date'
        )}
      </p>
      <div>
        <h3>
          <a href={`/sources/${source.id}`}>{title}</a> <Demo demo={source.demo} />
        </h3>
        <p>
          {listed(uses, 3)} {uses.length === 1 ? 'rests' : 'rest'} on this vendor. What changes on this page is not seen meanwhile.
        </p>
        <p class="row">
          <Health state={health} />
        </p>
      </div>
      <a class={primary ? 'btn go' : 'btn'} href={`/sources/${source.id}`}>
        See why<span class="vh">: {title}</span>
      </a>
    </li>
  )
}

const Watched = ({ view: { watched }, now }: { view: TodayView; now: string }) => (
  <section>
    <h2>What was watched in the last seven days</h2>
    <Facts
      big
      facts={[
        {
          question: 'Polls',
          answer: String(watched.total),
          support: watched.latest ? (
            <>
              the last one <Instant at={watched.latest} now={now} />
            </>
          ) : (
            'none yet'
          ),
        },
        { question: 'Unchanged', answer: String(watched.unchanged), support: 'compared word for word' },
        {
          question: 'Noise and editorial',
          answer: String(watched.noise + watched.cosmetic),
          support: <a href="/changes/quiet">Held back, with reasons</a>,
        },
        { question: 'No good answer', answer: String(watched.failed), support: <a href="/sources?state=out">Sources out of reach</a> },
      ]}
    />
    <Empty icon="closed" title="Done" acts={<a href="/changes">Read the changes of the last weeks</a>}>
      <p>When something reaches your uses, it appears here, soonest first.</p>
    </Empty>
  </section>
)

const Aside = ({ view: { watched, quiet, weeks, monday }, now }: { view: TodayView; now: string }) => (
  <aside class="aside" aria-label="What was watched">
    <section>
      <h2>Watched this week</h2>
      <KeyValues
        rows={[
          { name: 'Polls', value: String(watched.total) },
          { name: 'Unchanged', value: String(watched.unchanged) },
          { name: 'Noise held back', value: <a href="/changes/quiet">{watched.noise}</a> },
          { name: 'Editorial', value: String(watched.cosmetic) },
          { name: 'Material', value: <a href="/changes">{watched.material}</a> },
          { name: 'Failed', value: watched.failed ? <a href="/sources?state=out">{watched.failed}, tried again</a> : '0' },
        ]}
      />
    </section>
    <section>
      <h2>Quiet sources</h2>
      {quiet.length ? (
        <ul class="hits">
          {quiet.map(({ source, vendorName, health, since }) => (
            <li>
              <a href={`/sources/${source.id}`}>
                {vendorName}: {sourceTypeName(source.type)}
              </a>{' '}
              <Demo demo={source.demo} />
              <span class="sub">
                <Health state={health} />
                {since ? (
                  <>
                    {' '}
                    since <Instant at={since} now={now} />
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="small soft">None. Every watched source answered when it was last asked.</p>
      )}
    </section>
    <section>
      <h2>Changes, 12 weeks</h2>
      <WeekBars weeks={weeks} monday={monday} now={now} />
      <p class="small">
        <a href="/charts">More charts</a>
      </p>
      <p class="small">
        <a href="/why">Why did I not get an alert?</a>
      </p>
    </section>
  </aside>
)
