import type { Ports } from '../ports'
import { trimNotices } from '../store/notices'
import { putSetting, setting } from '../store/settings'
import { deliverNotices } from './deliver-notices'
import { makeDigests } from './make-digests'
import { remindPeople } from './remind-people'
import { routeNotices } from './route-notices'
import type { TickCounts } from './tick'

export type TellingPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'realNow' | 'random' | 'digest' | 'outgoing' | 'log'>

const lastTellingKey = 'last-telling'
const dayMs = 86_400_000
const keptDays = { parked: 90, sent: 400 }

/**
 * What a tick tells people, after everything else that it does: reminders whose day has come, every cause to whom it is for, digests whose hour has come,
 * and all that is due is sent. Nothing of it rests on having run before or only once: keys follow from causes, receivers and days, so a process that dies
 * anywhere in between, or another one beside it, tells nobody twice and forgets nobody.
 */
export async function tellPeople(given: TellingPorts, at: string): Promise<TickCounts> {
  const ports: TellingPorts = { ...given, now: () => at }
  const last = await setting(ports.db, lastTellingKey)
  const window = { from: typeof last === 'string' ? last : null, at }
  const reminded = await remindPeople(ports, window)
  const routed = await routeNotices(ports, at)
  const digests = await makeDigests(ports, window)
  await putSetting(ports.db, lastTellingKey, at, at)
  const delivered = await deliverNotices(ports, at)
  const daysAgo = (days: number) => new Date(Date.parse(at) - days * dayMs).toISOString()
  await trimNotices(ports.db, { parked: daysAgo(keptDays.parked), sent: daysAgo(keptDays.sent) })
  const counts = { ...reminded, ...routed, ...digests, ...delivered }
  if (Object.values(counts).some((count) => count > 0)) ports.log('people.told', counts)
  return counts
}
