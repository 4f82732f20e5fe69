import { generateAtomFeed } from 'feedsmith'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { groupBy } from '../../core/group'
import { mayHaveFeeds, noteFeedRead } from '../../flows/feed-addresses'
import { headline, inert, sideWords } from '../../notify/message'
import { announcedWords, changeInWords, counted } from '../../notify/words'
import { feedByHash } from '../../store/feed-addresses'
import { findingsIn, newestCases, ownDueDays } from '../../store/feed-facts'
import { unitsBelow } from '../../store/units'
import type { Scope } from '../../store/visibility'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'

const entries = 50
const openCases = 300
const mostDays = 500

/**
 * A person's Atom feed (RFC 4287) and calendar (RFC 5545) at secret addresses, for readers that cannot sign in. What they hold is what the person may see
 * at that moment; texts of vendors are text there.
 */
export function feedRoutes(app: App, deps: AppDeps): void {
  const { ports, config } = deps
  const { db } = ports
  const homeOf = (c: AppContext) => config.publicUrl ?? new URL(c.req.url).origin

  app.get('/feeds/:file', async (c) => {
    const [, secret, ending] = /^([\w-]{20,100})\.(atom|ics)$/.exec(c.req.param('file')) ?? []
    const found = secret ? await feedByHash(db, ports.digest(secret), ports.now()) : null
    if (!found || found.address.type !== (ending === 'atom' ? 'atom' : 'calendar')) throw notFound()
    await noteFeedRead(ports, found.address)
    const { person } = found
    if (!mayHaveFeeds(person)) throw notFound()
    const scope = { unitIds: person.unitIds === null ? null : await unitsBelow(db, person.unitIds) }
    // the address is a secret: it is told to nobody by a link, and kept by no cache between
    c.header('cache-control', 'private, max-age=300')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-robots-tag', 'noindex')
    if (ending === 'atom')
      return c.body(await atom(scope, homeOf(c), found.address.id), 200, { 'content-type': 'application/atom+xml; charset=utf-8' })
    return c.body(await calendar(scope, homeOf(c), person.id), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="telltale.ics"',
    })
  })

  async function casesWithFindings(scope: Scope, how: { open: boolean; limit: number }) {
    const rows = await newestCases(db, scope, how)
    const byCase = groupBy(
      await findingsIn(
        db,
        rows.map(({ id }) => id),
      ),
      ({ caseId }) => caseId,
    )
    return rows.map((row) => {
      const all = byCase.get(row.id) ?? []
      return { ...row, all, title: changeInWords(row.vendorName, ...all) }
    })
  }

  async function atom(scope: Scope, home: string, id: string): Promise<string> {
    const rows = await casesWithFindings(scope, { open: false, limit: entries })
    return generateAtomFeed({
      id: `urn:telltale:feed:${id}`,
      title: { value: 'Telltale: changes' },
      updated: new Date(Date.parse(rows[0]?.updatedAt ?? ports.now())),
      links: [{ href: `${home}/changes`, rel: 'alternate', type: 'text/html' }],
      authors: [{ name: 'Telltale' }],
      entries: rows.map((row) => ({
        id: `urn:telltale:case:${row.id}`,
        title: { value: headline({ title: row.title, severity: row.severity, demo: row.demo }) },
        published: new Date(Date.parse(row.openedAt)),
        updated: new Date(Date.parse(row.updatedAt)),
        links: [{ href: `${home}/cases/${row.id}`, rel: 'alternate', type: 'text/html' }],
        summary: { value: saidOf(row.all), type: 'text' },
      })),
    })
  }

  async function calendar(scope: Scope, home: string, personId: string): Promise<string> {
    const [rows, due] = await Promise.all([casesWithFindings(scope, { open: true, limit: openCases }), ownDueDays(db, personId, mostDays)])
    const made = ical({
      name: 'Telltale',
      prodId: { company: 'Telltale', product: 'Calendar', language: 'EN' },
      method: ICalCalendarMethod.PUBLISH,
      ttl: 3600,
    })
    const add = (id: string, day: string, summary: string, path: string, stamp: string) =>
      made.createEvent({
        id: `${id}@telltale`,
        start: new Date(`${day}T00:00:00Z`),
        allDay: true,
        timezone: 'UTC',
        summary: inert(summary, 200),
        url: `${home}${path}`,
        stamp: new Date(Date.parse(stamp)),
      })
    for (const one of due)
      add(
        `due-${one.deploymentId}-${one.dueOn}`,
        one.dueOn,
        `Due: ${counted(one.count, 'review')}, ${one.name}`,
        `/deployments/${one.deploymentId}`,
        one.updatedAt,
      )
    for (const one of rows) {
      const words = (what: string) => `${one.demo ? 'Demonstration: ' : ''}${what}: ${one.title}`
      if (one.objectBy) add(`object-${one.id}`, one.objectBy, words('Last day to object'), `/cases/${one.id}`, one.updatedAt)
      if (one.snoozedUntil) add(`snooze-${one.id}`, one.snoozedUntil, words('Comes back'), `/cases/${one.id}`, one.updatedAt)
      for (const day of new Set(one.all.flatMap(({ effectiveOn }) => effectiveOn ?? [])))
        add(`effective-${one.id}-${day}`, day, words('Takes effect'), `/cases/${one.id}`, one.updatedAt)
    }
    return made.toString()
  }
}

type Told = Awaited<ReturnType<typeof findingsIn>>
const saidOf = (all: Told): string =>
  [
    ...all.slice(0, 1).map(({ announcement }) => announcedWords[announcement]),
    ...all.flatMap(({ quotes }) => quotes.slice(0, 3).map(({ side, text }) => `${sideWords[side]}: ${inert(text)}`)),
  ].join(' ')
