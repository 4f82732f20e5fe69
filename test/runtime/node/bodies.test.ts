import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBodies } from '../../../src/runtime/node/bodies'
import { policy } from '../../flows/watched'

const bodies = createBodies()
const bytes = (text: string) => new TextEncoder().encode(text)
const long = (days: number) => bytes(Array.from({ length: 200 }, (_, index) => policy({ days: days + index })).join('\n'))

describe('stored bodies', () => {
  it('a body much like its key frame is stored as a small delta, and comes back exactly', async () => {
    const [first, second] = [long(30), long(31)]
    const key = await bodies.encode(first, null)
    const delta = await bodies.encode(second, { body: first, stored: key })
    expect([key.encoding, delta.encoding]).toEqual(['br', 'br-delta'])
    expect(delta.data.length).toBeLessThan(key.data.length / 2)
    expect(Buffer.from(await bodies.decode(delta, { stored: key, bytes: first.length })).equals(Buffer.from(second))).toBe(true)
    expect(Buffer.from(await bodies.decode(key, null)).equals(Buffer.from(first))).toBe(true)
  })
  it('a body unlike its key frame, or beside one that another encoder wrote, is stored whole', async () => {
    const [first, second] = [long(30), Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251)]
    const key = await bodies.encode(first, null)
    expect((await bodies.encode(second, { body: first, stored: key })).encoding).not.toBe('br-delta')
    const altered = { ...key, data: Uint8Array.from(key.data, (byte, index) => (index === 9 ? byte ^ 1 : byte)) }
    expect((await bodies.encode(long(31), { body: first, stored: altered })).encoding).toBe('br')
  })
  it('any bytes come back exactly, whatever they are a delta to', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), fc.uint8Array({ maxLength: 3_000 }), async (first, second) => {
        const key = await bodies.encode(first, null)
        const next = await bodies.encode(second, { body: first, stored: key })
        const back = await bodies.decode(next, { stored: key, bytes: first.length })
        expect(Buffer.from(back).equals(Buffer.from(second))).toBe(true)
        expect(Buffer.from(await bodies.decode(key, null)).equals(Buffer.from(first))).toBe(true)
      }),
      { numRuns: 40 },
    ))
})
