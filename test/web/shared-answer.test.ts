import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sharedAnswer } from '../../src/web/shared-answer'
import { world } from '../world'

describe('an answer over all of an installation', () => {
  const all = { unitIds: null }

  it('is asked each time in a small one', async () => {
    const w = await world()
    let asked = 0
    const answer = sharedAnswer(w.ports, async () => ++asked)
    expect([(await answer(all)).value, (await answer(all)).value]).toEqual([1, 2])
  })

  it('is kept for a minute in a large one, by what the reader may see, and dated', async () => {
    const w = await world()
    await w.ports.db.run(sql`insert into source_states (rowid, source_id, origin, enabled, next_poll_at, health)
      values (20000, 's', 'https://a.example', 1, '2026-11-21T09:00:00.000Z', 'ok')`)
    let asked = 0
    const answer = sharedAnswer(w.ports, async () => ++asked)
    expect(await Promise.all([answer(all), answer(all)])).toEqual([
      { value: 1, at: '2026-11-21T09:00:00.000Z' },
      { value: 1, at: '2026-11-21T09:00:00.000Z' },
    ])
    expect((await answer({ unitIds: ['hiring'] })).value).toBe(2)
    w.clock.pass(59_000)
    expect((await answer(all)).value).toBe(1)
    w.clock.pass(2_000)
    expect(await answer(all)).toEqual({ value: 3, at: '2026-11-21T09:01:01.000Z' })
  })

  it('that failed is asked anew', async () => {
    const w = await world()
    await w.ports.db.run(sql`insert into source_states (rowid, source_id, origin, enabled, next_poll_at, health)
      values (20000, 's', 'https://a.example', 1, '2026-11-21T09:00:00.000Z', 'ok')`)
    let asked = 0
    const answer = sharedAnswer(w.ports, async () => {
      if (++asked === 1) throw new Error('busy')
      return asked
    })
    await expect(answer(all)).rejects.toThrow('busy')
    expect((await answer(all)).value).toBe(2)
  })
})
