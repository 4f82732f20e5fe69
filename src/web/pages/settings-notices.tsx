import { z } from 'zod'
import { makeFeedAddress, mayHaveFeeds, revokeFeedAddress } from '../../flows/feed-addresses'
import { noticeWishes, setNoticeWishes } from '../../flows/set-notice-wishes'
import { type FeedAddress, feedAddressById, feedsOf } from '../../store/feed-addresses'
import { type Person, personById } from '../../store/people'
import type { rhythms } from '../../store/schema'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { type Fault, Faults, Select, type Typed } from '../ui/form'
import { Instant } from '../ui/signs'
import { actorOf, resultOf } from './act'
import { channelLabels, severityOptions, TimeFields } from './channel-fields'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'

const rhythmOptions = [
  { value: 'at-once', label: 'At once' },
  { value: 'daily', label: 'One digest a day' },
  { value: 'weekly', label: 'One digest a week, on Monday' },
  { value: 'none', label: 'Not by e-mail: I look here' },
] as const satisfies readonly { value: (typeof rhythms)[number]; label: string }[]
const feedWords = { atom: 'Feed of changes (Atom)', calendar: 'Calendar of days (iCalendar)' } as const
const endings = { atom: 'atom', calendar: 'ics' } as const

type Shown = { typed?: Typed; faults?: readonly Fault[]; made?: { type: FeedAddress['type']; address: string } }

/** How one is told oneself: rhythm, hours, and secret addresses for a feed reader and a calendar. */
export function noticeSettings(app: App, deps: AppDeps): void {
  const { ports, config } = deps
  const { db } = ports

  app.get('/settings/notices', (c) => page(c, {}))

  app.post('/settings/notices', async (c) => {
    const { typed } = await formFields(c)
    const text = (name: string) => typed[name]?.trim() || null
    const parsed = noticeWishes.safeParse({
      rhythm: text('rhythm'),
      minSeverity: text('minSeverity'),
      timeZone: text('timeZone'),
      digestAt: text('digestAt'),
      quietFrom: text('quietFrom'),
      quietTo: text('quietTo'),
    })
    if (!parsed.success) return page(c, { typed, faults: fieldErrors(parsed.error) })
    resultOf(await setNoticeWishes(ports, actorOf(c), callerOf(c).personId, parsed.data))
    return c.redirect(doneAt('/settings/notices', 'saved'), 303)
  })

  app.post('/settings/feeds', async (c) => {
    const type = z.enum(['atom', 'calendar']).safeParse((await formFields(c)).typed.type)
    if (!type.success) return page(c, { faults: [{ path: null, message: 'Choose a feed or a calendar.' }] })
    if (!mayHaveFeeds(callerOf(c))) throw new Problem(403, 'not-allowed', 'There is no feed for this role.')
    const { secret } = await makeFeedAddress(ports, actorOf(c), callerOf(c).personId, type.data)
    const home = config.publicUrl ?? new URL(c.req.url).origin
    return page(c, { made: { type: type.data, address: `${home}/feeds/${secret}.${endings[type.data]}` } })
  })

  app.post('/settings/feeds/:id/revoke', async (c) => {
    const found = await feedAddressById(db, c.req.param('id'))
    if (!found || found.personId !== callerOf(c).personId) throw notFound()
    await revokeFeedAddress(ports, actorOf(c), found)
    return c.redirect(doneAt('/settings/notices', 'feed-revoked'), 303)
  })

  async function page(c: AppContext, { typed, faults = [], made }: Shown) {
    const caller = callerOf(c)
    const [person, feeds] = await Promise.all([personById(db, caller.personId), feedsOf(db, caller.personId)])
    if (!person) throw notFound()
    const fields = typed ?? typedOf(person)
    return showSettings(
      c,
      deps,
      {
        current: '/settings/notices',
        lead: `How you are told, at ${person.email}.`,
        acts: <a href={`/notices?personId=${person.id}`}>What you were told</a>,
        children: (
          <>
            <Faults faults={faults} labels={{ ...channelLabels, rhythm: 'By e-mail', minSeverity: 'At once from' }} />
            {made ? (
              <div class="flash" role="status">
                <span>
                  Your address, shown this once: <code class="mono wrap">{made.address}</code>
                </span>
              </div>
            ) : null}
            {ports.outgoing.mail ? null : (
              <p>
                <strong>No mail server is set up</strong> (TELLTALE_SMTP_URL), so nothing is sent by e-mail. What is for you stands under
                Today and in the <a href="/notices">list of notices</a>.
              </p>
            )}
            <form class="form mt" method="post" action="/settings/notices">
              <Select name="rhythm" label="By e-mail" required options={rhythmOptions} typed={fields} faults={faults} />
              <Select
                name="minSeverity"
                label="At once from"
                blank="All severities"
                hint="Of what comes at once: less severe news wait for a daily digest."
                options={severityOptions}
                typed={fields}
                faults={faults}
              />
              <TimeFields own typed={fields} faults={faults} />
              <p>
                <button class="btn go" type="submit">
                  Save
                </button>
              </p>
            </form>
            {mayHaveFeeds(person) ? <Feeds feeds={feeds} now={ports.now()} /> : null}
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}

const typedOf = (person: Person): Typed => ({
  rhythm: person.rhythm ?? 'at-once',
  minSeverity: person.minSeverity ?? '',
  timeZone: person.timeZone ?? '',
  digestAt: person.digestAt ?? '',
  quietFrom: person.quietFrom ?? '',
  quietTo: person.quietTo ?? '',
})

const Feeds = ({ feeds, now }: { feeds: readonly FeedAddress[]; now: string }) => (
  <section class="sec" id="feeds">
    <h2>Feed and calendar</h2>
    <p class="soft">Secret addresses for a feed reader or a calendar. Whoever has one reads there what you may see, until you revoke it.</p>
    {feeds.length ? (
      <ul class="hits">
        {feeds.map((feed) => (
          <li>
            {feedWords[feed.type]}
            <span class="sub">
              made <Instant at={feed.createdAt} now={now} />
              {feed.lastUsedAt ? (
                <>
                  , last read <Instant at={feed.lastUsedAt} now={now} />
                </>
              ) : (
                ', never read'
              )}
            </span>
            <form method="post" action={`/settings/feeds/${feed.id}/revoke`} class="inline">
              <button class="btn link" type="submit">
                Revoke
              </button>
            </form>
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">None.</p>
    )}
    <form method="post" action="/settings/feeds" class="row mt">
      <button class="btn" type="submit" name="type" value="atom">
        Make a feed
      </button>
      <button class="btn" type="submit" name="type" value="calendar">
        Make a calendar
      </button>
    </form>
  </section>
)
