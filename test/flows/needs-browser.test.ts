import { beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const url = 'https://acme.example.test/terms'
let w: World
const shell = (more: string) =>
  `<!doctype html><html lang="en"><head><title>Acme</title><script src="/app.js"></script></head><body>${more}<div id="root"></div></body></html>`
const health = async () => {
  const { states, captures, snapshots } = await stored(w)
  const { health, cause } = states.get('terms') ?? {}
  return { health, cause, verdict: captures.at(-1)?.verdict, reason: captures.at(-1)?.reason, snapshots: snapshots.length }
}

beforeEach(async () => {
  w = await world()
})

describe('a page that yields no text without its scripts', () => {
  it.each([
    ['that is empty but for them', ''],
    ['that asks for them where they are off', '<noscript>You need to enable JavaScript to run this app.</noscript>'],
    ['that says so in its text', '<p>This site requires JavaScript. Please turn it on.</p>'],
    [
      'with a bar of links around nothing',
      '<header><nav><a href="/">Home</a> <a href="/terms">Terms</a></nav></header><noscript>Please enable JavaScript.</noscript>',
    ],
  ])('%s needs a browser, says what to do, and is no baseline', async (_, more) => {
    await watch(w, { id: 'terms', url })
    w.pages.set(url, { body: shell(more) })
    await round(w)
    expect(await health()).toMatchObject({
      health: 'needs-browser',
      cause: 'empty',
      verdict: 'empty',
      reason: expect.stringMatching(/until its scripts run.*“render”/),
      snapshots: 0,
    })
  })
  it('is told at once, and is well when it shows its text', async () => {
    await watch(w, { id: 'terms', url })
    w.pages.set(url, { body: shell('') })
    await round(w)
    w.pages.set(url, { body: policy() })
    await round(w)
    expect(await health()).toMatchObject({ health: 'ok', cause: null, snapshots: 1 })
  })
  it('is only empty where there are no scripts', async () => {
    await watch(w, { id: 'terms', url })
    w.pages.set(url, { body: '<!doctype html><html lang="en"><body><div></div></body></html>' })
    await round(w)
    expect(await health()).toMatchObject({ health: 'unavailable', cause: 'empty' })
  })
})

describe('a document that speaks of JavaScript', () => {
  it('is a document', async () => {
    await watch(w, { id: 'terms', url })
    w.pages.set(url, { body: policy({ extra: '<script src="/a.js"></script><p>The console requires JavaScript to be enabled.</p>' }) })
    await round(w)
    expect(await health()).toMatchObject({ health: 'ok' })
  })
})

describe('a source that is to be rendered where there is no browser', () => {
  it('is not asked for, and its health says what to do', async () => {
    await watch(w, { id: 'terms', url, rules: { render: true } })
    w.pages.set(url, { body: shell('') })
    await round(w)
    expect(w.asked).toEqual([])
    expect(await health()).toMatchObject({ health: 'needs-browser', cause: 'unreadable', reason: expect.stringContaining('CHROMIUM_PATH') })
  })
})
