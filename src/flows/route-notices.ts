import type { Ports } from '../ports'
import { allChannels, type Channel } from '../store/channels'
import { runBatch } from '../store/database'
import { type NoticeRow, nextDigestOf, type Routing, unroutedNotices, withTheDigest, writeRouting } from '../store/notices'
import type { Person } from '../store/people'
import { standingPeople } from '../store/recipients'
import { isForRoles, isSevereEnough, noticeEvent } from './notice-events'
import { seeing, subjectsOf } from './notice-scope'
import { dayIn, timingOf, type Wishes, wishesOf, wishesOfChannel } from './notice-timing'

type RoutePorts = Pick<Ports, 'db' | 'newId' | 'outgoing'>

const perRound = 200
const mostRounds = 50

export const noMail = 'No mail server is set up (TELLTALE_SMTP_URL), so it stands in Telltale alone.'

/**
 * Gives every cause that waits to its person and to the channels that it is for: a row a receiver, under a key that follows from cause and receiver,
 * so that routing twice tells nobody twice. Of one case a channel has one notice, however many owners, reviews and steps it has. News of nobody go to
 * those whom they are for in the units concerned. Who is away has their delegate told as well. Of the demonstration nothing leaves Telltale.
 */
export async function routeNotices(ports: RoutePorts, at: string): Promise<{ noticesRouted: number }> {
  let routed = 0
  for (let round = 0; round < mostRounds; round++) {
    const causes = await unroutedNotices(ports.db, at, perRound)
    if (!causes.length) break
    await runBatch(ports.db, writeRouting(ports.db, at, await routingOf(ports, causes, at)))
    routed += causes.length
    if (causes.length < perRound) break
  }
  return { noticesRouted: routed }
}

type Routed = { copies: NoticeRow[]; settled: Routing[]; moot: string[] }

async function routingOf(ports: RoutePorts, causes: readonly NoticeRow[], at: string): Promise<Routed> {
  const [people, channels] = await Promise.all([standingPeople(ports.db), allChannels(ports.db)])
  const byId = new Map(people.map((person) => [person.id, person]))
  const enabled = channels.filter((channel) => channel.enabled)
  const { caseOf, findingOf, severityOf } = await subjectsOf(ports, causes)
  const { sees } = seeing(ports)
  const out: Routed = { copies: [], settled: [], moot: [] }

  for (const cause of causes) {
    const event = noticeEvent(cause.event)
    if (isMoot(cause, caseOf(cause)?.state ?? null, findingOf(cause)?.state ?? null)) {
      out.moot.push(cause.id)
      continue
    }
    if (cause.demo) {
      out.settled.push(inTelltale(cause, 'The demonstration is told in Telltale alone.'))
      continue
    }
    const severity = severityOf(cause)
    const to = (receiver: Receiver, row: NoticeRow) => ({ ...row, severity, ...goingOut(ports, receiver, row, severity, at) })

    if (event.channels && cause.channelId === null)
      for (const channel of enabled)
        if (isSevereEnough(severity, channel.minSeverity) && isForRoles(event, channel.roles) && (await sees(channel.unitIds, cause)))
          out.copies.push(to({ channel }, copyFor(ports, cause, { channelId: channel.id, personId: null })))

    if (cause.channelId !== null) {
      const channel = enabled.find((one) => one.id === cause.channelId)
      if (channel) out.settled.push(to({ channel }, cause))
      else out.moot.push(cause.id)
      continue
    }
    if (cause.personId !== null) {
      const person = byId.get(cause.personId)
      out.settled.push(person ? to({ person }, cause) : inTelltale({ ...cause, severity }, 'Nobody reads it: the account is closed.'))
      for (const copy of person && !event.awaited ? delegatesOf(person, byId, at) : [])
        out.copies.push(to({ person: copy }, copyFor(ports, cause, { channelId: null, personId: copy.id, instead: person?.name })))
      continue
    }
    for (const person of await audience(people, event.to, (unitIds) => sees(unitIds, cause)))
      for (const reader of [person, ...delegatesOf(person, byId, at)])
        out.copies.push(
          to(
            { person: reader },
            copyFor(ports, cause, { channelId: null, personId: reader.id, instead: reader === person ? undefined : person.name }),
          ),
        )
    out.settled.push(inTelltale({ ...cause, severity }, null))
  }
  return out
}

