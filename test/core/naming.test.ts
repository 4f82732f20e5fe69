import { describe, expect, it } from 'vitest'
import { classify } from '../../src/core/classify'
import { namingOf } from '../../src/core/naming'
import type { Reading } from '../../src/core/reading'
import type { SourceType } from '../../src/core/source'
import type { Statement } from '../../src/core/statement'

describe('how a kind was come by', () => {
  it.each<[text: string, language: string | null, type: SourceType, kinds: string[], told: string | null]>([
    ['We keep prompts for 90 days.', 'en', 'privacy', ['data-retention-changed'], null],
    ['Wir speichern Ihre Eingaben 90 Tage.', 'de', 'privacy', ['data-retention-changed'], null],
    [
      'Przechowujemy dane przez 90 dni.',
      'pl',
      'privacy',
      ['dpa-or-privacy-terms-changed'],
      'Its kind was not read in this language: it is named after what the page is and the English words in it.',
    ],
    [
      'Ten plan obejmuje zero data retention.',
      'pl',
      'terms',
      ['data-retention-changed'],
      'Its kind was not read in this language: it is named after what the page is and the English words in it.',
    ],
    [
      'Our parcels weigh two kilos.',
      'en',
      'terms',
      ['instructions-changed'],
      'No word of it names a kind: it is named after what the page is.',
    ],
  ])('%s (%s)', (text, language, type, kinds, told) => {
    const named = kindsOf(text, language, type)
    expect(named.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds))
    expect(namingOf(named)).toBe(told)
  })
  it('is not told where nothing was named', () => {
    expect(namingOf([])).toBeNull()
  })
})

function kindsOf(text: string, language: string | null, type: SourceType) {
  const statement: Statement = { key: text, text, role: 'paragraph', section: null, row: null, links: [] }
  const difference = { before: [], after: [statement], section: null, grade: 'material', rule: 'test', why: 'test' } as const
  const [before, after] = [reading([]), reading([statement])]
  const source = { id: 's', type, url: '' }
  return classify({ differences: [{ ...difference, before: [], after: [statement] }], before, after, source, language }).kinds
}

function reading(statements: Statement[]): Reading {
  return {
    collector: 'test',
    collectorVersion: '1',
    fingerprint: '',
    title: null,
    canonical: null,
    language: null,
    statements,
    whole: '',
    periphery: '',
    stated: [],
    keyed: false,
    leads: [],
  }
}
