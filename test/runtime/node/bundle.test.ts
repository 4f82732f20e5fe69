import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

it('a bundle is ASCII to the last regular expression, for it is read byte by byte', () => {
  execFileSync('node', ['scripts/build.mjs'], { cwd: root, stdio: 'ignore' })
  const entry = readFileSync(join(root, 'dist/telltale.js'), 'utf8')
  const bundles = readdirSync(join(root, 'dist/bundles')).filter((name) => name.endsWith('.cjs') && entry.includes(name))
  expect(bundles).toHaveLength(1)
  for (const name of bundles) expect(/[^\x00-\x7f]/.exec(readFileSync(join(root, 'dist/bundles', name), 'utf8'))?.[0]).toBeUndefined()
})
