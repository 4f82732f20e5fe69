import type { Child } from 'hono/jsx'
import type { HealthState } from '../../core/capture'
import type { Severity } from '../../core/kind'
import { dayInWords, daysLeft, instantInWords, timeLeft } from './days'
import { once } from './once'

/** Always beside a word: a picture alone says nothing. */
export const Icon = ({ name }: { name: string }) => picture(name)
const picture = once((name) => (
  <svg class="i" aria-hidden="true">
    <use href={`#i-${name}`} />
  </svg>
))

const severityWords: Record<Severity, string> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Log only' }

export const SeveritySign = ({ severity }: { severity: Severity }) => severitySign(severity)
const severitySign = once((severity: Severity) => (
  <span class={`sev ${severity}`}>
    <Icon name={severity} />
    {severityWords[severity]}
  </span>
))

export const State = ({ icon, tone = '', children }: { icon: string; tone?: string; children: Child }) => (
  <span class={`st ${tone}`}>
    <Icon name={icon} />
    {children}
  </span>
)

const announcements = {
  silent: { icon: 'silent', tone: 'critical', word: 'Silent' },
  announced: { icon: 'told', tone: '', word: 'Announced' },
  unknown: { icon: 'ask', tone: '', word: 'Not known whether announced' },
} as const
export const AnnouncementSign = ({ announcement }: { announcement: keyof typeof announcements }) => announcementSign(announcement)
const announcementSign = once((announcement: keyof typeof announcements) => {
  const { icon, tone, word } = announcements[announcement]
  return (
    <State icon={icon} tone={tone}>
      {word}
    </State>
  )
})

const caseStates = {
  open: { icon: 'triage', tone: '', word: 'To triage' },
  'awaiting-second-signature': { icon: 'second', tone: '', word: 'Awaiting second signature' },
  triaged: { icon: 'progress', tone: '', word: 'Open' },
  snoozed: { icon: 'snooze', tone: '', word: 'Put off' },
  closed: { icon: 'closed', tone: 'good', word: 'Closed' },
} as const
export const CaseState = ({ state }: { state: keyof typeof caseStates }) => caseState(state)
const caseState = once((state: keyof typeof caseStates) => <State {...signOf(caseStates[state])}>{caseStates[state].word}</State>)

const findingStates = {
  provisional: { icon: 'prov', tone: 'medium', word: 'Provisional: waits for a second fetch' },
  confirmed: { icon: 'check', tone: '', word: 'Confirmed' },
  'not-confirmed': { icon: 'na', tone: '', word: 'Not confirmed' },
  dismissed: { icon: 'closed', tone: '', word: 'Dismissed' },
} as const
export const FindingState = ({ state }: { state: keyof typeof findingStates }) => findingState(state)
const findingState = once((state: keyof typeof findingStates) => (
  <State {...signOf(findingStates[state])}>{findingStates[state].word}</State>
))

const reviewStates = {
  open: { icon: 'open', tone: '', word: 'Open' },
  'in-progress': { icon: 'progress', tone: '', word: 'In progress' },
  'awaiting-second-signature': { icon: 'second', tone: '', word: 'Awaiting second signature' },
  closed: { icon: 'closed', tone: 'good', word: 'Closed' },
} as const
export const ReviewState = ({ state }: { state: keyof typeof reviewStates }) => reviewState(state)
const reviewState = once((state: keyof typeof reviewStates) => <State {...signOf(reviewStates[state])}>{reviewStates[state].word}</State>)

export const outcomeWords = { holds: 'still holds', updated: 'updated', redone: 'done again', 'not-material': 'not material' } as const
export const actionWords = { redo: 'Redo', recheck: 'Recheck', update: 'Update', decide: 'Decide' } as const

const health: Record<HealthState, { icon: string; tone: string; word: string }> = {
  ok: { icon: 'check', tone: 'good', word: 'Healthy' },
  'never-read': { icon: 'triage', tone: '', word: 'Not read yet' },
  unavailable: { icon: 'fail', tone: 'high', word: 'Unavailable' },
  blocked: { icon: 'fail', tone: 'high', word: 'Blocked' },
  login: { icon: 'lapsed', tone: 'medium', word: 'Behind a sign-in' },
  'needs-browser': { icon: 'lapsed', tone: 'medium', word: 'Needs a browser' },
  partial: { icon: 'prov', tone: 'medium', word: 'Read in part' },
  gone: { icon: 'lapsed', tone: 'critical', word: 'Gone' },
  moved: { icon: 'lapsed', tone: 'medium', word: 'Moved' },
  'collector-broken': { icon: 'fail', tone: 'high', word: 'Cannot be read' },
  paused: { icon: 'snooze', tone: '', word: 'Paused' },
}
export const healthWord = (state: HealthState): string => health[state].word
export const Health = ({ state }: { state: HealthState }) => healthSign(state)
const healthSign = once((state: HealthState) => <State {...signOf(health[state])}>{health[state].word}</State>)

const signOf = ({ icon, tone }: { icon: string; tone: string }) => ({ icon, tone })

/** "Due Tue 1 Dec", or how late it is: the filled clock is only for what is late. */
export const Due = ({ day, now, prefix = 'Due ' }: { day: string | null; now: string; prefix?: string }) => {
  if (!day) return <State icon="due">No date</State>
  const late = daysLeft(day, now) < 0
  return (
    <State icon={late ? 'late' : 'due'} tone={late ? 'critical' : daysLeft(day, now) <= 7 ? 'medium' : ''}>
      {late ? timeLeft(day, now) : prefix}
      {late ? '' : <Day day={day} now={now} />}
    </State>
  )
}

export const Day = ({ day, now, weekday = true }: { day: string; now: string; weekday?: boolean }) => (
  <time datetime={day} title={day}>
    {dayInWords(day, now, weekday)}
  </time>
)

export const Instant = ({ at, now }: { at: string; now: string }) => (
  <time datetime={at} title={`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`}>
    {instantInWords(at, now)}
  </time>
)

/** A record of the demonstration is marked wherever it is shown. */
export const Demo = ({ demo }: { demo: boolean }) => (demo ? <span class="demo">Demonstration</span> : null)
