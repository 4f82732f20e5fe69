import type { SQL } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { groupBy } from '../../src/core/group'
import { lanesOf } from '../../src/flows/lanes'
import { pollRound } from '../../src/flows/poll-round'
import { runBatch } from '../../src/store/database'
import { type DueSource, dueSources } from '../../src/store/due-sources'
import { enabledOnly, syncSourceStates } from '../../src/store/source-states'
import { world } from '../world'
import { watch } from './watched'

/** So many origins with so many sources each, due in `lanes`. */
async function registered(origins: number, each: number) {
  const w = await world()
  await watch(
    w,
    ...Array.from({ length: origins * each }, (_, n) => ({
      id: `s${String(n).padStart(5, '0')}`,
      url: `https://o${n % origins}.example/${n}`,
    })),
  )
  await runBatch(w.ports.db, syncSourceStates(w.ports.db, w.ports.now()))
  const due = groupBy<string, DueSource>(await dueSources(w.ports.db, enabledOnly), ({ origin }) => origin)
  return { w, due, origins: [...due.keys()], lanes: lanesOf(w.ports, due) }
}

describe('a round over many sources', () => {
  it('holds no more than a thousand of them whole: the next are read once half of those are polled', async () => {
    const { lanes, origins } = await registered(240, 8)
    let [held, most, read] = [0, 0, 0]
    const given: number[] = []
    for await (const some of lanes.portions(origins)) {
      const { left } = await lanes.next(some)
      const count = [...left.values()].flat().length
      held += count
      read += count
      most = Math.max(most, held)
      given.push(count)
      // polled later than the next portion is asked for
      setImmediate(() => {
        for (const one of given.splice(0)) {
          held -= one
          lanes.finished(one)
        }
      })
    }
    expect(read).toBe(240 * 8)
    expect(most).toBeLessThanOrEqual(1_000)
  })

  it('reads an origin of many sources some at a time, each source once', async () => {
    const { lanes, origins } = await registered(1, 150)
    const seen: string[][] = []
    for (;;) {
      const { left } = await lanes.next(origins)
      const ids = [...left.values()].flat().map(({ source }) => source.id)
      if (!ids.length) break
      seen.push(ids)
      lanes.finished(ids.length)
    }
    expect(seen.map((ids) => ids.length)).toEqual([64, 64, 22])
    expect(new Set(seen.flat()).size).toBe(150)
  })

  it('ends with the fault, and does not wait for ever, where the database refuses to note what comes next', async () => {
    const { w, due } = await registered(170, 20)
    const { ports } = w
    const dialect = new SQLiteAsyncDialect()
    // what an origin reads by itself, after the portion that it began with
    const refuses = (statement: SQL) => {
      const { sql, params } = dialect.sqlToQuery(statement)
      return /poll_started_at is not null/.test(sql) && params.some((one) => String(one).startsWith('[') && String(one).length < 1_000)
    }
    const db = new Proxy(ports.db, {
      get: (target, name) => {
        const found = Reflect.get(target, name)
        if (name !== 'run' || typeof found !== 'function') return found
        return (statement: SQL) => (refuses(statement) ? Promise.reject(new Error('the disk is full')) : found.call(target, statement))
      },
    })
    await expect(
      pollRound({ ...ports, db }, [...due.values()].flat(), { perOrigin: 1, minGapMs: 0, concurrency: 64, confirm: false }),
    ).rejects.toThrow('the disk is full')
  })

  it('leaves to another process what that one polled since it was found due', async () => {
    const { w, lanes, origins } = await registered(1, 3)
    await w.ports.db.run("update source_states set last_checked_at = '2026-03-01T00:00:00.000Z' where source_id = 's00001'")
    const { left, done } = await lanes.next(origins)
    expect([...left.values()].flat().map(({ source }) => source.id)).toEqual(['s00000', 's00002'])
    expect(done.map(({ source }) => source.id)).toEqual(['s00001'])
  })
})
