import { carriesLink } from '../../flows/notice-events'
import { discardNotice, retryNotice } from '../../flows/settle-parked'
import { channelType } from '../../notify/index'
import { allChannels } from '../../store/channels'
import { type NoticeRow, outsideChannel } from '../../store/notices'
import { type NoticeSubject, noticesPage, subjectsOf, visibleNotice } from '../../store/notices-page'
import { personNames } from '../../store/reminders'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { notFound, Problem } from '../problem'
import { plural } from '../ui/days'
import { Chips, Empty, Head } from '../ui/parts'
import { Demo, Instant, SeveritySign } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { changeTitle, sourceTypeName } from './change-words'
import { addressOf } from './changes'
import { doneAt } from './flash'
import { show } from './show'

const pageSize = 50
const stateWords = { waiting: 'Waits', sent: 'Sent', parked: 'Parked' } as const
/** What a notice is about, in the words of its list. */
export const eventWords: Record<string, string> = {
  'case.opened': 'A case to triage',
  'case.triaged': 'A material case',
  'case.assigned': 'A case handed over',
  'case.commented': 'A comment on a case',
  'finding.provisional': 'A finding, not confirmed',
  'finding.not-confirmed': 'A finding that came to nothing',
  'finding.dismissed': 'A finding that was dismissed',
  'source.failing': 'A source that cannot be read',
  'source.cause-changed': 'A source that cannot be read',
  'source.reminded': 'A source that still cannot be read',
  'source.stale': 'A source that was not verified',
  'source.recovered': 'A source that is read again',
  'evidence.ending': 'A document that runs out',
  'evidence.expired': 'Evidence that has expired',
  'certificate.ending': 'A certificate that runs out',
  'contract.day': 'A day of a contract',
  'questionnaire.answered': 'Answers of a vendor',
  'questionnaire.reminder': 'A questionnaire that waits',
  'questionnaire.vendor-sent': 'Questions to a vendor',
  'questionnaire.vendor-reminder': 'A vendor reminded of questions',
  'questionnaire.vendor-ended': 'A vendor told that its link has ended',
  'decision.lapsed': 'A decision that lapsed',
  'term.due': 'A term that comes due',
  'term.overdue': 'A term that is overdue',
  'model.ending': 'A model that stops',
  'duties.binding': 'Duties that begin to bind',
  'vendor.review-due': 'The regular look at a vendor',
  'exit.unconfirmed': 'An exit that is not confirmed',
  'reviews.late': 'Reviews that are late',
  'labels.changed': 'Labels that have changed',
  reminder: 'A reminder',
  digest: 'A digest',
  'person.invited': 'An invitation',
  'person.password-link': 'A link for a password',
}

