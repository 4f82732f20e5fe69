import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Difference } from '../../../src/core/change'
import { classify } from '../../../src/core/classify'
import type { Kind, KindContext } from '../../../src/core/kind'
import { kinds } from '../../../src/core/kinds'
import type { Reading } from '../../../src/core/reading'
import pack from '../../../src/core/reference/triggers.json'
import { type SourceType, sourceTypes } from '../../../src/core/source'
import type { Statement } from '../../../src/core/statement'
import { readingOfStatements } from '../invented'

const all: readonly Kind[] = kinds
const { triggers } = z.object({ triggers: z.array(z.object({ id: z.string() })) }).parse(pack)

describe('the list of kinds', () => {
  it('names exactly the kinds of the pack, in its order', () => {
    expect(all.map(({ kind }) => kind)).toEqual(triggers.map(({ id }) => id))
  })
  it('gives every kind an example of both sorts', () => {
    for (const { kind, examples } of all)
      expect([kind, examples.some(({ is }) => is), examples.some(({ is }) => !is)]).toEqual([kind, true, true])
  })
})

describe.each(all)('$kind', ({ recognise, examples }) => {
  it.each(examples)('before "$before", after "$after" → $is', (example) => {
    const { difference, context } = scene(example)
    expect((recognise(difference, context)?.length ?? 0) > 0).toBe(example.is)
  })
})

describe('classify', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.lorem({ maxCount: 40 }),
    fc.constantFrom('30 days', '$ 5', '我们会保存30天', 'quill-3.5 mini'),
  )
  it('never throws, and names something for every material change, on any strings', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...sourceTypes),
        fc.constantFrom(null, 'en', 'de', 'zh', 'pl', 'xx-YY', ''),
        (before, after, type, language) => {
          const { difference, context } = scene({ before, after, type })
          const found = classify({
            differences: [difference],
            before: context.before,
            after: context.after,
            source: { id: 's', type, url: '' },
            language,
          })
          expect(found.kinds.length).toBeGreaterThan(0)
          for (const kind of found.kinds) for (const index of kind.quotes) expect(found.quotes[index]).toBeDefined()
        },
      ),
    )
  })
})

function scene(example: {
  before?: string
  after?: string
  type?: SourceType
  section?: string
  role?: Statement['role']
  stated?: readonly [string, string]
}): {
  difference: Difference
  context: KindContext
} {
  const statements = (text: string | undefined): Statement[] =>
    text === undefined
      ? []
      : [{ key: text, text, role: example.role ?? 'paragraph', section: example.section ?? null, row: null, links: [] }]
  const before = statements(example.before)
  const after = statements(example.after)
  const type = example.type ?? 'other'
  return {
    difference: { before, after, section: example.section ?? null, grade: 'material', rule: 'test', why: 'test' },
    context: {
      source: { type, url: 'https://vendor.example/page' },
      before: reading(before, example.stated?.[0]),
      after: reading(after, example.stated?.[1]),
      language: 'en',
    },
  }
}

function reading(statements: Statement[], day: string | undefined): Reading {
  return readingOfStatements(statements, { stated: day ? [{ text: day, day }] : [] })
}
