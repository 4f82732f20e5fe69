import { count } from 'drizzle-orm'
import { expect, it } from 'vitest'
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