/** What was told to whom, what waits, and what could not be sent. */
export function noticePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/notices', async (c) => {
    const caller = callerOf(c)
    const asked = (name: string) => c.req.query(name) || null
    const filters = {
      state: asked('state'),
      event: asked('event'),
      channelId: asked('channelId'),
      personId: asked('personId'),
      caseId: asked('caseId'),
    }
    const sort = asked('sort') === 'at' ? 'at' : null
    const page = pageOrProblem(
      await noticesPage(db, caller, {
        limit: pageSize,
        cursor: asked('cursor'),
        sort: { name: 'at', descending: sort === null },
        filters: Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value === null ? [] : [[name, [value]]]))),
      }),
    )
    const [channels, subjects, names] = await Promise.all([
      allChannels(db),
      subjectsOf(db, caller, page.items),
      personNames(
        db,
        [...page.items.map(({ personId }) => personId), filters.personId].flatMap((id) => id ?? []),
      ),
    ])
    const byId = new Map(channels.map((one) => [one.id, one]))
    const now = ports.now()
    const kept = [
      filters.event ? `“${eventWords[filters.event] ?? filters.event}”` : '',
      filters.personId ? `what went to ${names.get(filters.personId) ?? 'somebody'}` : '',
      filters.channelId ? `what went to ${byId.get(filters.channelId)?.name ?? 'a channel that is gone'}` : '',
      filters.caseId ? 'what is about one case' : '',
    ].filter(Boolean)
    const mayAct = can(caller, 'administer') && page.items.some(({ state }) => state === 'parked')
    const about = ({ caseId, findingId, sourceId }: NoticeRow) => subjects.get(caseId ?? findingId ?? sourceId ?? '')
    const severityOf = (row: NoticeRow) => {
      const subject = about(row)
      const severity = row.severity ?? (subject && 'finding' in subject ? subject.finding.severity : null)
      return severity ? <SeveritySign severity={severity} /> : '–'
    }
    const filtered = Object.values(filters).some((value) => value !== null)
    const address = (more: Record<string, string | null>) => addressOf('/notices', { ...filters, sort, ...more })
    const receiver = ({ channelId, personId, payload }: Pick<NoticeRow, 'channelId' | 'personId' | 'payload'>) => {
      if (channelId === outsideChannel) return typeof payload.to === 'string' ? `${payload.to}, outside` : 'An address outside'
      const channel = byId.get(channelId ?? '')
      if (channelId) return channel ? `${channel.name} (${channelType(channel.type)?.name ?? channel.type})` : 'A channel that is gone'
      return personId ? (names.get(personId) ?? 'Somebody') : 'Nobody yet: given out at the next tick'
    }
    return show(c, deps, {
      title: 'Notices',
      section: 'settings',
      crumbs: [{ href: '/settings', label: 'Settings' }],
      children: (
        <>
          <Head title="Notices">
            <p>What was told to whom, by e-mail and through channels. What fails is tried again for a day, and then parked here.</p>
          </Head>
          {ports.outgoing.mail ? null : (
            <p>
              <strong>No mail server is set up</strong> (TELLTALE_SMTP_URL): what is for people by e-mail is parked, and stands in Telltale
              alone.
            </p>
          )}
          {kept.length ? (
            <p>
              Only {kept.join(', ')}. <a href={addressOf('/notices', { state: filters.state })}>Show all</a>
            </p>
          ) : null}
          <Chips
            label="State"
            chips={[null, 'waiting', 'sent', 'parked'].map((state) => ({
              href: address({ state }),
              label: state === 'waiting' || state === 'sent' || state === 'parked' ? stateWords[state] : 'All',
              current: filters.state === state,
            }))}
          />
          {page.items.length ? (
            <>
              <Table
                label="Notices"
                sorted={sort ?? '-at'}
                sortHref={(to) => address({ sort: to === 'at' ? 'at' : null })}
                columns={[
                  {
                    head: 'What',
                    cell: (row) => <What row={row} about={about(row)} />,
                  },
                  { head: 'To', cell: receiver },
                  { head: 'Severity', low: true, cell: (row) => severityOf(row) },
                  { head: 'Since', sort: 'at', cell: (row) => <Instant at={row.at} now={now} /> },
                  {
                    head: 'State',
                    cell: (row) => (
                      <>
                        {row.digestId ? `${stateWords[row.state]}, in a digest` : stateWords[row.state]}
                        {row.sentAt ? (
                          <>
                            {' '}
                            <Instant at={row.sentAt} now={now} />
                          </>
                        ) : null}
                        {row.fault ? <span class="sub">{row.fault}</span> : null}
                        {row.state === 'waiting' && row.tries > 0 && row.nextTryAt < '9999' ? (
                          <span class="sub">
                            {plural(row.tries, 'try', 'tries')}, again <Instant at={row.nextTryAt} now={now} />
                          </span>
                        ) : null}
                      </>
                    ),
                  },
                  ...(mayAct ? [{ head: 'Act', cell: (row: NoticeRow) => <Acts row={row} /> }] : []),
                ]}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={asked('cursor') ? address({}) : null}
                next={page.next ? address({ cursor: page.next }) : null}
                noun="notices"
              />
            </>
          ) : (
            <Empty
              icon="told"
              title={filtered ? 'No notice like this' : 'Nobody was told anything yet'}
              acts={filtered ? <a href="/notices">Show all</a> : null}
            >
              {filtered ? null : <p>Once a change is found, whoever answers it is told, and it is listed here.</p>}
            </Empty>
          )}
        </>
      ),
    })
  })

  app.post('/notices/:id/retry', async (c) => {
    const found = await visibleNotice(db, callerOf(c), c.req.param('id'))
    if (!found) throw notFound()
    const done = await retryNotice(ports, found.id)
    if (!done.ok && done.reason === 'link-forgotten') throw new Problem(409, 'link-forgotten', forgotten(found))
    return c.redirect(doneAt('/notices?state=parked', done.ok ? 'notice-retried' : 'notice-gone'), 303)
  })

  app.post('/notices/:id/discard', async (c) => {
    const found = await visibleNotice(db, callerOf(c), c.req.param('id'))
    if (!found) throw notFound()
    const done = await discardNotice(ports, found.id)
    return c.redirect(doneAt('/notices?state=parked', done.ok ? 'notice-discarded' : 'notice-gone'), 303)
  })
}

/** What happened to whom, and below it what was told of it. */
const What = ({ row, about }: { row: NoticeRow; about: NoticeSubject | undefined }) => {
  const told = eventWords[row.event] ?? row.event
  const place = placeOf(row)
  const title = about
    ? 'finding' in about
      ? changeTitle(about.vendorName, about.finding, null)
      : `${about.vendorName}: ${sourceTypeName(about.source.type)}`
    : told
  return (
    <>
      {place ? <a href={place}>{title}</a> : title} <Demo demo={row.demo} />
      {about ? <span class="sub">{told}</span> : null}
    </>
  )
}

function placeOf({ caseId, findingId, sourceId }: NoticeRow): string | null {
  if (caseId) return `/cases/${caseId}`
  if (findingId) return `/findings/${findingId}`
  return sourceId ? `/sources/${sourceId}` : null
}

/** What to do about a message whose secret link was forgotten. */
const forgotten = ({ event }: NoticeRow): string =>
  event.startsWith('questionnaire.')
    ? 'Its link is kept no longer: send the questionnaire once more.'
    : 'Its link is kept no longer: make a new one on the page of the person.'

const Acts = ({ row }: { row: NoticeRow }) =>
  row.state === 'parked' ? (
    <>
      {carriesLink(row.event) ? (
        <span class="sub">{forgotten(row)}</span>
      ) : (
        <form method="post" action={`/notices/${row.id}/retry`} class="inline">
          <button class="btn link" type="submit">
            Send again
          </button>
        </form>
      )}{' '}
      <form method="post" action={`/notices/${row.id}/discard`} class="inline">
        <button class="btn link" type="submit">
          Discard
        </button>
      </form>
    </>
  ) : null