/** What has come to nothing, or been answered, before anybody was told. */
const isMoot = (cause: NoticeRow, caseState: string | null, findingState: string | null): boolean =>
  (cause.event === 'case.opened' && caseState !== 'open') || (cause.event === 'finding.provisional' && findingState !== 'provisional')

/** Those of these roles who see it; where there is none, the administrators who do, and where there is none either, all of them. */
async function audience(
  people: readonly Person[],
  roles: readonly string[],
  sees: (unitIds: string[] | null) => Promise<boolean>,
): Promise<Person[]> {
  const active = people.filter((person) => person.state === 'active')
  const seen: Person[] = []
  for (const person of active)
    if ((roles.includes(person.role) || person.role === 'administrator') && (await sees(person.unitIds))) seen.push(person)
  const meant = seen.filter((person) => roles.includes(person.role))
  if (meant.length) return meant
  return seen.length ? seen : active.filter((person) => person.role === 'administrator')
}

/** Who stands in for a person today. */
function delegatesOf(person: Person, byId: ReadonlyMap<string, Person>, at: string): Person[] {
  const today = dayIn(wishesOf(person), at)
  const away = person.awayFrom !== null && person.awayFrom <= today && (person.awayUntil === null || today <= person.awayUntil)
  const delegate = away ? byId.get(person.delegateId ?? '') : undefined
  return delegate?.state === 'active' ? [delegate] : []
}

type Receiver = { person: Person; channel?: undefined } | { channel: Channel; person?: undefined }

/** When and how it goes out. `sent` at once = told in Telltale alone, as its reader wishes. */
function goingOut(
  { outgoing }: RoutePorts,
  { person, channel }: Receiver,
  row: NoticeRow,
  severity: NonNullable<NoticeRow['severity']>,
  at: string,
) {
  const byMail = person !== undefined || channel.type === 'email'
  const wishes: Wishes = person ? wishesOf(person) : wishesOfChannel(channel)
  const timing = noticeEvent(row.event).awaited ? { how: 'message' as const, at } : timingOf(wishes, severity, at)
  const common = { routedAt: at, fault: null, digestId: null, nextTryAt: at, sentAt: null }
  if (timing.how === 'none')
    return { ...common, state: 'sent' as const, sentAt: at, fault: 'Told in Telltale alone, as its reader wishes.' }
  if (byMail && !outgoing.mail) return { ...common, state: 'parked' as const, fault: noMail }
  if (timing.how === 'message') return { ...common, state: 'waiting' as const, nextTryAt: timing.at }
  const receiver = person ? `person:${person.id}` : `channel:${channel.id}`
  return { ...common, state: 'waiting' as const, digestId: nextDigestOf(receiver), nextTryAt: withTheDigest }
}

const inTelltale = (cause: NoticeRow, fault: string | null): NoticeRow => ({ ...cause, state: 'sent', digestId: null, fault })

/** The notice of the same cause for another receiver. Its key is that which the cause would have, had it been written for them. */
function copyFor(
  { newId }: RoutePorts,
  cause: NoticeRow,
  { channelId, personId, instead }: { channelId: string | null; personId: string | null; instead?: string },
): NoticeRow {
  const own = ` ${cause.personId ?? 'queue'}`
  const news = cause.idempotencyKey.endsWith(own) ? cause.idempotencyKey.slice(0, -own.length) : cause.idempotencyKey
  const forChannel = cause.caseId ? `case ${cause.caseId} channel:${channelId}` : `${news} channel:${channelId}`
  return {
    ...cause,
    id: newId(),
    idempotencyKey: channelId ? forChannel : `${news} ${personId}`,
    channelId,
    personId,
    causeId: cause.id,
    payload: { ...cause.payload, ...(instead ? { instead } : {}) },
    state: 'waiting',
    tries: 0,
    leaseOwner: null,
    leaseUntilMs: 0,
  }
}
