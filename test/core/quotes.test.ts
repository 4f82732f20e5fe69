import { describe, expect, it } from 'vitest'
import type { Difference } from '../../src/core/change'
import { quotesFor } from '../../src/core/quotes'
import type { Reading } from '../../src/core/reading'
import type { Statement } from '../../src/core/statement'
import { readingOfStatements } from './invented'

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

describe('quotes of a change that matters', () => {
  const before = reading('Updated 1 May 2026.', '# Keeping', 'We keep data for a while.', 'Write to us.')
  const after = reading('Updated 9 June 2026.', '# How long we keep', 'We keep data for 30 days.', 'Write to me.')
  const date = { ...edited(before, after, 0), rule: 'date-line' }
  const heading = { ...edited(before, after, 1), rule: 'heading' }
  const told = { ...edited(before, after, 2), grade: 'material' as const, rule: 'edited' }
  const spelling = edited(before, after, 3)
  const texts = quotesFor([spelling, date, heading, told], before, after, null).map(({ text }) => text)
  it('show a changed heading with what stands below it', () => {
    expect(texts[0]).toBe('# How long we keep\nWe keep data for 30 days.')
  })
  it('put the date of the document last and leave out what is only editorial', () => {
    expect(texts.slice(-2)).toEqual(['Updated 9 June 2026.', 'Updated 1 May 2026.'])
    expect(texts.join()).not.toContain('Write to')
  })
  it('prefer what has a figure in it', () => {
    const plain = reading('We keep it.', 'Other words.', 'We keep 30.')
    const added = [0, 2].map((at) => ({ ...edited(plain, plain, at), before: [], grade: 'material' as const }))
    expect(quotesFor(added, reading(), plain, null).map(({ text }) => text)).toEqual(['We keep 30.', 'We keep it.'])
  })
})

function edited(before: Reading, after: Reading, at: number): Difference {
  const pick = ({ statements }: Reading) => statements.slice(at, at + 1)
  return { before: pick(before), after: pick(after), section: null, grade: 'cosmetic', rule: 'spelling', why: 'a spelling changed' }
}

function reading(...texts: string[]): Reading {
  const statements: Statement[] = texts.map((text, at) => ({
    key: text,
    text,
    role: text.startsWith('#') ? 'heading' : 'paragraph',
    section: text.startsWith('Updated') ? null : `part ${at < 2 ? 1 : 2}`,
    row: null,
    links: [],
  }))
  return readingOfStatements(statements)
}
