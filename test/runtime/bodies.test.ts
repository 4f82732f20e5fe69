import { constants, createBrotliCompress } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Encoded } from '../../src/ports'
import { createBodies } from '../../src/runtime/bodies'
import { policy } from '../flows/watched'

const bodies = createBodies()
const bytes = (text: string) => new TextEncoder().encode(text)
/** Prose of many numbers that differs here and there by `seed`. */
const long = (seed: number) =>
  bytes(
    Array.from(
      { length: 300 },
      (_, index) => `${index % 50 === 0 ? policy({ days: seed + index }) : ''}<p>${Math.sin(index)} ${Math.cos(index * 7)}</p>`,
    ).join('\n'),
  )

/** Each body kept after the others, each a delta to the one before where that pays. */
async function kept(all: readonly Uint8Array[]): Promise<{ body: Uint8Array; stored: Encoded }[]> {
  const path: { body: Uint8Array; stored: Encoded }[] = []
  for (const body of all) path.push({ body, stored: await bodies.encode(body, path) })
  return path
}
const read = (path: readonly { body: Uint8Array; stored: Encoded }[]) =>
  bodies.decode(path.map(({ body, stored }) => ({ stored, bytes: body.length })))
const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) => a !== undefined && b !== undefined && Buffer.from(a).equals(b)

describe('stored bodies', () => {
  it('bodies much like one another are small deltas, each to all before it, and come back exactly', async () => {
    const path = await kept([long(30), long(31), long(30), long(32)])
    expect(path.map(({ stored }) => stored.encoding)).toEqual(['br', 'br-delta', 'br-delta', 'br-delta'])
    const [key = 0, ...deltas] = path.map(({ stored }) => stored.data.length)
    for (const length of deltas) expect(length).toBeLessThan(key / 10)
    // what stands earlier in the path is not paid for again
    expect(deltas[1]).toBeLessThan(100)
    const back = await read(path)
    expect(back.every((body, index) => same(body, path[index]?.body))).toBe(true)
    expect(same((await read(path.slice(0, 2)))[1], path[1]?.body)).toBe(true)
  })
  it('a body unlike those of the path, or beside one that another encoder wrote, is stored whole', async () => {
    const path = await kept([long(30)])
    const unlike = Uint8Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1) >>> 24)
    expect((await bodies.encode(unlike, path)).encoding).not.toBe('br-delta')
    const altered = path.map(({ body, stored }) => ({
      body,
      stored: { ...stored, data: Uint8Array.from(stored.data, (byte, index) => (index === 9 ? byte ^ 1 : byte)) },
    }))
    expect((await bodies.encode(long(31), altered)).encoding).toBe('br')
  })
  it('a path grows to 8 MB, and the next body begins another', async () => {
    const repeated = (count: number) => Uint8Array.from(Buffer.concat(Array.from({ length: count }, () => long(30))))
    const third = repeated(Math.floor(3_000_000 / long(30).length))
    const half = repeated(Math.ceil(4_500_000 / long(30).length))
    expect((await kept([third, third])).map(({ stored }) => stored.encoding)).toEqual(['br', 'br-delta'])
    expect((await kept([half, half])).map(({ stored }) => stored.encoding)).toEqual(['br', 'br'])
  })
  it('a body is kept in a window of its own size, and one kept in the largest window is still rested on', async () => {
    const [key] = await kept([long(30)])
    expect((key?.stored.data[0] ?? 0) & 15).toBe(0b0011)
    const body = long(30)
    const encoder = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 } })
    encoder.write(body)
    const flushed = await new Promise<Buffer>((resolve) => encoder.flush(() => resolve(Buffer.from(encoder.read()))))
    const older = [{ body, stored: { encoding: 'br' as const, data: Buffer.concat([flushed, Uint8Array.of(3)]) } }]
    expect((older[0]?.stored.data[0] ?? 0) & 15).toBe(0b1111)
    const path = [...older, { body: long(31), stored: await bodies.encode(long(31), older) }]
    expect(path[1]?.stored.encoding).toBe('br-delta')
    expect(same((await read(path))[1], path[1]?.body)).toBe(true)
  })
  it('a delta alone is refused', async () => {
    const path = await kept([long(30), long(31)])
    await expect(read(path.slice(1))).rejects.toThrow('without its key frame')
  })
  it('any bytes come back exactly, whatever they rest on', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3_000 }), { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 40 }),
        async (all, repeats) => {
          const begin = long(30).subarray(0, repeats * 50)
          const path = await kept(all.map((body) => Uint8Array.from([...begin, ...body])))
          // a body that was stored whole begins a path of its own
          const start = path.findLastIndex(({ stored }) => stored.encoding !== 'br-delta')
          const own = path.slice(start)
          const back = await read(own)
          expect(back.every((body, index) => same(body, own[index]?.body))).toBe(true)
        },
      ),
      { numRuns: 60 },
    ))
})
