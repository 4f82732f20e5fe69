import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { explainCommand } from '../../../src/runtime/node/cli/explain'
import { policy } from '../../flows/watched'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-explain-'))
  await mkdir(join(folder, 'bodies'))
  const newsletter = '<p>A newsletter about the service goes to all customers on the first day of every quarter.</p>'
  const pages = [policy({ dated: '<p>Version 3.1</p>' }), policy({ days: 90, dated: '<p>Version 3.1</p>', extra: newsletter })]
  const steps = pages.map((_page, step) => ({
    step,
    at: `2026-0${step + 1}-01T00:00:00.000Z`,
    body: `${step}.html`,
    media_type: 'text/html',
  }))
  await Promise.all(pages.map((page, step) => writeFile(join(folder, 'bodies', `${step}.html`), page)))
  const line = { id: 'acme-terms', vendor: 'acme', document: 'Terms of service', url: 'https://acme.example/terms', steps }
  await writeFile(join(folder, 'sequences.jsonl'), `${JSON.stringify(line)}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

async function explained(json: boolean): Promise<string> {
  let said = ''
  const values = { sequence: 'acme-terms', step: '1', json }
  const code = await explainCommand.run({
    values,
    positionals: [folder],
    out: (text: string) => (said += text),
    err: () => undefined,
    terminal: false,
    stdin: async () => '',
    env: {},
  })
  expect(code).toBe(0)
  return said
}

it('explains one step: what was compared, how it was weighed, what changed by which rule, what named it and by which words', async () => {
  const said = await explained(false)
  for (const words of [
    'verdict: material',
    'read by html-document',
    'more than editorial',
    'told at any weight',
    'largest: measured',
    'material by rule edited: a number, amount or date inside a statement changed',
    'kinds: data-retention-changed (kind:data-retention-changed)',
    'data-retention-changed, added: We retain prompts and outputs for 90 days',
    'version: Version 3.1 → Version 3.1',
  ])
    expect(said).toContain(words)
})

it('gives the same as data', async () => {
  const told = JSON.parse(await explained(true))
  expect(told).toMatchObject({ verdict: 'material', step: 1, heldBack: [], version: { is: { text: 'Version 3.1' } } })
  const sum = told.weighed.features.reduce((all: number, one: { adds: number }) => all + one.adds, 0)
  expect(Number.isFinite(sum)).toBe(true)
  expect(told.kinds[0].quotes.map(({ text }: { text: string }) => text).join(' ')).toContain('90 days')
})
