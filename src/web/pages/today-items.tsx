import type { Child } from 'hono/jsx'
import type { ShownDecision } from '../../flows/show-decisions'
import type { termsDue } from '../../store/decisions'
import type { Ending } from '../../store/endings'
import type { QuestionnaireOut } from '../../store/questionnaires'
import type { quietSources, UseWork } from '../../store/today-page'
import type { VendorRequest } from '../../store/vendor-requests'
import { daysLeft, listed, plural, timeLeft } from '../ui/days'
import { Day, Demo, Health, ReviewState, SeveritySign, State } from '../ui/signs'
import { sourceTypeName } from './change-words'
import { becauseWords, DecisionState, decisionWord, dispositionWords } from './decision-parts'
import { RequestState } from './intake'
import { nextAct } from './intake-steps'

type LineProps = {
  left: string
  under?: Child
  late?: boolean
  href: string
  title: string
  act: string
  /** Of what the act is, where several lines have the same title. */
  of?: string
  demo: boolean
  signs?: Child
  primary: boolean
  children: Child
}

/** One line of work: time left first, then what it is, why, its signs, and one act. */
const Line = ({ left, under, late = false, href, title, act, of = title, demo, signs, primary, children }: LineProps) => (
  <li>
    <p class={late ? 'left critical' : 'left'}>
      {left}
      {under ? <span class="sub">{under}</span> : null}
    </p>
    <div>
      <h3>
        <a href={href}>{title}</a>
      </h3>
      <p>{children}</p>
      {signs || demo ? (
        <p class="row">
          {signs}
          <Demo demo={demo} />
        </p>
      ) : null}
    </div>
    <a class={primary ? 'btn go' : 'btn'} href={href}>
      {act}
      <span class="vh">: {of}</span>
    </a>
  </li>
)

const capital = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
/** How much time is left until a day, and the day itself. */
const until = (day: string | null, now: string) =>
  day === null
    ? { left: 'No date' }
    : { left: capital(timeLeft(day, now)), under: <Day day={day} now={now} />, late: daysLeft(day, now) < 0 }
/** How long something has lasted, and since when. */
const lasted = (since: string | null, now: string) =>
  since === null
    ? { left: 'No date' }
    : {
        left: daysLeft(since, now) === 0 ? 'Today' : plural(-daysLeft(since, now), 'day'),
        under: (
          <>
            since <Day day={since.slice(0, 10)} now={now} />
          </>
        ),
      }

type Item = { now: string; primary: boolean }

/** A use with all that is due for it: one line, one act. */
export const UseItem = ({ use, caseId, now, primary }: Item & { use: UseWork; caseId: string | null }) => {
  const name = use.name ?? 'A system without a registered use'
  return (
    <Line
      {...until(use.day, now)}
      title={`${name}: ${use.second ? `${plural(use.count, 'review')} to sign second` : `${plural(use.count, 'review')} due`}`}
      href={
        caseId && use.name
          ? `/cases/${caseId}/uses/${use.deploymentId}`
          : `/reviews?view=${use.second ? 'second' : 'mine'}&deployment=${use.deploymentId}`
      }
      act={use.second ? 'Read and sign' : use.started ? 'Continue' : 'Review'}
      demo={use.demo === 1}
      primary={primary}
      signs={
        <>
          <SeveritySign severity={use.critical ? 'critical' : use.high ? 'high' : 'medium'} />
          <ReviewState state={use.second ? 'awaiting-second-signature' : use.started ? 'in-progress' : 'open'} />
          {use.systemName ? <span>{use.systemName}</span> : null}
        </>
      }
    >
      {use.second
        ? 'A colleague has signed; critical reviews need a second person.'
        : 'Obligations to look at again for this use, each with its reason.'}
    </Line>
  )
}

export type ToDecide = ShownDecision & { name: string | null }
/** The day from which a decision stands no longer as it was signed: when it lapsed, else that of its first overdue term. */
export function decisionDay({ lapsedAt, terms }: ToDecide, today: string): string | null {
  const overdue = terms.flatMap(({ dueOn, doneOn }) => (doneOn === null && dueOn !== null && dueOn < today ? [dueOn] : []))
  return lapsedAt?.slice(0, 10) ?? overdue.sort()[0] ?? null
}

/** A decision that stands no longer as it was signed. */
export const DecisionItem = ({ decision, now, primary }: Item & { decision: ToDecide }) => {
  const lapsed = decision.state === 'lapsed'
  const day = decisionDay(decision, now.slice(0, 10))
  return (
    <Line
      left={lapsed || !day ? decisionWord(decision.state) : capital(timeLeft(day, now))}
      under={day ? <Day day={day} now={now} /> : null}
      late
      title={`${decision.name ?? 'A use that was removed'}: the decision ${lapsed ? 'has lapsed' : `is ${decisionWord(decision.state).toLowerCase()}`}`}
      href={`/decisions/${decision.id}`}
      act={lapsed ? 'Decide again' : 'See the terms'}
      demo={decision.demo}
      primary={primary}
      signs={
        <>
          <DecisionState state={decision.state} />
          <span>{dispositionWords[decision.disposition]}</span>
        </>
      }
    >
      Because {becauseWords(decision.because, now)}.
    </Line>
  )
}

