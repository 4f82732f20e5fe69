import { addDays } from '../core/day'
import { localAt } from '../core/local-time'
import { severest } from '../core/severity'
import type { MessageItem } from '../notify/message'
import { counted, dayInWords } from '../notify/words'
import { cosmeticBetween, dueNext, pollsBetween } from '../store/notice-facts'
import { type NoticeRow, noticesInDigest } from '../store/notices'
import type { Scope } from '../store/visibility'
import type { About, ComposePorts, Reader } from './compose-notice'

const mostItems = 30
const mostCosmetic = 10
const mostDue = 15
const aheadDays = { daily: 7, weekly: 14 } as const

/** The part of a period of which a reader may see what happened; empty where there is none. */
function within({ limits }: Scope, from: string, to: string): [string, string] {
  const first = limits?.periodFrom ? `${limits.periodFrom}T00:00:00.000Z` : from
  const last = limits?.periodTo ? `${addDays(limits.periodTo, 1)}T00:00:00.000Z` : to
  return [from < first ? first : from, last < to ? last : to]
}

/**
 * What happened in a period, what is due next, and how much was watched meanwhile: it is told also when nothing happened, for silence alone does not say
 * whether anybody looked.
 */
export async function composeDigest(
  { db }: ComposePorts,
  row: NoticeRow,
  reader: Reader,
  about: (row: NoticeRow) => Promise<About | null> | About | null,
): Promise<About> {
  const weekly = row.payload.weekly === true
  const [from, to] = [String(row.payload.from), String(row.payload.to)]
  const until = addDays(reader.today, weekly ? aheadDays.weekly : aheadDays.daily)
  const [inside, polls, cosmetic, due] = await Promise.all([
    noticesInDigest(db, row.id),
    pollsBetween(db, ...within(reader.scope, from, to)),
    cosmeticBetween(db, reader.scope, from, to, mostCosmetic),
    dueNext(db, reader.scope, reader.personId, { today: reader.today, until }, mostDue),
  ])
  const items: MessageItem[] = []
  for (const one of inside.slice(0, mostItems)) {
    const said = await about(one)
    if (said)
      items.push({
        text: said.title,
        detail: said.dates?.[0] ? `${said.dates[0].what}: ${said.dates[0].day}` : (said.lines[0] ?? null),
        severity: said.severity ?? one.severity,
        path: said.path ?? null,
      })
  }
  const happened = inside.length ? `${counted(inside.length, 'notice')}` : 'nothing happened'
  const when = (at: string) => {
    const { day, time } = localAt(at, reader.zone)
    return `${day} ${time}`
  }
  return {
    title: `${weekly ? 'Your week' : 'Your day'}: ${happened}`,
    severity: inside.length ? severest(inside.flatMap((one) => one.severity ?? [])) : null,
    lines: [
      `From ${when(from)} to ${when(to)} (${reader.zone}): ${counted(polls.attempted, 'poll')} attempted, ${polls.succeeded} succeeded, ${polls.failed} failed.`,
      ...(inside.length > mostItems ? [`${inside.length - mostItems} more stand in Telltale.`] : []),
    ],
    sections: [
      { heading: 'What happened', items, none: 'Nothing that concerns you.' },
      {
        heading: `Editorial changes, which make nothing due: ${cosmetic.count}`,
        items: cosmetic.rows.map((one) => ({ text: one.vendorName, detail: one.url, severity: null, path: `/sources/${one.sourceId}` })),
        none: 'None.',
      },
      {
        heading: `Due until ${dayInWords(until, reader.today)}`,
        items: due.map(({ deploymentId, name, count, dueOn }) => ({
          text: `${name}: ${counted(count, 'review')}`,
          detail: `first due ${dayInWords(dueOn, reader.today)}`,
          severity: null,
          path: `/deployments/${deploymentId}`,
        })),
        none: 'Nothing.',
      },
    ],
    path: '/',
    act: 'Open Today',
    data: {
      from,
      to,
      polls,
      cosmeticChanges: cosmetic.count,
      notices: inside.map(({ id, event, caseId, findingId, severity }) => ({ id, event, caseId, findingId, severity })),
    },
  }
}
