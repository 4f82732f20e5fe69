import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { disproveFinding, type NewFinding, recordFinding } from '../../src/flows/record-finding'
import { tellPeople } from '../../src/flows/tell-people'
import { tick } from '../../src/flows/tick'
import { ruleActor } from '../../src/store/audit'
import { channels, notices, people, pollHours, settings } from '../../src/store/schema'
import { commit } from '../../src/store/writing'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const tell = async () => {
  expect((await tick(w.ports, w.ports.now())).ok).toBe(true)
  return tellPeople(w.ports, w.ports.now())
}
const pass = (ms: number) => {
  w.clock.pass(ms)
  return tell()
}
const webhook = async (more: object = {}) => {
  const answer = await w.send('POST', '/api/v1/channels', {
    token: made.people.admin.token,
    body: { type: 'webhook', name: 'Ours', address: 'https://hooks.example.test/in', minSeverity: 'low', ...more },
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json
}
const lark = (more: object = {}) =>
  made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-3 <b>takes over</b>', ...more })
const subjects = (to: string) => w.mails.filter((mail) => mail.to === to).map((mail) => mail.subject)
const bodies = () => w.posts.map((post) => JSON.parse(post.body))

describe('a case', () => {
  it('is told to those who answer it when it opens, and to the owners of its reviews when it is material', async () => {
    const { caseId } = await lark()
    expect(await tell()).toMatchObject({ noticesRouted: 1, noticesSent: 2 })
    expect(w.mails.map(({ to }) => to).sort()).toEqual(['owner@example.test', 'second@example.test'])
    expect(w.mails[0]?.subject).toMatch(/^(Critical|High|Medium): Nimbus Models: /)
    expect(w.mails[0]?.text).toContain('It waits for triage')
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Trained on the old one.' })
    w.mails.length = 0
    await pass(minute)
    expect(w.mails.map(({ to }) => to)).toEqual(['owner@example.test'])
    expect(w.mails[0]?.text).toMatch(/\d+ reviews? of yours (is|are) due/)
    expect(w.mails[0]?.text).toContain('Review due because')
    expect(w.mails[0]?.text).toContain(`https://telltale.example.test/cases/${caseId}`)
    expect(await pass(minute)).toMatchObject({ noticesSent: 0 })
  })

  it('is one notice a channel, however many owners, reviews and steps it has', async () => {
    await webhook()
    const { caseId } = await lark()
    await tell()
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    await made.act(`/cases/${caseId}/assign`, { personId: made.people.second.id })
    await pass(minute)
    expect(bodies().map(({ data }) => data.caseId)).toEqual([caseId])
    expect(bodies()[0].data.quotes).toEqual([{ side: 'stated', text: 'lark-3 <b>takes over</b>' }])
  })

  it('that was answered before anybody was told is told to nobody as waiting', async () => {
    const { caseId } = await lark()
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    await tell()
    expect(w.mails.map(({ to, text }) => [to, text.includes('waits for triage')])).toEqual([['owner@example.test', false]])
  })

  it('goes to channels by severity, unit and role', async () => {
    const named = async (name: string, more: object) => (await webhook({ name, address: `https://hooks.example.test/${name}`, ...more })).id
    await named('critical', { minSeverity: 'critical' })
    await named('elsewhere', { unitIds: ['elsewhere'] })
    await named('hiring', { unitIds: ['hiring'] })
    await named('analysts', { roles: ['analyst'] })
    await named('owners', { roles: ['risk-owner'] })
    await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A new ranker.' })
    await tell()
    const severity = bodies()[0].data.severity
    expect(w.posts.map(({ url }) => url.split('/').at(-1)).sort()).toEqual([
      ...(severity === 'critical' ? ['critical'] : []),
      'hiring',
      'owners',
    ])
  })
})

describe('a finding that was seen once', () => {
  const seen: NewFinding = {
    changeId: null,
    vendorId: 'talentworks',
    systemIds: ['sys-plain'],
    sourceId: null,
    kinds: ['data-retention-changed'],
    announcement: 'silent',
    announcedBy: null,
    announcementWhy: null,
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    quotes: [{ side: 'added', text: 'We keep prompts for 90 days.', sourceId: null }],
    origin: 'found',
    detectedAt: '2026-11-21T08:00:00.000Z',
  }
  const record = async (more: Partial<NewFinding> = {}) => {
    const recorded = await recordFinding(w.ports, { ...seen, ...more }, 'provisional')
    expect(await commit(w.ports, ruleActor, recorded.writing)).toBe(true)
    return recorded.finding
  }

  it('is told at once where it is critical, and whoever was told is told that it came to nothing', async () => {
    await webhook()
    const finding = await record()
    expect(finding.severity).toBe('critical')
    await tell()
    expect(subjects('owner@example.test')).toHaveLength(1)
    expect(w.mails[0]?.text).toContain('not confirmed yet')
    expect((await disproveFinding(w.ports, finding.id)).ok).toBe(true)
    await pass(minute)
    expect(bodies().map(({ type }) => type)).toEqual(['finding.provisional', 'finding.not-confirmed'])
    expect(w.mails.filter((mail) => mail.to === 'owner@example.test').map((mail) => mail.text.includes('It was not seen again'))).toEqual([
      false,
      true,
    ])
  })

  it('is told to nobody where it is settled before its word has gone out', async () => {
    const finding = await record({ kinds: ['model-version-replaced'], announcement: 'announced' })
    expect(finding.severity).not.toBe('critical')
    await tell()
    await disproveFinding(w.ports, finding.id)
    await pass(hour)
    expect(w.mails).toEqual([])
    expect(await w.ports.db.select().from(notices)).toEqual([])
  })
})

describe('people', () => {
  const set = (who: { id: string }, more: Partial<typeof people.$inferInsert>) =>
    w.ports.db.update(people).set(more).where(eq(people.id, who.id))

  it('have quiet hours over midnight, through the change of clocks too', async () => {
    w.clock.at('2026-03-28T22:30:00.000Z')
    await set(made.people.owner, { timeZone: 'Europe/Berlin', quietFrom: '22:00', quietTo: '07:00' })
    await lark({ detected: '2026-03-28' })
    await tell()
    expect(subjects('owner@example.test')).toEqual([])
    expect(subjects('second@example.test')).toHaveLength(1)
    w.clock.at('2026-03-29T04:59:00.000Z')
    await tell()
    expect(subjects('owner@example.test')).toEqual([])
    // seven in summer time
    w.clock.at('2026-03-29T05:00:00.000Z')
    await tell()
    expect(subjects('owner@example.test')).toHaveLength(1)
  })

  it('who wish a digest have one at their hour where they are, also when nothing happened, with what was watched', async () => {
    await set(made.people.owner, { rhythm: 'daily', timeZone: 'America/New_York', digestAt: '09:00' })
    await tell()
    w.clock.at('2026-11-21T13:59:00.000Z')
    expect(await tell()).toMatchObject({ digests: 0 })
    w.clock.at('2026-11-21T14:00:30.000Z')
    expect(await tell()).toMatchObject({ digests: 1 })
    expect(subjects('owner@example.test')).toEqual(['Your day: nothing happened'])
    expect(w.mails[0]?.text).toMatch(/0 polls attempted, 0 succeeded, 0 failed/)
    expect(await pass(minute)).toMatchObject({ digests: 0 })

    w.clock.at('2026-11-22T13:00:00.000Z')
    const { caseId } = await lark()
    await tell()
    expect(subjects('owner@example.test')).toHaveLength(1)
    expect(subjects('second@example.test')).toHaveLength(1)
    w.clock.at('2026-11-22T14:00:00.000Z')
    await tell()
    const digest = w.mails.filter((mail) => mail.to === 'owner@example.test').at(-1)
    expect(digest?.subject).toMatch(/: Your day: 1 notice$/)
    expect(digest?.text).toContain(`/cases/${caseId}`)
  })

  it('are not told of checks that the demonstration played', async () => {
    await set(made.people.analyst, { rhythm: 'daily' })
    await w.ports.db.insert(pollHours).values({ hour: '2026-11-22T05', attempted: 30, failed: 4 })
    const polled = [{ hour: '2026-11-22T05', attempted: 24, failed: 1 }]
    await w.ports.db.insert(settings).values({ key: 'demo', value: { end: '2026-11-22T06:00:00.000Z', polled }, updatedAt: w.ports.now() })
    w.clock.at('2026-11-22T09:00:00.000Z')
    await tell()
    expect(w.mails.find(({ to }) => to === 'analyst@example.test')?.text).toContain('6 polls attempted, 3 succeeded, 3 failed')
  })

  it('who slept through a week of digests have one, and who reads weekly has it on Monday', async () => {
    await set(made.people.owner, { rhythm: 'daily' })
    await set(made.people.second, { rhythm: 'weekly' })
    await tell()
    await pass(9 * day)
    expect(subjects('owner@example.test')).toHaveLength(1)
    expect(subjects('second@example.test')).toEqual([expect.stringMatching(/^Your week: /)])
    await pass(day)
    expect(subjects('second@example.test')).toHaveLength(1)
  })

  it('who are away have their delegate told as well', async () => {
    await set(made.people.owner, { awayFrom: '2026-11-20', awayUntil: '2026-11-25', delegateId: made.people.analyst.id })
    await lark()
    await tell()
    const [stood] = w.mails.filter((mail) => mail.to === made.people.analyst.email)
    expect(stood?.text).toContain('You have this because you stand in for The risk-owner.')
    expect(subjects('owner@example.test')).toHaveLength(1)
  })

  it('are reminded once a day of everything at once, and a week without ticks is one late reminder', async () => {
    const { caseId } = await lark({ effective: '2026-12-20' })
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    await tell()
    const work: { dueOn: string; severity: string }[] = await made.reviewsOf(caseId)
    const due = [...new Set(work.map((one) => one.dueOn))].sort()
    w.mails.length = 0
    w.clock.at(`${due[0]}T09:00:00.000Z`)
    w.clock.pass((work.find((one) => one.dueOn === due[0])?.severity === 'critical' ? -3 : -7) * day)
    expect(await tell()).toMatchObject({ reminders: 1 })
    expect(subjects('owner@example.test').filter((subject) => subject.includes('Reminder'))).toHaveLength(1)
    w.clock.pass(minute)
    expect(await tell()).toMatchObject({ reminders: 0 })
    w.mails.length = 0
    w.clock.at(`${due.at(-1)}T09:00:00.000Z`)
    w.clock.pass(20 * day)
    expect((await tell()).escalations).toBeGreaterThan(0)
    const reminder = w.mails.filter((mail) => mail.subject.includes('Reminder') && mail.to === 'second@example.test')
    expect(reminder).toHaveLength(1)
    expect(reminder[0]?.text).toContain('Late: some of this belonged to an earlier day')
    expect(reminder[0]?.text).toContain('Late with somebody else')
  })

  it('are reminded in the morning where they are, and what is for them is not given to others meanwhile', async () => {
    await set(made.people.owner, { timeZone: 'Asia/Tokyo' })
    await set(made.people.second, { timeZone: 'Asia/Tokyo' })
    await tell()
    await made.report({ systemId: 'sys-plain', kinds: ['subprocessor-added'], silent: false, quote: 'X', objectionDeadline: '2026-11-24' })
    w.mails.length = 0
    // eight in Tokyo, the evening before in London
    w.clock.at('2026-11-22T23:00:00.000Z')
    expect(await tell()).toMatchObject({ reminders: 2 })
    expect(w.mails.map(({ to }) => to).sort()).toEqual(expect.arrayContaining(['owner@example.test', 'second@example.test']))
    w.mails.length = 0
    w.clock.at('2026-11-23T08:00:00.000Z')
    expect(await tell()).toMatchObject({ reminders: 0 })
    expect(w.mails).toEqual([])
  })
})

describe('where no mail server is set up', () => {
  it('what is for people is parked with its reason, and channels go on', async () => {
    w = await world({ ports: { outgoing: { ...(await world()).ports.outgoing, mail: null } } })
    made = await registerForWork(w)
    await lark()
    await tell()
    const rows = await w.ports.db.select().from(notices)
    expect(rows.filter((row) => row.personId !== null).map((row) => [row.state, row.fault?.includes('TELLTALE_SMTP_URL')])).toEqual([
      ['parked', true],
      ['parked', true],
    ])
  })
})

describe('a receiver that fails', () => {
  const failing = async (answer: Awaited<ReturnType<World['ports']['outgoing']['http']>>) => {
    let tries = 0
    w = await world({
      ports: {
        outgoing: {
          mail: null,
          home: null,
          http: async () => {
            tries++
            return answer
          },
        },
      },
    })
    made = await registerForWork(w)
    await webhook()
    await lark()
    return () => tries
  }
  const waiting = async () =>
    (
      await w.ports.db
        .select()
        .from(notices)
        .where(eq(notices.channelId, (await w.ports.db.select().from(channels))[0]?.id ?? ''))
    )[0]

  it('is tried again with growing pauses, and parked visibly after a day', async () => {
    const tries = await failing({ ok: false, lasts: false, reason: 'the receiver answered 503', retryAfterMs: null })
    await tell()
    expect(await waiting()).toMatchObject({ state: 'waiting', tries: 1, fault: 'the receiver answered 503' })
    await pass(30_000)
    expect(tries()).toBe(1)
    await pass(minute)
    expect(tries()).toBe(2)
    for (let times = 0; times < 40; times++) await pass(hour)
    expect(await waiting()).toMatchObject({ state: 'parked', tries: 8 })
    expect(tries()).toBe(8)
  })

  it('is not asked again where it can never take it', async () => {
    const tries = await failing({ ok: false, lasts: true, reason: 'the receiver answered 410', retryAfterMs: null })
    await tell()
    await pass(day)
    expect([tries(), (await waiting())?.state]).toEqual([1, 'parked'])
  })
})
