import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config'
import { issueAccessLink } from '../../../src/flows/access-links'
import { addPerson, newPerson } from '../../../src/flows/add-person'
import { openRuntime } from '../../../src/runtime/node/runtime'
import { mailReceiver } from './receivers'

const root = resolve(import.meta.dirname, '../../..')
const target = join(root, 'dist/telltale.js')
beforeAll(() => {
  execFileSync('node', ['scripts/build.mjs'], { cwd: root, stdio: 'ignore' })
})

function bundle(): string {
  const entry = readFileSync(target, 'utf8')
  const bundles = readdirSync(join(root, 'dist/bundles')).filter((name) => name.endsWith('.cjs') && entry.includes(name))
  expect(bundles).toHaveLength(1)
  return readFileSync(join(root, 'dist/bundles', bundles[0] ?? ''), 'utf8')
}

it('a bundle is ASCII to the last regular expression, for it is read byte by byte', () => {
  expect(/[^\x00-\x7f]/.exec(bundle())?.[0]).toBeUndefined()
})

it('a bundle loads packages late by require alone: code from the cache cannot import', () => {
  expect(bundle().match(/\bimport\("[^"]*"\)/g)).toBeNull()
})

it('the built command sends mail', async () => {
  const post = await mailReceiver()
  const data = mkdtempSync(join(tmpdir(), 'telltale-bundle-'))
  const env = {
    TELLTALE_LOG: 'silent',
    TELLTALE_SMTP_URL: post.url,
    TELLTALE_MAIL_FROM: 'Telltale <alerts@telltale.example.test>',
    TELLTALE_PUBLIC_URL: 'https://telltale.example.test',
  }
  const parsed = parseConfig(env, { dataDir: data, now: '2026-11-21T09:00:00.000Z' })
  if (!parsed.ok) throw new Error(parsed.faults.join('; '))
  const runtime = await openRuntime(parsed.config)
  const made = await addPerson(
    runtime.ports,
    { personId: null },
    newPerson.parse({ email: 'ada@example.test', name: 'Ada', role: 'analyst' }),
  )
  if (!made.ok) throw new Error(made.reason)
  await issueAccessLink(runtime.ports, { personId: null }, made.person.id, { base: 'https://telltale.example.test', mail: true })
  await runtime.close()
  const args = ['--enable-source-maps', target, 'tick', '--data', data, '--now', '2026-11-21T10:00:00.000Z', '--json']
  const { stdout } = await promisify(execFile)('node', args, { env: { PATH: process.env.PATH, ...env } })
  expect(JSON.parse(stdout)).toMatchObject({ noticesSent: 1, noticesFailed: 0 })
  expect(post.mails.map(({ to }) => to?.[0]?.address)).toEqual(['ada@example.test'])
  await post.close()
  rmSync(data, { recursive: true })
})
