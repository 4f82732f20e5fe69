import type { Child } from 'hono/jsx'
import { type Why, whyNoAlert } from '../../flows/why-no-alert'
import { findingById } from '../../store/findings'
import { sourceById } from '../../store/sources'
import { isVisible } from '../../store/visibility'
import { vendorMeant } from '../../store/why'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { dayMs, plural } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { Day, FindingState, Health, Icon, Instant } from '../ui/signs'
import { toldHow } from './case-story'
import { changeTitle, sourceTypeName } from './change-words'
import { show } from './show'

/** "Why did I not get an alert?": from a vendor, a source or a change, words and a day to the first thing that kept it from the reader. */
export function whyPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/why', async (c) => {
    const now = ports.now()
    const asked = await askedFor(c, deps)
    const why = asked.vendor
      ? await whyNoAlert(ports, callerOf(c), callerOf(c).personId, { ...asked, vendor: asked.vendor, words: asked.about })
      : null
    return show(c, deps, {
      title: 'Why did I not get an alert?',
      section: 'changes',
      crumbs: [{ href: '/changes', label: 'Changes' }],
      children: (
        <>
          <Head title="Why did I not get an alert?">
            <p>Answered from the records alone, in the order in which news travel.</p>
          </Head>
          <Form asked={asked} now={now} />
          {why && asked.vendor ? (
            <Answer why={why} vendor={asked.vendor} about={asked.about} now={now} />
          ) : asked.named ? (
            <Empty
              icon="chain"
              title="No single vendor is meant by this"
              acts={
                <a class="btn" href={`/search?q=${encodeURIComponent(asked.named)}`}>
                  Search for it
                </a>
              }
            >
              <p>Nobody of this name is registered, several are, or they belong to another unit. What is not registered is not watched.</p>
            </Empty>
          ) : null}
        </>
      ),
    })
  })
}

const longest = 300
const dayOf = (text: string | undefined, otherwise: string) =>
  text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : otherwise

async function askedFor(c: AppContext, { ports: { db, now } }: AppDeps) {
  const caller = callerOf(c)
  const query = c.req.query()
  const about = (query.about ?? '').trim().slice(0, longest)
  const named = (query.vendor ?? '').trim().slice(0, longest)
  const seen = async (noun: string, id: string) => {
    if (!(await isVisible(db, caller, noun, id))) throw notFound()
  }
  if (query.finding) {
    await seen('findings', query.finding)
    const finding = await findingById(db, query.finding)
    if (!finding) throw notFound()
    const vendor = await vendorMeant(db, caller, { id: finding.vendorId, words: '' })
    const on = dayOf(query.on, finding.detectedAt.slice(0, 10))
    return { vendor, named: vendor?.name ?? '', sourceId: finding.sourceId, findingId: finding.id, about, on }
  }
  if (query.source) await seen('sources', query.source)
  const source = query.source ? await sourceById(db, query.source) : null
  const vendor = source || named ? await vendorMeant(db, caller, { id: source?.vendorId ?? null, words: named }) : null
  return {
    vendor,
    named: named || (vendor?.name ?? ''),
    sourceId: source?.id ?? null,
    findingId: null,
    about,
    on: dayOf(query.on, now().slice(0, 10)),
  }
}
type Asked = Awaited<ReturnType<typeof askedFor>>

const Form = ({ asked, now }: { asked: Asked; now: string }) => (
  <form class="filters" action="/why" method="get">
    {asked.sourceId && !asked.findingId ? <input type="hidden" name="source" value={asked.sourceId} /> : null}
    <div class="field">
      <label for="vendor">Vendor</label>
      <input id="vendor" type="text" name="vendor" value={asked.named} required maxlength={longest} placeholder="Name or domain" />
    </div>
    <div class="field grow">
      <label for="about">Words of what changed, if you know them</label>
      <input id="about" type="text" name="about" value={asked.about} maxlength={longest} />
    </div>
    <div class="field">
      <label for="on">About when</label>
      <input id="on" type="date" name="on" value={asked.on} max={now.slice(0, 10)} required />
    </div>
    <button type="submit">Ask</button>
  </form>
)

