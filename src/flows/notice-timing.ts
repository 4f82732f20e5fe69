import type { Severity } from '../core/kind'
import { afterQuiet, instantOf, lastDue, localAt } from '../core/local-time'
import type { Channel } from '../store/channels'
import type { Person } from '../store/people'
import { isSevereEnough } from './notice-events'

/** When a digest or reminder comes where nobody has said so. */
const morning = '08:00'

/** How somebody wants to be told. */
export type Wishes = {
  zone: string
  rhythm: 'at-once' | 'daily' | 'weekly' | 'none'
  digestAt: string
  quietFrom: string | null
  quietTo: string | null
  /** Less severe news wait for the digest; null = all come at once. */
  atOnceFrom: Severity | null
}

type Timed = Pick<Person, 'timeZone' | 'digestAt' | 'quietFrom' | 'quietTo'>
const common = ({ timeZone, digestAt, quietFrom, quietTo }: Timed) => ({
  zone: timeZone ?? 'UTC',
  digestAt: digestAt ?? morning,
  quietFrom,
  quietTo,
})

export const wishesOf = (person: Timed & Pick<Person, 'rhythm' | 'minSeverity'>): Wishes => ({
  ...common(person),
  rhythm: person.rhythm ?? 'at-once',
  atOnceFrom: person.minSeverity,
})
export const wishesOfChannel = (channel: Timed & Pick<Channel, 'digest'>): Wishes => ({
  ...common(channel),
  rhythm: channel.digest,
  atOnceFrom: null,
})

/**
 * When news of this severity go out. Quiet hours and digests hold for critical news too: no duty of the pack is counted in hours, and what somebody
 * set is what happens. Whoever wants the critical at once and the rest in a digest says so by the severity from which news come at once.
 */
export function timingOf(wishes: Wishes, severity: Severity, at: string): { how: 'message'; at: string } | { how: 'digest' | 'none' } {
  if (wishes.rhythm === 'none') return { how: 'none' }
  if (wishes.rhythm !== 'at-once') return { how: 'digest' }
  if (wishes.atOnceFrom !== null && !isSevereEnough(severity, wishes.atOnceFrom)) return { how: 'digest' }
  return { how: 'message', at: outsideQuiet(wishes, at) }
}

export const outsideQuiet = ({ zone, quietFrom, quietTo }: Wishes, at: string): string =>
  afterQuiet(at, { zone, from: quietFrom, to: quietTo })

/** The instant of the newest digest that is due by `at`. Who is told at once has one each day, but only when something waits for it. */
export const digestDue = ({ zone, digestAt, rhythm }: Wishes, at: string): string =>
  lastDue(at, { zone, time: digestAt, weekly: rhythm === 'weekly' })

/** The instant of the newest reminder that is due by `at`: in the morning of every day. */
export const reminderDue = ({ zone, digestAt }: Wishes, at: string): string => lastDue(at, { zone, time: digestAt, weekly: false })

export const dayIn = ({ zone }: Pick<Wishes, 'zone'>, at: string): string => localAt(at, zone).day
/** The end of the day in this zone, as the instant at which the next begins. */
export const startOfDay = ({ zone }: Pick<Wishes, 'zone'>, day: string): string => instantOf(day, '00:00', zone)
