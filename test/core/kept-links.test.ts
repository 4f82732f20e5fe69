import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { canonicalLink } from '../../src/core/hyperlinks'

it('links that are kept do not keep their pages in memory', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const pageBytes = 1_000_000
  const pages = 100
  collect()
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < pages; index++) {
    const page = Buffer.alloc(pageBytes, `<a href="https://example.org/terms/${index}/and/some/more">x</a> `).toString('latin1')
    canonicalLink(page.slice(9, 45), 'https://example.org/a-base-that-all-of-them-share')
  }
  collect()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan((pages * pageBytes) / 4)
})