/** The first thing that kept it from the reader, in a sentence. */
export function verdictOf(why: Why, about: string): string {
  const { sources, findings, quiet, reader } = why
  const watched = sources.filter((one) => one.watchedThen)
  const of = about ? ` with these words` : ''
  const mine = findings.flatMap((one) => one.told).filter((one) => one.notice.personId === reader?.person.id)
  if (mine.some((one) => one.notice.state === 'sent' && !one.notice.fault)) return 'You were told: the notice to you is below.'
  if (mine.some((one) => one.notice.state === 'sent')) return 'You were told in Telltale, not by message.'
  if (mine.some((one) => one.notice.state === 'parked')) return 'A notice to you could not be delivered, and stands parked below.'
  if (mine.some((one) => one.notice.digestId)) return 'A notice to you waits for your next digest.'
  if (mine.length) return 'A notice to you waits to be sent.'
  const confirmed = findings.filter((one) => one.finding.state === 'confirmed')
  if (confirmed.length) {
    const open = confirmed.some((one) => one.case?.state === 'open' || one.case?.state === 'snoozed')
    if (open && !reader?.isForRole) return 'It was found, and waits for triage: until then risk owners alone are told.'
    if (open) return 'It was found and its case is open; no notice to you has been made of it.'
    if (confirmed.every((one) => one.case?.answer === 'not-material'))
      return 'It was found, and a person answered that it is not material to us.'
    return 'It was found and answered; you own no review of it, so nothing was sent to you.'
  }
  if (findings.some((one) => one.finding.state === 'provisional')) return 'It was seen once and waits for a second fetch to bear it out.'
  if (findings.some((one) => one.finding.state === 'dismissed')) return 'It was seen, and a person dismissed it.'
  if (findings.length) return 'It was seen once, and a second fetch did not show it again.'
  if (quiet.length) return 'It was seen, and held back: by which rule is below.'
  if (!sources.length) return 'Nothing of this vendor is watched.'
  if (!watched.length) return 'It was not watched then: the watching began later.'
  if (watched.every((one) => !one.asked.good))
    return watched.some((one) => one.asked.failed) ? 'It could not be read in these days.' : 'It was not asked for in these days.'
  const good = watched.reduce((sum, one) => sum + one.asked.good, 0)
  return `It was read ${good === 1 ? 'once' : `${good.toLocaleString('en-GB')} times`} in these days, and no change${of} was seen.`
}

const Answer = ({ why, vendor, about, now }: { why: Why; vendor: { id: string; name: string }; about: string; now: string }) => {
  const { range, sources, quiet, findings, reader } = why
  return (
    <>
      <section class="box mt" aria-labelledby="verdict">
        <h2 id="verdict">{verdictOf(why, about)}</h2>
        <p class="small soft">
          <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>, from <Day day={range.from.slice(0, 10)} now={now} /> to{' '}
          <Day day={range.to.slice(0, 10)} now={now} />, {plural(sources.length, 'source')}
          {about ? `, words “${about}”` : ''}.
        </p>
      </section>
      <Step title="1. Was it watched, and read?">
        {sources.length ? sources.map((one) => <Watched one={one} now={now} />) : <Line icon="na">Nothing of this vendor is watched.</Line>}
      </Step>
      <Step title="2. What was seen and held back?">
        <Line icon="info">
          {why.changes ? `${plural(why.changes, 'reading')} differed from the one before.` : 'No reading differed from the one before.'}
        </Line>
        {quiet.map(({ change, parts }) => (
          <Line icon="noise">
            <a href={`/changes/${change.id}?all=1`}>Held back</a> <Instant at={change.detectedAt} now={now} />
            {parts.slice(0, 3).map((part) => (
              <span class="sub">
                <span class="words">{part.text.slice(0, 200)}</span>: {part.why}.
              </span>
            ))}
          </Line>
        ))}
        {why.changes && !quiet.length ? <Line icon="check">Nothing{about ? ' with these words' : ''} was held back.</Line> : null}
      </Step>
      <Step title="3. What became of it, and who was told?">
        {findings.length ? (
          findings.map(({ finding, case: one, told }) => (
            <>
              <Line icon="doc">
                <a href={`/findings/${finding.id}`}>{changeTitle(vendor.name, finding, null)}</a>, seen{' '}
                <Instant at={finding.detectedAt} now={now} />. <FindingState state={finding.state} />
                {finding.reason ? <span class="sub">{finding.reason}</span> : null}
                {one ? <span class="sub">{caseWords(one)}</span> : null}
              </Line>
              {told.slice(0, 30).map((row) => (
                <Line icon={row.notice.state === 'parked' ? 'fail' : row.notice.state === 'waiting' ? 'due' : 'told'}>
                  {row.notice.personId && row.notice.personId === reader?.person.id
                    ? 'You'
                    : (row.personName ?? row.channelName ?? 'Somebody')}
                  : {toldHow(row, now)}.
                </Line>
              ))}
              {told.length ? null : <Line icon="na">Nobody has been told of it by message.</Line>}
            </>
          ))
        ) : (
          <Line icon="na">No finding{about ? ' with these words' : ''} came of these days.</Line>
        )}
      </Step>
      {reader ? <Settings reader={reader} /> : null}
    </>
  )
}

