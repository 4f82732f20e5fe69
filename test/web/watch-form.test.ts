import { beforeEach, describe, expect, it } from 'vitest'
import { policy } from '../flows/watched'
import { type World, world } from '../world'

const url = 'https://acme.example.test/terms'

describe('B72 switching a watch on by form', () => {
  let w: World
  let token: string
  beforeEach(async () => {
    w = await world()
    ;({ token } = await w.person('administrator'))
    await w.send('POST', '/api/v1/vendors', { token, body: { id: 'acme', name: 'Acme' } })
  })
  const submit = (path: string, fields: Record<string, string> = {}) =>
    w.send('POST', path, { token, form: new URLSearchParams({ url, vendorId: 'acme', type: 'terms', enabled: 'true', ...fields }) })
  const kept = async () => (await w.send('GET', '/api/v1/sources', { token })).json.items
  /** A page that is another at each fetch. */
  const flicker = (...bodies: string[]) => {
    const answer = w.ports.fetch
    w.ports.fetch = async (request) => {
      if (request.url !== url) return answer(request)
      const body = bodies.length > 1 ? bodies.shift() : bodies[0]
      w.pages.set(url, { body: body ?? '' })
      return answer(request)
    }
  }

  it('fetches the page twice, a second apart, and stores nothing of it', async () => {
    w.pages.set(url, { body: policy() })
    const before = w.ports.realNow()
    expect((await submit('/sources/new')).headers.get('location')).toContain('done=added')
    expect(w.asked).toEqual([url, url])
    expect(w.ports.realNow() - before).toBeGreaterThanOrEqual(1_000)
    const [source] = await kept()
    expect(source).toMatchObject({ enabled: true, lastCheckedAt: null, health: { state: 'never-read' } })
  })

  it.each([
    {
      says: 'shows different texts',
      bodies: [policy({ days: 30 }), policy({ days: 31 })],
      why: /different texts, for instance “.*30 days/,
    },
    {
      says: 'shows too little',
      bodies: ['<html><body><main><p>Our terms are short.</p></main></body></html>'],
      why: /characters of text; a document has at least 100/,
    },
    { says: 'cannot be read', bodies: [], why: /could not be read: / },
  ])('keeps one that $says switched off, with the reason', async ({ bodies, why }) => {
    if (bodies.length) flicker(...bodies)
    const answer = await submit('/sources/new')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('done=not-watched')])
    const [source] = await kept()
    expect(source).toMatchObject({ enabled: false, disabledReason: expect.stringMatching(why) })
    expect((await w.send('GET', `/sources/${source.id}`, { token })).text).toContain(source.disabledReason.slice(0, 30))
  })

  it('keeps one that robots.txt forbids switched off, without asking for the page', async () => {
    w.pages.set(url, { body: policy() })
    w.pages.set(`${new URL(url).origin}/robots.txt`, { body: 'User-agent: *\nDisallow: /' })
    await submit('/sources/new')
    expect(await kept()).toMatchObject([{ enabled: false, disabledReason: expect.stringMatching(/may not be read: The robots\.txt/) }])
    expect(w.asked).toEqual([])
  })

  it('takes a page whose differences a rule leaves out, once it is switched on again', async () => {
    const visit = (count: number) =>
      policy({ extra: `<p class="visits">You are visitor number ${count} of this page since the morning.</p>` })
    flicker(visit(1), visit(2), visit(3), visit(4), visit(5), visit(6))
    await submit('/sources/new')
    const [{ id }] = await kept()
    expect((await submit(`/sources/${id}/edit`)).headers.get('location')).toContain('done=not-watched')
    const rules = JSON.stringify({ remove: ['.visits'] })
    expect((await submit(`/sources/${id}/edit`, { rules })).headers.get('location')).toContain('done=saved')
    expect(await kept()).toMatchObject([{ enabled: true, disabledReason: null }])
  })

  it('asks no site for a source that is switched off, or that is not saved for another reason', async () => {
    await submit('/sources/new', { enabled: 'false' })
    expect((await submit('/sources/new')).status).toBe(409)
    expect((await submit('/sources/new', { url: `${url}/2`, rules: '{"select":["p["]}' })).status).toBe(400)
    expect(w.asked).toEqual([])
  })
})
