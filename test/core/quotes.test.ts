import { describe, expect, it } from 'vitest'
import type { Difference } from '../../src/core/change'
import { quotesFor } from '../../src/core/quotes'
import type { Reading } from '../../src/core/reading'
import type { Statement } from '../../src/core/statement'

describe('quotes of a change that looks editorial', () => {
  it('are whole statements of both sides, named by their side', () => {
    const before = reading('We keep your data safe.', 'Write to us.')
    const after = reading('We keep your data secure.', 'Write to us.')
    expect(quotesFor([edited(before, after, 0)], before, after, 's1')).toEqual([
      { side: 'added', text: 'We keep your data secure.', sourceId: 's1' },
      { side: 'removed', text: 'We keep your data safe.', sourceId: 's1' },
    ])
  })
  it('join neighbours', () => {
    const before = reading('One old sentence.', 'Two old sentences.')
    const after = reading('One new sentence.', 'Two new sentences.')
    const both = [edited(before, after, 0), edited(before, after, 1)]
    expect(quotesFor(both, before, after, null).map(({ text }) => text)).toEqual([
      'One new sentence.\nTwo new sentences.',
      'One old sentence.\nTwo old sentences.',
    ])
  })
})

function edited(before: Reading, after: Reading, at: number): Difference {
  const pick = ({ statements }: Reading) => statements.slice(at, at + 1)
  return { before: pick(before), after: pick(after), section: null, grade: 'cosmetic', rule: 'spelling', why: 'a spelling changed' }
}

function reading(...texts: string[]): Reading {
  const statements: Statement[] = texts.map((text) => ({ key: text, text, role: 'paragraph', section: null, row: null, links: [] }))
  return {
    collector: 'test',
    collectorVersion: '1',
    fingerprint: '',
    title: null,
    canonical: null,
    language: 'en',
    statements,
    whole: '',
    periphery: '',
    stated: [],
    keyed: false,
  }
}
