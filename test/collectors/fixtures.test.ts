import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import { sourceRules } from '../../src/core/source'

const root = join(import.meta.dirname, '../fixtures')
const described = z.object({
  mediaType: z.string().nullable(),
  url: z.string().default('https://vendor.example/page'),
  rules: sourceRules.nullable().default(null),
})
const expected = z.array(
  z.object({ text: z.string(), role: z.string(), section: z.string().nullable().optional(), row: z.string().nullable().optional() }),
)

/** `test/fixtures/<collector>/<case>/{source.json, capture.*, statements.json}`: a new layout needs a folder and no code. */
const cases = collectors.flatMap(({ id }) =>
  existsSync(join(root, id)) ? readdirSync(join(root, id)).map((name) => ({ id, name, folder: join(root, id, name) })) : [],
)

describe('each collector reads its fixtures', () => {
  it.each(cases)('$id: $name', async ({ id, folder }) => {
    const { mediaType, url, rules } = described.parse(JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8')))
    const file = readdirSync(folder).find((name) => name.startsWith('capture.')) ?? ''
    const capture: Capture = {
      at: '2026-05-01T00:00:00.000Z',
      status: 200,
      headers: {},
      mediaType,
      requestedUrl: url,
      finalUrl: url,
      body: new Uint8Array(readFileSync(join(folder, file))),
    }
    const source = { id: 's', url, type: 'other' as const, collector: id, rules }
    const extracted = await collectors.find((collector) => collector.id === id)?.extract(capture, source)
    const wanted = expected.parse(JSON.parse(readFileSync(join(folder, 'statements.json'), 'utf8')))
    expect(extracted).toMatchObject({ ok: true })
    const read = extracted?.ok ? extracted.reading.statements : []
    expect(read.map(({ text }) => text)).toEqual(wanted.map(({ text }) => text))
    expect(read).toMatchObject(wanted)
  })

  it('has a fixture for every collector', () => {
    expect([...new Set(cases.map(({ id }) => id))].sort()).toEqual(collectors.map(({ id }) => id).sort())
  })
})