export type DueTerm = Awaited<ReturnType<typeof termsDue>>[number]
/** A term of a decision that its owner has to settle. */
export const TermItem = ({ term, now, primary }: Item & { term: DueTerm }) => (
  <Line
    {...until(term.dueOn, now)}
    title={`${term.name ?? 'A use that was removed'}: a term of its decision`}
    href={`/decisions/${term.decisionId}`}
    act="Settle it"
    of={term.text}
    demo={term.demo === 1}
    primary={primary}
  >
    {term.text}
  </Line>
)

export type Quiet = Awaited<ReturnType<typeof quietSources>>[number]
/** A page that our uses rest on and that cannot be read: what changes there is not seen. */
export const QuietItem = ({
  quiet: { source, vendorName, health, since },
  uses,
  now,
  primary,
}: Item & { quiet: Quiet; uses: readonly string[] }) => (
  <Line
    {...lasted(since, now)}
    title={`${vendorName}: ${sourceTypeName(source.type)} went quiet`}
    href={`/sources/${source.id}`}
    act="See why"
    demo={source.demo}
    primary={primary}
    signs={<Health state={health} />}
  >
    {listed(uses, 3)} {uses.length === 1 ? 'rests' : 'rest'} on this vendor. What changes on this page is not seen meanwhile.
  </Line>
)

/** Somebody wants a vendor, and nobody else has taken it on. */
export const RequestItem = ({ request, now, primary }: Item & { request: VendorRequest }) => (
  <Line
    {...until(request.neededOn, now)}
    title={`${request.vendorName} is asked for`}
    href={`/intake/${request.id}`}
    act={request.state === 'asked' ? 'Take it on' : 'Go on'}
    demo={request.demo}
    primary={primary}
    signs={
      <>
        <RequestState state={request.state} />
        <span>Next: {nextAct(request, now).words.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())}</span>
      </>
    }
  >
    {request.purpose.length > 160 ? `${request.purpose.slice(0, 159)}…` : request.purpose}
  </Line>
)

/** Answers of a vendor that are outstanding, or that came and wait to be read. */
export const AnswersItem = ({ asked: { row, vendorName }, now, primary }: Item & { asked: QuestionnaireOut }) => {
  const came = row.state === 'answered'
  const answered = Object.values(row.progress).filter(({ answer }) => answer.trim() !== '').length
  return (
    <Line
      {...(came ? lasted(row.answeredAt, now) : until(row.expiresAt?.slice(0, 10) ?? null, now))}
      title={came ? `${vendorName} has answered` : `${vendorName}: answers outstanding`}
      href={`/questionnaires/${row.id}`}
      act={came ? 'Read them' : 'Look'}
      of={row.title}
      demo={row.demo}
      primary={primary}
      signs={
        <State icon={came ? 'doc' : 'due'}>
          {answered} of {plural(row.questionIds.length, 'question')} answered
        </State>
      }
    >
      {row.title}
      {came ? '. What was answered can be compared with the round before and kept.' : '. The link is open until this day.'}
    </Line>
  )
}

const endings: Record<Ending['what'], { says: (name: string) => string; why: string }> = {
  'runs-out': { says: (name) => `${name} runs out`, why: 'What rests on it has no proof from then on. Ask for a newer one.' },
  starts: { says: (name) => `agreement ${name} starts`, why: 'Its clauses count from then on.' },
  ends: { says: (name) => `agreement ${name} ends`, why: 'Without a new one nothing is agreed from then on.' },
  renews: { says: (name) => `agreement ${name} renews itself`, why: 'It goes on as it is unless notice is given before.' },
  'notice-by': { says: (name) => `last day to give notice of agreement ${name}`, why: 'After this day it goes on, or renews itself.' },
}
const places: Record<Ending['noun'], (ending: Ending) => string> = {
  evidence: ({ id }) => `/evidence/${id}`,
  certificate: ({ vendorId }) => `/vendors/${vendorId}#certificates`,
  contract: ({ id }) => `/contracts/${id}/edit`,
}

export type EndingSeen = Ending & { vendorName: string }
/** A document, certificate or contract whose day is near. */
export const EndingItem = ({ ending, now, primary }: Item & { ending: EndingSeen }) => {
  const { says, why } = endings[ending.what]
  const name = ending.name ?? (ending.noun === 'contract' ? 'without a reference' : 'a document')
  const title = ending.name?.startsWith(ending.vendorName) ? says(name) : `${ending.vendorName}: ${says(name)}`
  return (
    <Line
      {...until(ending.day, now)}
      title={title}
      href={places[ending.noun](ending)}
      act={ending.what === 'runs-out' ? 'Look' : 'Read it'}
      demo={ending.demo === 1}
      primary={primary}
    >
      {why}
    </Line>
  )
}
