import { type Severity, severities } from '../core/kind'
import type { HeldRole, PersonRole } from '../store/schema'

/** What a channel or person must know of an event before it is read: whom it is for, how severe it is where nothing else says, and how it travels. */
export type NoticeEvent = {
  /** Whom news that name nobody go to, in the units concerned; where none of these is there, the administrators. */
  to: readonly PersonRole[]
  /** Whether channels get it. What is for one person alone is not. */
  channels: boolean
  severity: Severity
  /** Goes by mail at once, whatever rhythm and quiet hours somebody has: they wait for it. */
  awaited?: true
}

const triage = { to: ['risk-owner'], channels: true } as const
const health = { to: ['analyst', 'administrator'], channels: true } as const
const own = { to: ['administrator'], channels: false } as const

const questionnaire = { to: ['procurement', 'analyst'], channels: true } as const

const events: Record<string, NoticeEvent> = {
  'finding.provisional': { ...triage, severity: 'medium' },
  'finding.not-confirmed': { ...triage, channels: false, severity: 'low' },
  'finding.dismissed': { ...triage, channels: false, severity: 'low' },
  'case.opened': { ...triage, severity: 'medium' },
  'case.triaged': { to: ['administrator'], channels: true, severity: 'medium' },
  'case.assigned': { ...own, severity: 'medium' },
  'case.commented': { ...own, severity: 'low' },
  'source.failing': { ...health, severity: 'medium' },
  'source.cause-changed': { ...health, severity: 'medium' },
  'source.reminded': { ...health, severity: 'medium' },
  'source.stale': { ...health, severity: 'medium' },
  'source.recovered': { ...health, severity: 'low' },
  'evidence.ending': { to: ['analyst', 'administrator'], channels: true, severity: 'low' },
  'certificate.ending': { to: ['analyst', 'administrator'], channels: true, severity: 'low' },
  'contract.day': { to: ['procurement', 'risk-owner'], channels: true, severity: 'medium' },
  'evidence.expired': { to: ['analyst', 'administrator'], channels: true, severity: 'medium' },
  'questionnaire.answered': { ...questionnaire, severity: 'low' },
  'questionnaire.reminder': { ...questionnaire, severity: 'medium' },
  'decision.lapsed': { to: ['risk-owner', 'administrator'], channels: true, severity: 'high' },
  'term.due': { ...own, severity: 'medium' },
  'term.overdue': { to: ['risk-owner', 'administrator'], channels: false, severity: 'high' },
  'exit.unconfirmed': { to: ['risk-owner', 'administrator'], channels: false, severity: 'medium' },
  'model.ending': { to: ['risk-owner'], channels: false, severity: 'medium' },
  'duties.binding': { ...own, severity: 'medium' },
  'vendor.review-due': { to: ['risk-owner'], channels: false, severity: 'low' },
  'reviews.late': { ...own, severity: 'high' },
  'labels.changed': { ...own, severity: 'low' },
  reminder: { ...own, severity: 'medium' },
  digest: { ...own, severity: 'info' },
  'person.invited': { ...own, severity: 'info', awaited: true },
  'person.password-link': { ...own, severity: 'info', awaited: true },
}

/** Events of which something is told, for pages that name them. */
export const noticeEvents = Object.keys(events)

/** Whether its message is no good without the secret link that it carried, which is forgotten once it went out or was parked. */
export const carriesLink = (event: string): boolean => events[event]?.awaited === true || event === 'questionnaire.vendor-sent'

/** An event that is not listed is for whom it names, else for the administrators. */
export const noticeEvent = (event: string): NoticeEvent => events[event] ?? { ...own, severity: 'medium' }

export const isSevereEnough = (severity: Severity, least: Severity): boolean => severities.indexOf(severity) <= severities.indexOf(least)

/** Whether a channel that is kept to some roles takes an event: what is for risk owners is for those who may act for them. */
export const isForRoles = (event: NoticeEvent, roles: readonly HeldRole[] | null): boolean =>
  roles === null || event.to.some((role) => roles.includes(role)) || (event.to.includes('risk-owner') && roles.includes('administrator'))
