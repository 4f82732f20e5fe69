import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { noticeEvents } from '../../src/flows/notice-events'
import { tellPeople } from '../../src/flows/tell-people'
import { notices } from '../../src/store/schema'
import { eventWords } from '../../src/web/pages/notices'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
let refused: boolean
let posts: number
beforeEach(async () => {
  refused = false
  posts = 0
  w = await world({
    ports: {
      outgoing: {
        home: 'https://telltale.example.test',
        http: async () => {
          posts++
          return { ok: true, detail: 'the receiver answered 200' }
        },
        mail: async () =>
          refused
            ? { ok: false, lasts: true, reason: 'the mail server answered 550', retryAfterMs: null }
            : { ok: true, detail: 'the mail server took it' },
      },
    },
    deps: { config: { publicUrl: 'https://telltale.example.test', rateLimit: 0, smtp: { url: 'smtp://127.0.0.1', from: null } } },
  })
  made = await registerForWork(w)
})

const tell = () => tellPeople(w.ports, w.ports.now())
const lark = (quote: string) => made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote })
const list = async (query = '') => (await made.get(`/notices${query}`)).items
const page = async (query = '') => (await w.send('GET', `/notices${query}`, { token: made.people.admin.token })).text
const act = (path: string) =>
  w.send('POST', path, { token: made.people.admin.token, form: new URLSearchParams(), headers: { origin: 'http://localhost' } })

describe('the list of notices', () => {
  it('names every event in words', () => {
    expect(noticeEvents.filter((event) => !(event in eventWords))).toEqual([])
  })

  it('comes newest first or oldest first, page by page, narrowed to an event, a person or a case, and says so', async () => {
    const first = await lark('One.')
    await tell()
    w.clock.pass(60_000)
    await lark('Two.')
    await tell()
    const at = (items: { at: string }[]) => items.map((one) => one.at)
    const newest = at(await list())
    expect(newest).toEqual([...newest].sort().reverse())
    expect(at(await list('?sort=at'))).toEqual([...newest].reverse())
    const half = await made.get('/notices?limit=2')
    const rest = await made.get(`/notices?limit=2&cursor=${half.next}`)
    expect(at([...half.items, ...rest.items])).toEqual(newest)
    expect(await list(`?filter[caseId]=${first.caseId}`)).toHaveLength(2)
    const owner = made.people.owner.id
    expect(await page(`?personId=${owner}`)).toContain('Only what went to The risk-owner')
    expect(await page('?event=case.opened&state=sent')).toContain('Only “A case to triage”')
    expect(await page('?event=case.opened')).toContain('href="/notices?event=case.opened&amp;sort=at"')
    expect(await page('?event=digest')).toContain('No notice like this')
  })

  it('names what happened to whom, as far as the reader may see it', async () => {
    await lark('One.')
    await tell()
    const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(words(await page())).toMatch(/Nimbus Models: Model version replaced A case to triage .{0,40} Critical/)
    const elsewhere = await w.person('risk-owner', { email: 'elsewhere@example.test', unitIds: ['elsewhere'] })
    for (const table of ['vendors', 'systems', 'deployments'])
      await w.ports.db.run(sql`update ${sql.identifier(table)} set unit_id = 'hiring'`)
    await w.ports.db.run(sql`update notices set person_id = ${elsewhere.id} where person_id is not null`)
    const theirs = words((await w.send('GET', '/notices', { token: elsewhere.token })).text)
    expect(theirs).toContain('A case to triage')
    expect(theirs).not.toContain('Nimbus')
  })

  it('says of what waits how often it was tried and when it is again', async () => {
    await lark('One.')
    await tell()
    await w.ports.db.run(
      sql`update notices set state = 'waiting', tries = 3, next_try_at = '2026-11-21T12:00:00.000Z', fault = 'the receiver answered 503'`,
    )
    expect(await page('?state=waiting')).toMatch(/3 tries, again/)
  })

  it('shows what goes to an address outside, and parks it visibly; a secret link that is forgotten is not sent without', async () => {
    const round = await made.post('/questionnaires', { vendorId: 'quietbox', questionIds: ['Q01'] })
    refused = true
    const expiresAt = '2026-12-20T00:00:00Z'
    await made.act(`/questionnaires/${round.id}/send`, { expiresAt, email: 'trust@quietbox.example' }, 'admin')
    await tell()
    const [sent] = await list('?filter[state]=parked')
    expect(sent).toMatchObject({
      event: 'questionnaire.vendor-sent',
      channelId: null,
      personId: null,
      fault: 'the mail server answered 550',
    })
    const shown = await page('?state=parked')
    expect(shown).toContain('trust@quietbox.example, outside')
    expect(shown).toContain('send the questionnaire once more')
    expect(shown).not.toContain('Send again')
    const again = await w.send('POST', `/api/v1/notices/${sent.id}/retry`, { token: made.people.admin.token, body: {} })
    expect([again.status, again.json.code]).toEqual([409, 'link-forgotten'])
    expect((await act(`/notices/${sent.id}/retry`)).status).toBe(409)
    expect((await act(`/notices/${sent.id}/discard`)).status).toBe(303)
    expect(await list('?filter[state]=parked')).toEqual([])
  })

  it('sends again what is parked otherwise', async () => {
    refused = true
    await lark('One.')
    await tell()
    const [parked] = await list('?filter[state]=parked')
    expect(await page('?state=parked')).toContain('Send again')
    refused = false
    expect((await act(`/notices/${parked.id}/retry`)).status).toBe(303)
    await tell()
    expect((await made.get(`/notices/${parked.id}`)).state).toBe('sent')
  })
})

