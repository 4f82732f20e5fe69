import type { Because, ShownDecisionState } from '../../core/decision'
import { isOverdue } from '../../core/decision'
import type { ShownDecision } from '../../flows/show-decisions'
import type { dispositions } from '../../store/schema'
import { daysInWords, listed } from '../ui/days'
import { Day, Icon, State } from '../ui/signs'

const states: Record<ShownDecisionState, { icon: string; tone: string; word: string }> = {
  draft: { icon: 'pen', tone: '', word: 'Draft' },
  'awaiting-second-signature': { icon: 'second', tone: '', word: 'Awaiting second signature' },
  'in-force': { icon: 'check', tone: 'good', word: 'In force' },
  'in-question': { icon: 'ask', tone: 'medium', word: 'In question' },
  degraded: { icon: 'late', tone: 'high', word: 'Degraded' },
  lapsed: { icon: 'lapsed', tone: 'critical', word: 'Lapsed' },
  superseded: { icon: 'closed', tone: '', word: 'Superseded' },
}
export const decisionWord = (state: ShownDecisionState) => states[state].word
export const DecisionState = ({ state }: { state: ShownDecisionState }) => (
  <State icon={states[state].icon} tone={states[state].tone}>
    {states[state].word}
  </State>
)

type Disposition = (typeof dispositions)[number]
export const dispositionWords: Record<Disposition, string> = {
  proceed: 'Proceed',
  conditional: 'Proceed on conditions',
  restricted: 'Restricted pilot',
  hold: 'Hold',
  decline: 'Decline',
}

const hrefs: Record<string, (id: string) => string> = {
  finding: (id) => `/findings/${id}`,
  evidence: (id) => `/evidence/${id}`,
  claim: (id) => `/claims/${id}`,
  contract: (id) => `/contracts/${id}/edit`,
}

/** Why a decision does not stand as it was signed, each reason with its record. */
export const BecauseList = ({ because, now }: { because: readonly Because[]; now: string }) => (
  <ul class="checks">
    {because.map(({ type, id, text }) => (
      <li>
        <Icon name={type === 'term' ? 'late' : 'lapsed'} />
        <p>{hrefs[type] ? <a href={hrefs[type](id)}>{daysInWords(text, now)}</a> : daysInWords(text, now)}</p>
      </li>
    ))}
  </ul>
)

/** The reasons in one sentence, three at most, their days in words. */
export const becauseWords = (because: readonly Because[], now: string): string =>
  listed(
    because.map(({ text }) => daysInWords(text, now).replace(/^Overdue/, 'overdue')),
    3,
  )

/** The decision on a use in a line or two, wherever the use is shown. */
export const DecisionLine = ({ decision, now }: { decision: ShownDecision; now: string }) => (
  <>
    <p class="row">
      <a href={`/decisions/${decision.id}`}>{dispositionWords[decision.disposition]}</a>
      <DecisionState state={decision.state} />
    </p>
    {decision.because[0] ? <p class="small">Because {becauseWords(decision.because, now)}.</p> : null}
  </>
)

/** Terms with who answers for them, late ones marked. */
export const Terms = ({
  decision,
  names,
  now,
  mayFinish,
}: {
  decision: ShownDecision
  names: ReadonlyMap<string, string>
  now: string
  mayFinish: (ownerId: string | null) => boolean
}) => (
  <ul class="checks">
    {decision.terms.map((term) => (
      <li>
        <Icon name={term.doneOn ? 'check' : isOverdue(term, now.slice(0, 10)) ? 'late' : 'due'} />
        <div>
          <p>{term.text}</p>
          <span class="sub">
            {term.ownerId ? (names.get(term.ownerId) ?? 'somebody who left') : 'Nobody yet'}
            {term.doneOn ? (
              <>
                , done <Day day={term.doneOn} now={now} />
              </>
            ) : term.dueOn ? (
              <>
                , {isOverdue(term, now.slice(0, 10)) ? 'overdue since' : 'due'} <Day day={term.dueOn} now={now} />
              </>
            ) : (
              ', no date'
            )}
          </span>
          {!term.doneOn && decision.state !== 'draft' && decision.state !== 'superseded' && mayFinish(term.ownerId) ? (
            <form method="post" action={`/decisions/${decision.id}/terms/${term.id}/done`}>
              <button class="btn" type="submit">
                Done<span class="vh">: {term.text}</span>
              </button>
            </form>
          ) : null}
        </div>
      </li>
    ))}
  </ul>
)
