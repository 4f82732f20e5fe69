import { describe, expect, it } from 'vitest'
import { openDoor } from '../../../src/runtime/node/listen'

async function door(host: string, registered: boolean) {
  const [opened, closed]: string[][] = [[], []]
  let [setUp, widened] = [registered, 0]
  let turn = async () => {}
  const opening = await openDoor({
    host,
    open: async (at) => {
      opened?.push(at)
      return { close: async () => void closed?.push(at) }
    },
    setUp: async () => setUp,
    every: (_, work) => {
      turn = work
      return () => {
        turn = async () => {}
      }
    },
    widened: () => widened++,
  })
  return { opening, opened, closed, register: () => (setUp = true), second: () => turn(), widened: () => widened }
}

describe('where it listens', () => {
  it('is loopback only until somebody is registered, and then the address of the settings', async () => {
    const it = await door('0.0.0.0', false)
    expect(it.opening.host).toBe('127.0.0.1')
    await it.second()
    expect(it.opened).toEqual(['127.0.0.1'])
    it.register()
    await it.second()
    await it.second()
    expect([it.opened, it.closed, it.widened()]).toEqual([['127.0.0.1', '0.0.0.0'], ['127.0.0.1'], 1])
    await it.opening.close()
    expect(it.closed).toEqual(['127.0.0.1', '0.0.0.0'])
  })

  it.each([
    { says: 'somebody is registered', host: '192.0.2.7', registered: true },
    { says: 'the address is a loopback one', host: '::1', registered: false },
  ])('is the address of the settings at once where $says', async ({ host, registered }) => {
    const it = await door(host, registered)
    expect([it.opening.host, it.opened]).toEqual([host, [host]])
  })
})