const Step = ({ title, children }: { title: string; children: Child }) => (
  <section class="sec">
    <h2>{title}</h2>
    <ul class="checks">{children}</ul>
  </section>
)
const Line = ({ icon, children }: { icon: string; children: Child }) => (
  <li>
    <Icon name={icon} />
    <div>{children}</div>
  </li>
)

const caseWords = (one: { state: string; answer: string | null; reason: string | null }) =>
  one.answer === 'not-material'
    ? `Answered as not material: ${one.reason ?? ''}`
    : one.answer === 'material'
      ? 'Answered as material: the owners of its reviews are told.'
      : one.state === 'snoozed'
        ? 'Put off: it comes back on its day.'
        : 'Waits for triage.'

const Watched = ({ one: { source, health, asked, watchedThen }, now }: { one: Why['sources'][number]; now: string }) => (
  <Line icon={!watchedThen || !asked.good ? 'fail' : asked.gap ? 'prov' : 'check'}>
    <a href={`/sources/${source.id}`}>{sourceTypeName(source.type)}</a>:{' '}
    {watchedThen
      ? `${plural(asked.good, 'good reading')}, ${asked.failed ? `${plural(asked.failed, 'failure')} (${asked.causes.join(', ')})` : 'no failure'}.`
      : 'not watched yet.'}
    {watchedThen && asked.gap ? (
      <span class="sub">
        Longest time without one: {hours(asked.gap.ms)}, from <Instant at={asked.gap.from} now={now} />.
      </span>
    ) : null}
    <span class="sub">
      Watched since <Instant at={source.createdAt} now={now} />, every {hours(source.intervalMinutes * 60_000)}.{' '}
      {source.enabled ? (
        health && health !== 'ok' ? (
          <Health state={health} />
        ) : null
      ) : (
        `Switched off: ${source.disabledReason ?? 'no reason given'}.`
      )}
    </span>
  </Line>
)

const hours = (ms: number) =>
  ms < 90 * 60_000
    ? plural(Math.round(ms / 60_000), 'minute')
    : ms < 2 * dayMs
      ? plural(Math.round(ms / 3_600_000), 'hour')
      : plural(Math.round(ms / dayMs), 'day')

const Settings = ({ reader: { person, wishes, isForRole, tooMild, severity } }: { reader: NonNullable<Why['reader']> }) => (
  <Step title="4. What your own settings do with such news">
    <Line icon={isForRole ? 'check' : 'na'}>
      {isForRole
        ? 'New cases go to your role by themselves.'
        : 'New cases go to risk owners. You are told of reviews that you own, and of what you have to do with.'}
    </Line>
    <Line icon={wishes.rhythm === 'at-once' ? 'check' : wishes.rhythm === 'none' ? 'fail' : 'due'}>
      {wishes.rhythm === 'at-once'
        ? 'You are told at once.'
        : wishes.rhythm === 'none'
          ? 'You asked to be told in Telltale alone: no message is sent.'
          : `You asked for a ${wishes.rhythm} digest, at ${wishes.digestAt} (${wishes.zone}).`}
    </Line>
    {person.minSeverity ? (
      <Line icon={tooMild ? 'due' : 'check'}>
        {tooMild && severity
          ? `You asked for ${person.minSeverity} and above at once; this is ${severity}, so it waits for the digest.`
          : `You asked for ${person.minSeverity} and above at once; the rest waits for the digest.`}
      </Line>
    ) : null}
    {wishes.quietFrom && wishes.quietTo ? (
      <Line icon="snooze">
        Quiet hours from {wishes.quietFrom} to {wishes.quietTo} ({wishes.zone}): what comes then is sent after them.
      </Line>
    ) : null}
    {person.awayFrom ? (
      <Line icon="person">
        Away from {person.awayFrom}
        {person.awayUntil ? ` until ${person.awayUntil}` : ''}: your delegate is told too.
      </Line>
    ) : null}
    <Line icon="info">
      {person.unitIds
        ? `You see ${plural(person.unitIds.length, 'unit')} and those below; news of others are not for you.`
        : 'You see all units.'}{' '}
      <a href="/settings">Change how you are told</a>
    </Line>
  </Step>
)
