import { expect, it } from 'vitest'
import { createBodies } from '../../src/runtime/bodies'

const bodies = createBodies()
const page = (seed: number) =>
  new TextEncoder().encode(
    `<h1>Terms ${seed}</h1>${Array.from({ length: 400 }, (_, index) => `<p>${Math.sin(index)} ${Math.cos(index)}</p>`).join('')}`,
  )

it('in workerd too a body is a small delta to those before it, and all come back exactly', async () => {
  const all = [page(1), page(2), page(3)]
  const path: Parameters<typeof bodies.encode>[1][number][] = []
  for (const body of all) path.push({ body, stored: await bodies.encode(body, path) })
  expect(path.map(({ stored }) => stored.encoding)).toEqual(['br', 'br-delta', 'br-delta'])
  expect(path.slice(1).every(({ stored }) => stored.data.length < 200)).toBe(true)
  const back = await bodies.decode(path.map(({ body, stored }) => ({ stored, bytes: body.length })))
  expect(back.map((body) => new TextDecoder().decode(body))).toEqual(all.map((body) => new TextDecoder().decode(body)))
})
