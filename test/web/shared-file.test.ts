import { beforeEach, describe, expect, it } from 'vitest'
import { sharedFiles } from '../../src/web/shared-file'
import { type World, world } from '../world'

let w: World
let token: string
beforeEach(async () => {
  w = await world()
  token = (await w.person('administrator')).token
})

/** Makings of files of so many parts, each counted; every file has its number in front. */
function factory(parts: number, bytes = 1) {
  const made: string[] = []
  let files = 0
  const begin = () => {
    const file = ++files
    let part = 0
    return async () => {
      if (part === parts) return null
      made.push(`${file}.${++part}`)
      return new TextEncoder().encode(`${file}.${part} `.padEnd(bytes, '-'))
    }
  }
  return { made, begin }
}
const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

describe('a file that several ask for at once', () => {
  it('is made once, part by part, and everybody gets all of it', async () => {
    const { made, begin } = factory(3)
    const file = sharedFiles(w.ports)
    const reader = (await file('vendors', begin)).getReader()
    await reader.read()
    expect(await text(await file('vendors', begin))).toBe('1.1 1.2 1.3 ')
    const rest = [await reader.read(), await reader.read(), await reader.read()]
    expect(rest.map(({ value, done }) => (done ? 'end' : new TextDecoder().decode(value)))).toEqual(['1.2 ', '1.3 ', 'end'])
    expect(made).toEqual(['1.1', '1.2', '1.3'])
    expect(await text(await file('systems', begin))).toBe('2.1 2.2 2.3 ')
  })

  it('is made anew once something was written, and after a minute', async () => {
    const { begin } = factory(1)
    let nowMs = 0
    const file = sharedFiles({ db: w.ports.db, realNow: () => nowMs })
    expect([await text(await file('vendors', begin)), await text(await file('vendors', begin))]).toEqual(['1.1 ', '1.1 '])
    expect((await w.send('POST', '/api/v1/vendors', { token, body: { id: 'acme', name: 'Acme' } })).status).toBe(201)
    expect(await text(await file('vendors', begin))).toBe('2.1 ')
    nowMs += 60_000
    expect(await text(await file('vendors', begin))).toBe('3.1 ')
  })

  it('goes on for the others when one goes away, and is begun anew after it failed', async () => {
    const { begin } = factory(2)
    const file = sharedFiles(w.ports)
    const [leaves, stays] = [await file('vendors', begin), await file('vendors', begin)]
    await leaves.cancel()
    expect(await text(stays)).toBe('1.1 1.2 ')
    let fail = () => {}
    const broken = () => () =>
      new Promise<null>((_, failed) => {
        fail = () => failed(new Error('no disk'))
      })
    const both = [text(await file('systems', broken)), text(await file('systems', begin))].map((one) =>
      expect(one).rejects.toThrow('no disk'),
    )
    fail()
    await Promise.all(both)
    expect(await text(await file('systems', begin))).toBe('2.1 2.2 ')
  })

  it('that grows too long is not joined any more, and those who read it get all of it', async () => {
    const { begin } = factory(4, 3_000_000)
    const file = sharedFiles(w.ports)
    const readers = [await file('vendors', begin), await file('vendors', begin)]
    const [one, other] = await Promise.all(readers.map(text))
    expect([one?.length, one === other, one?.slice(0, 4)]).toEqual([12_000_000, true, '1.1 '])
    expect((await text(await file('vendors', begin))).slice(0, 4)).toBe('2.1 ')
  })

  it('is a list of the register as it stands, for each reader as far as they see', async () => {
    const post = async (path: string, body: object) => expect((await w.send('POST', `/api/v1${path}`, { token, body })).status).toBe(201)
    for (const id of ['north', 'south']) await post('/units', { id, name: id })
    await post('/vendors', { id: 'acme', name: 'Acme' })
    const other = await w.person('analyst', { email: 'south@example.test', unitIds: ['south'] })
    const csv = async (who = token) => (await w.send('GET', '/register/vendors/file?format=csv', { token: who })).text
    const before = await csv()
    expect(await csv()).toBe(before)
    await post('/vendors', { id: 'hidden', name: 'Hidden', unitId: 'north' })
    expect([(await csv()).includes('Hidden'), before.includes('Hidden'), (await csv(other.token)).includes('Hidden')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
