import { beforeEach, describe, expect, it } from 'vitest'
import { policy, round, watch } from '../flows/watched'
import { type World, world } from '../world'

const url = 'https://acme.example.test/terms'
let w: World
let token: string
const textOf = (html: string) =>
  html
    .slice(html.indexOf('>Captures<'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

/** A baseline, 300 quiet checks (two runs, one of them by the server's word), a failure, and 3 more checks. */
beforeEach(async () => {
  w = await world()
  token = (await w.person('auditor')).token
  await watch(w, { id: 'terms', url })
  w.pages.set(url, { body: policy(), headers: { etag: '"v1"' } })
  await round(w)
  for (let check = 0; check < 300; check++) {
    w.clock.pass(3_600_000)
    await round(w)
  }
  w.clock.pass(3_600_000)
  w.pages.set(url, { fault: 'connect' })
  await round(w)
  w.pages.set(url, { body: policy() })
  for (let check = 0; check < 3; check++) {
    w.clock.pass(3_600_000)
    await round(w)
  }
})

describe('the quiet checks of a source', () => {
  it('stand in its list of captures, from when to when, between what came before and after', async () => {
    const page = textOf((await w.send('GET', '/sources/terms', { token })).text)
    expect(page).toMatch(
      /3 unchanged checks.*from.*to.*connect.*300 unchanged checks.*300 by the server’s word.*First reading: the baseline/,
    )
  })

  it('stand beside captures in the API where they are asked for, and not else', async () => {
    const plain = (await w.send('GET', '/api/v1/captures?filter[sourceId]=terms', { token })).json
    expect(plain.items).toHaveLength(2)
    expect(plain.items.every((one: object) => !('runs' in one))).toBe(true)
    const { items } = (await w.send('GET', '/api/v1/captures?filter[sourceId]=terms&include=runs', { token })).json
    expect(items.map(({ runs }: { runs: unknown[] }) => runs.length)).toEqual([0, 3])
    expect(items[1].runs.map(({ count, notModified }: Record<string, number>) => [count, notModified])).toEqual([
      [3, 0],
      [50, 50],
      [250, 250],
    ])
    expect(items[1].runs.at(-1)).toMatchObject({ firstAt: '2026-11-21T10:00:00.000Z', hash: expect.stringMatching(/^[0-9a-f]+$/) })
    const one = (await w.send('GET', `/api/v1/captures/${items[1].id}?include=runs`, { token })).json
    expect(one).toEqual(items[1])
    expect((await w.send('GET', '/api/v1/captures?include=bodies', { token })).status).toBe(400)
  })
})
