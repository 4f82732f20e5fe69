import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const found = async (query: string, token = made.people.owner.token) => (await w.send('GET', `/search?${query}`, { token })).text

describe('the search', () => {
  it('finds vendors, systems, deployments, sources, quotes and what was said of a case, each word from its beginning', async () => {
    await made.post('/sources', { id: 'src', url: 'https://quietbox.example/retention', vendorId: 'quietbox', type: 'terms' }, 'analyst')
    const { id, caseId } = await made.report({
      systemId: 'sys-notes',
      kinds: ['data-retention-changed'],
      silent: true,
      quote: 'We keep recordings for “24” months (all plans).',
    })
    for (const [words, href] of [
      ['talent', '/vendors/talentworks'],
      ['meeting notes', '/systems/sys-notes'],
      ['minutes', '/deployments/dep-scribe'],
      ['retention', '/sources/src'],
      ['recordings+24', `/findings/${id}`],
      ['quietbox+months', `/findings/${id}`],
      ['ecordings', null],
      ['months+unheard', null],
    ] as const) {
      const text = await found(`q=${words}`)
      if (href) expect(text, words).toContain(`href="${href}"`)
      else expect(text, words).toContain('Nothing has these words')
    }
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Our schedule says twelve.' })
    expect(await found('q=schedule')).toContain(`href="/cases/${caseId}"`)
    expect((await w.send('GET', '/changes?find=recordings', { token: made.people.owner.token })).text).toContain(`/findings/${id}`)
  })

  it('is never more than what one may see', async () => {
    const { id } = await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A new ranker.' })
    const other = await w.person('analyst', { email: 'other@example.test', unitIds: ['elsewhere'] })
    expect(await found('q=screening')).toContain('/deployments/dep-new')
    expect(await found('q=screening', other.token)).toContain('Nothing has these words')
    expect(await found('q=ranker')).toContain(`/findings/${id}`)
  })

  it('follows a new name, and forgets what was removed', async () => {
    const { id } = await made.report({ systemId: 'sys-notes', kinds: ['model-version-replaced'], silent: false, quote: 'A new engine.' })
    const vendor = await w.send('GET', '/api/v1/vendors/quietbox', { token: made.people.admin.token })
    const renamed = { token: made.people.admin.token, body: { name: 'Hushbox' }, headers: { 'if-match': vendor.headers.get('etag') ?? '' } }
    expect((await w.send('PATCH', '/api/v1/vendors/quietbox', renamed)).status).toBe(200)
    expect(await found('q=quietbox')).toContain('Nothing has these words')
    expect(await found('q=hushbox+engine')).toContain(`/findings/${id}`)
    await w.ports.db.run(sql`delete from findings where id = ${id}`)
    expect(await found('q=engine')).toContain('Nothing has these words')
    const left = await w.ports.db.all<{ n: number }>(sql`select count(*) as n from search_entries where record_id = ${id}`)
    expect(left[0]?.n).toBe(0)
  })

  it('shows what came since it was asked for last, whoever wrote it', async () => {
    expect(await found('q=quietbox')).not.toContain('/sources/')
    await made.post('/sources', { id: 'by-hand', url: 'https://quietbox.example/terms', vendorId: 'quietbox', type: 'terms' }, 'analyst')
    expect(await found('q=quietbox')).toContain('href="/sources/by-hand"')
    // as a poll writes, without an act of the trail
    await w.ports.db.run(sql`insert into sources (id, vendor_id, system_ids, url, origin, type, interval_minutes, enabled, version, created_at, updated_at)
      select 'by-poll', vendor_id, system_ids, url || '/more', origin, type, interval_minutes, enabled, version, created_at, updated_at from sources where id = 'by-hand'`)
    expect(await found('q=quietbox')).toContain('href="/sources/by-poll"')
  })

  it('takes no query language and no markup from what was typed', async () => {
    for (const typed of ['" OR noun:vendor', 'talent* NOT', 'words : (', "';--", '***', '<b>x</b>']) {
      const answer = await w.send('GET', `/search?q=${encodeURIComponent(typed)}`, { token: made.people.owner.token })
      expect(answer.status, typed).toBe(200)
      expect(answer.text).not.toContain('<b>x')
    }
  })

  it('shows a long list page by page', async () => {
    for (let at = 0; at < 55; at++)
      await made.post('/systems', { vendorId: 'nimbus', name: `Osprey ${String(at).padStart(2, '0')}`, kind: 'ai_product' })
    expect(await found('q=osprey')).toContain('href="/search?q=osprey&amp;in=system"')
    const first = await found('q=osprey&in=system')
    expect([first.includes('Osprey 49'), first.includes('Osprey 50'), first.includes('from=50')]).toEqual([true, false, true])
    expect(await found('q=osprey&in=system&from=50')).toContain('Osprey 54')
  })
})
