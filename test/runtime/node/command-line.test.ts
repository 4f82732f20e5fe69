import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Command, Values } from '../../../src/runtime/node/cli/command'
import { importCommand } from '../../../src/runtime/node/cli/import'
import { ingestCommand } from '../../../src/runtime/node/cli/ingest'

const main = new URL('../../../src/runtime/node/main.ts', import.meta.url).pathname
const dir = mkdtempSync(join(tmpdir(), 'telltale-command-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function telltale(args: string[], env: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { ...process.env, TELLTALE_LOG: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...said }
}
/** The same without a process of its own. */
async function called(command: Command, values: Values) {
  let out = ''
  const code = await command.run({
    values: { ...values, data: join(dir, 'called') },
    positionals: [],
    terminal: false,
    env: { TELLTALE_LOG: 'silent' },
    stdin: async () => '',
    out: (text) => {
      out += text
    },
    err: () => {},
  })
  return { code, out }
}
const data = (name: string) => ['--data', join(dir, name)]

describe('the command line', { timeout: 300_000 }, () => {
  it.each([
    { says: 'an argument that no option takes', args: ['storage', 's1'], told: /'s1'/ },
    { says: 'a wrong --now by its own name', args: ['tick', '--now', 'yesterday'], told: /--now takes an instant .* not "yesterday"/ },
  ])('calls wrong usage $says', async ({ args, told }) => {
    const done = await telltale([...args, ...data('none')])
    expect(done).toMatchObject({ code: 2, out: '' })
    expect(done.err).toMatch(told)
    expect(existsSync(join(dir, 'none'))).toBe(false)
  })

  it('lets no clock be set that others can reach', async () => {
    const done = await telltale(['start', '--now', '2026-11-21', ...data('clock')], { TELLTALE_HOST: '0.0.0.0' })
    expect(done).toMatchObject({ code: 2, out: '', err: expect.stringContaining('TELLTALE_HOST is a loopback address') })
  })

  it('import prints what it did as JSON, asked for or not, and words beside it', async () => {
    const file = join(dir, 'vendors.csv')
    writeFileSync(file, 'vendor.name,vendor.tier\nAcme,critical\nBrand,huge\n')
    const done = await telltale(['import', '--file', file, '--as', 'vendors', ...data('files')])
    expect([done.code, JSON.parse(done.out)]).toMatchObject([1, { created: 1, errors: [{ line: 3, field: 'vendor.tier' }] }])
    expect(done.err).toContain('line 3, vendor.tier "huge"')
    const again = await telltale(['import', '--file', file, '--as', 'vendors', '--json', ...data('files')])
    expect([JSON.parse(again.out).unchanged, again.err]).toEqual([1, ''])
  })

  it('names in one line a file that is not there', async () => {
    const done = await telltale(['export', '--as', 'vendors', '--out', '/not/there.csv', ...data('files')])
    expect(done).toMatchObject({ code: 1, err: 'telltale: /not/there.csv: there is no such file or folder\n' })
  })

  it('works on a database that lies outside the data directory', async () => {
    const done = await telltale(['storage', '--json', ...data('key-alone')], { TELLTALE_DATABASE_URL: `file:${join(dir, 'other.db')}` })
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(done.out)).toMatchObject({ checks: 0 })
    expect(existsSync(join(dir, 'key-alone', 'secret.key'))).toBe(true)
  })

  it('prints its result and no log lines', async () => {
    const done = await telltale(['catalogue', 'add', 'openai', ...data('quiet')], { TELLTALE_LOG: undefined })
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^OpenAI added/), err: '' })
  })

  it('says which address is taken when it starts a second time', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const done = await telltale(['start', ...data('second')], { TELLTALE_PORT: port, TELLTALE_POLLING: 'off' })
    taken.close()
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(new RegExp(`^telltale: http://127\\.0\\.0\\.1:${port} is in use by another process.*\n$`))
  })

  it('ingest refuses the line whose file cannot be read, and takes the others', async () => {
    const sources = join(dir, 'sources.json')
    writeFileSync(sources, JSON.stringify({ sources: [{ id: 's1', url: 'https://vendor.example/terms', vendor: 'v1' }] }))
    const words = Array.from({ length: 30 }, (_, index) => `<p>Clause ${index}: prompts are kept for thirty days and then deleted.</p>`)
    writeFileSync(join(dir, 'page.html'), `<html lang="en"><h1>Terms</h1>${words.join('')}</html>`)
    const lines = ['missing.html', 'page.html'].map((file, index) => ({ source: 's1', at: `2026-01-0${index + 1}T00:00:00Z`, file }))
    writeFileSync(join(dir, 'list.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(await called(importCommand, { file: sources })).toMatchObject({ code: 0 })
    const done = await called(ingestCommand, { jsonl: join(dir, 'list.jsonl') })
    expect(done.code).toBe(1)
    expect(JSON.parse(done.out)).toMatchObject({ taken: 1, refused: [{ line: 1, message: expect.stringContaining('missing.html') }] })
  })
})
