import { beforeEach, describe, expect, it } from 'vitest'
import { snapshots as snapshotRows, sourceStates } from '../../src/store/schema'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const url = 'https://acme.example.test/terms'
const day = 86_400_000
let w: World
const visit = async (menu: string, more: Parameters<typeof policy>[0] = {}) => {
  w.clock.pass(day)
  w.pages.set(url, { status: 200, headers: {}, body: policy(more).replace('</body>', `<footer>${menu}</footer></body>`) })
  return round(w)
}
const link = (target: string, words = 'Privacy policy') => `<p><a href="${target}">${words}</a></p>`

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  await visit(link('/privacy-2026'))
})

describe('links around a document, in a round', () => {
  it('one that leads to another document is a quiet change in the round in which it happens', async () => {
    expect(await visit(link('/privacy-2027'))).toMatchObject({ changed: ['terms'], errors: [] })
    const { changes, findings, snapshots } = await stored(w)
    expect(changes).toMatchObject([{ verdict: 'cosmetic' }])
    expect(changes[0]?.differences).toEqual([
      {
        before: 'Privacy policy → https://acme.example.test/privacy-2026',
        after: 'Privacy policy → https://acme.example.test/privacy-2027',
        section: null,
        why: 'a link around the document leads elsewhere',
      },
    ])
    expect([snapshots.length, findings.length]).toEqual([2, 0])
    expect(await visit(link('/privacy-2027'), { visit: 'b2' })).toMatchObject({ unchanged: 1, changed: [], parsed: 0 })
  })

  it('a menu that was rebuilt is read once, stores no body and no snapshot, and is known from then on', async () => {
    const rebuilt = `${link('/blog', 'Blog')}${link('/privacy-2026')}`
    expect(await visit(rebuilt)).toMatchObject({ unchanged: 1, changed: [], noise: [], stored: 0, parsed: 1 })
    expect(await visit(rebuilt, { visit: 'b2' })).toMatchObject({ unchanged: 1, stored: 0, parsed: 0 })
    const { captures, snapshots, changes } = await stored(w)
    expect([snapshots.length, changes.length]).toEqual([1, 0])
    expect(captures.slice(1)).toMatchObject(Array(2).fill({ bodyKept: false, sameTextAs: captures[0]?.id }))
    expect(await visit(rebuilt.replace('2026', '2027'))).toMatchObject({ changed: ['terms'] })
  })

  it('what an earlier version of the collector did not read is no change after an upgrade, and is watched from then on', async () => {
    await w.ports.db.update(snapshotRows).set({ collectorVersion: 'html-document@5', fingerprint: '0'.repeat(32) })
    await w.ports.db.update(sourceStates).set({ lastFingerprint: '0'.repeat(32) })
    expect(await visit(link('/privacy-2027'))).toMatchObject({ changed: [], noise: [], unchanged: 1 })
    const { snapshots, changes } = await stored(w)
    expect(changes).toEqual([])
    expect(snapshots.map(({ collectorVersion }) => collectorVersion)).toEqual(['html-document@5', 'html-document@6'])
    expect(await visit(link('/privacy-2028'))).toMatchObject({ changed: ['terms'] })
  })
})
