import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { notices } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

const at = (day: string) => `${day}T07:00:00.000Z`
async function tickOn(day: string) {
  w.clock.at(at(day))
  const done = await tick(w.ports, at(day))
  if (!done.ok) throw new Error(done.reason)
  return done.counts
}
const certificate = (more: object = {}) => ({
  vendorId: 'talentworks',
  standard: 'ISO/IEC 27001:2022',
  number: 'C-17',
  issuer: 'Certs Ltd',
  scope: 'Hosting in Dublin',
  validFrom: '2024-01-01',
  validTo: '2026-12-10',
  ...more,
})
const add = (body: object, who: 'analyst' | 'auditor' = 'analyst') =>
  w.send('POST', '/api/v1/certificates', { token: made.people[who].token, body })
const findings = async () => (await made.get('/findings?filter[kind]=certification-lapsed')).items

describe('certificates of a vendor', () => {
  it('are added, read, edited and removed by an analyst, and make up the vendor’s certifications', async () => {
    expect((await add(certificate(), 'auditor')).status).toBe(403)
    const added = await add(certificate())
    expect(added).toMatchObject({ status: 201, json: { standard: 'ISO/IEC 27001:2022', state: 'current', evidenceId: null } })
    expect((await made.get('/vendors/talentworks')).certifications).toEqual([
      { scheme: 'ISO/IEC 27001:2022', scope: 'Hosting in Dublin', certificateId: 'C-17', validUntil: '2026-12-10' },
    ])
    const path = `/api/v1/certificates/${added.json.id}`
    const token = made.people.analyst.token
    const wrong = await w.send('PATCH', path, { token, headers: { 'if-match': '"1"' }, body: { validTo: '2020-01-01' } })
    expect(wrong).toMatchObject({ status: 400, json: { errors: [{ path: 'validTo' }] } })
    const edited = await w.send('PATCH', path, { token, headers: { 'if-match': '"1"' }, body: { scope: 'Hosting' } })
    expect(edited).toMatchObject({ status: 200, json: { scope: 'Hosting', number: 'C-17', version: 2 } })
    expect(await verify(w.ports)).toMatchObject({ ok: true })
    expect((await w.send('DELETE', path, { token, headers: { 'if-match': '"2"' } })).status).toBe(204)
    expect((await made.get('/vendors/talentworks')).certifications).toEqual([])
    expect((await add(certificate({ evidenceId: 'none' }))).json.errors[0].path).toBe('evidenceId')
  })

  it('that end make one finding each, once, and late where nothing ran', async () => {
    await tickOn('2026-12-05')
    await add(certificate())
    expect(await tickOn('2026-12-10')).toMatchObject({ certificatesEnded: 0 })
    expect(await tickOn('2026-12-14')).toMatchObject({ certificatesEnded: 1 })
    expect(await tickOn('2026-12-14')).toMatchObject({ certificatesEnded: 0 })
    expect(await tickOn('2026-12-20')).toMatchObject({ certificatesEnded: 0 })
    const [only, ...more] = await findings()
    expect(more).toEqual([])
    expect(only).toMatchObject({ kinds: ['certification-lapsed'], origin: 'reported', state: 'confirmed', vendorId: 'talentworks' })
    expect(only.quotes[0].text).toContain('ISO/IEC 27001:2022, no. C-17')
    expect(only.announcementWhy).toMatch(/late/)
    expect(only.caseId).not.toBeNull()
  })

  it('that have another in their place, or had run out when they were recorded, make none', async () => {
    await tickOn('2026-12-05')
    await add(certificate())
    await add(certificate({ standard: 'ISO 27001', number: 'C-18', validFrom: '2026-12-11', validTo: '2029-12-10' }))
    await add(certificate({ standard: 'SOC 2 Type 2', validTo: '2025-01-01' }))
    await tickOn('2026-12-14')
    expect(await findings()).toEqual([])
  })

  it('that their issuer takes back make a finding at once', async () => {
    const added = await add(certificate())
    await w.send('PATCH', `/api/v1/certificates/${added.json.id}`, {
      token: made.people.analyst.token,
      headers: { 'if-match': '"1"' },
      body: { withdrawnReason: 'Suspended by the body.' },
    })
    expect(await findings()).toHaveLength(1)
    expect((await made.get(`/certificates/${added.json.id}`)).state).toBe('withdrawn')
  })
})

describe('what ends is told of before', () => {
  it('once on each of its days, and one that was slept through once and marked late', async () => {
    await tickOn('2026-11-22')
    await add(certificate({ validTo: '2026-12-30' }))
    await w.send('POST', '/api/v1/contracts', {
      token: made.people.analyst.token,
      body: {
        vendorId: 'talentworks',
        reference: 'MSA',
        startsOn: '2026-12-01',
        endsOn: '2027-12-01',
        renewsOn: '2027-01-25',
        noticeByOn: '2026-12-09',
      },
    })
    const told = async () =>
      (await w.ports.db.select().from(notices)).flatMap((row) =>
        row.channelId === null && row.personId === null && ['certificate.ending', 'contract.day'].includes(row.event)
          ? `${row.payload.what} ${row.payload.day}${row.payload.late ? ' late' : ''}`
          : [],
      )
    await tickOn('2026-11-30')
    await tickOn('2026-12-03')
    await tickOn('2026-12-03')
    expect((await told()).sort()).toEqual([
      'notice-by 2026-12-09 late',
      'renews 2027-01-25 late',
      'runs-out 2026-12-30',
      'starts 2026-12-01 late',
      'starts 2026-12-01 late',
    ])
  })
})

it('stand in one list for all vendors that somebody may see, what ends first on top, without those that are over', async () => {
  const add = (vendorId: string, standard: string, more: object) => made.post('/certificates', { vendorId, standard, ...more }, 'analyst')
  await add('talentworks', 'Later', { validTo: '2028-01-01' })
  await add('quietbox', 'Endless', {})
  await add('nimbus', 'Soon', { validTo: '2026-12-01' })
  await add('nimbus', 'Over', { validTo: '2026-01-01' })
  const { text } = await w.send('GET', '/certificates', { token: made.people.auditor.token })
  const [list = ''] = text.split('<tbody').slice(1)
  expect(['Soon', 'Later', 'Endless'].map((name) => list.indexOf(name))).toEqual(
    [...['Soon', 'Later', 'Endless'].map((name) => list.indexOf(name))].sort((a, b) => a - b),
  )
  expect([list.includes('Soon'), list.includes('Over<')]).toEqual([true, false])
})