it('a message that cannot be put stops none of the others: it waits, with its fault, and is parked in the end', async () => {
  await lark('One.')
  await tell()
  const [good] = await w.ports.db.select().from(notices).where(sql`person_id is not null`).limit(1)
  if (!good) throw new Error('nobody was told')
  const waits = { state: 'waiting' as const, tries: 0, sentAt: null, nextTryAt: w.ports.now() }
  await w.ports.db.insert(notices).values([
    { ...good, ...waits, id: 'broken', idempotencyKey: 'broken', event: 'digest', payload: { from: 'never', to: 'never' } },
    { ...good, ...waits, id: 'whole', idempotencyKey: 'whole' },
  ])
  expect(await tell()).toMatchObject({ noticesSent: 1, noticesFailed: 1 })
  expect(await made.get('/notices/whole')).toMatchObject({ state: 'sent' })
  expect(await made.get('/notices/broken')).toMatchObject({ state: 'waiting', tries: 1, fault: 'a fault on our side, which is in the log' })
  expect(w.lines.some(({ event }) => event === 'notice.broken')).toBe(true)
  for (let hours = 0; hours < 40; hours++) {
    w.clock.pass(3_600_000)
    await tell()
  }
  expect((await made.get('/notices/broken')).state).toBe('parked')
})

it('one change that reaches forty uses is one notice to whoever answers it and to each owner, in mail and channel', async () => {
  await w.send('POST', '/api/v1/channels', {
    token: made.people.admin.token,
    body: { type: 'webhook', name: 'Ours', address: 'https://hooks.example.test/in', minSeverity: 'low' },
  })
  for (let index = 0; index < 40; index++)
    await made.post('/deployments', { id: `use-${index}`, systemId: 'sys-plain', name: `Use ${index}`, ownerId: made.people.analyst.id })
  const { caseId } = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'A new writer.' })
  await tell()
  const told = async (event: string) => {
    const items = (await made.get(`/notices?filter[caseId]=${caseId}&filter[event]=${event}&limit=500`)).items
    return items.map((one: { personId: string | null }) => one.personId ?? 'channel').sort()
  }
  const { owner, second, analyst } = made.people
  expect(await told('case.opened')).toEqual(['channel', owner.id, second.id].sort())
  const { reviewCount, deploymentIds } = await made.get(`/cases/${caseId}`)
  expect(deploymentIds.length).toBeGreaterThanOrEqual(40)
  expect(reviewCount).toBeGreaterThanOrEqual(40)
  await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'It is.' })
  await tell()
  const owners = (await told('case.triaged')).filter((one: string) => one !== 'channel')
  expect(new Set(owners).size).toBe(owners.length)
  expect(owners).toContain(analyst.id)
  expect(posts).toBe(1)
  expect((await made.get('/notices?limit=500')).items.length).toBeLessThan(10)
})
