import { count } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { appendAudited } from '../../src/store/audit'
import { people } from '../../src/store/schema'
import { remembered } from '../../src/web/remembered'
import { world } from '../world'

it('figures are counted once however many wait for them, and anew once something was written', async () => {
  const w = await world()
  // a query of the store is sent each time somebody waits for it: each answer is then rows of its own
  const persons = remembered<{ count: number }[]>(w.ports, { exactly: true })
  const ask = () => persons('all', () => w.ports.db.select({ count: count() }).from(people))
  const [first, second] = await Promise.all([ask(), ask()])
  expect(second).toBe(first)
  expect(await ask()).toBe(first)
  await w.person('analyst')
  expect((await ask())[0]?.count).toBe((first[0]?.count ?? 0) + 1)
})

it('what somebody wrote is counted at once, what the rules wrote a moment later, and at once where counting takes no time', async () => {
  const w = await world()
  const by = (personId: string | null, entityId: string) =>
    appendAudited(w.ports, { personId }, [{ action: 'case.opened', entity: 'case', entityId, after: {} }], () => [])
  let tookMs = 100
  let counts = 0
  const figures = remembered<number>(w.ports, { exactly: true })
  const ask = () =>
    figures('all', async () => {
      w.clock.pass(tookMs)
      return ++counts
    })
  expect([await ask(), await ask()]).toEqual([1, 1])
  await by(null, 'one')
  expect(await ask()).toBe(1)
  w.clock.pass(2_000)
  expect(await ask()).toBe(2)
  await by(null, 'two')
  await by((await w.person('analyst')).id, 'three')
  expect(await ask()).toBe(3)
  tookMs = 0
  w.clock.pass(2_000)
  await by(null, 'four')
  expect(await ask()).toBe(4)
  await by(null, 'five')
  expect(await ask()).toBe(5)
})
