import { describe, expect, it } from 'vitest'
import { blockKey } from '../../src/core/canonical'
import type { Difference } from '../../src/core/change'
import { classify } from '../../src/core/classify'
import type { Reading } from '../../src/core/reading'
import type { Statement } from '../../src/core/statement'
import { readingOfStatements } from './invented'

describe('a change of which all looks editorial', () => {
  it('is named by its date where nothing but the date moved', () => {
    const { kinds, quotes } = named(edited('Last updated: 3 May 2026', 'Last updated: 9 June 2026'))
    expect(kinds).toEqual([{ kind: 'date-bumped-no-change', rule: 'kind:date-bumped-no-change', quotes: [0, 1] }])
    expect(quotes.map(({ text }) => text)).toEqual(['Last updated: 9 June 2026', 'Last updated: 3 May 2026'])
  })
  it('is named by nothing where words moved too, and quoted', () => {
    const { kinds, quotes } = named(
      edited('Last updated: 3 May 2026', 'Last updated: 9 June 2026'),
      edited('We kepp your data.', 'We keep your data.'),
    )
    expect(kinds).toEqual([])
    expect(quotes.map(({ text }) => text).join('\n')).toContain('We keep your data.')
  })
})

describe('the kinds of a rewrite', () => {
  const chatter = (count: number) => Array.from({ length: count }, (_, i) => added(`Our parcel number ${i} weighs two kilos.`))
  const retention = added('We keep your prompts for 90 days.')
  it('are proved by more than a chance word in a large one', () => {
    const few = named(...chatter(10).map(material), material(retention))
    const many = named(...chatter(60).map(material), material(retention))
    expect(few.kinds.map(({ kind }) => kind)).toContain('data-retention-changed')
    expect(many.kinds.map(({ kind }) => kind)).not.toContain('data-retention-changed')
  })
})

describe('what a statement is about', () => {
  const kindsOf = (...all: Difference[]) => named(...all.map(material)).kinds.map(({ kind }) => kind)
  it('is the ban, not the place that it names', () => {
    const kinds = kindsOf(added('You may not use the services if you are located in a country under embargo.'))
    expect(kinds).toContain('prohibited-use-changed')
    expect(kinds).not.toContain('data-region-changed')
  })
  it('is the place where data are stored', () => {
    expect(kindsOf(added('Your data are stored on servers located in Ireland.'))).toContain('data-region-changed')
  })
  it('is not what stands unchanged around an edit', () => {
    const was = 'Fees that partners of all sorts have ever agreed on with us are not refundable.'
    expect(kindsOf(edited(was, was.replace('all sorts', 'every sort')))).not.toContain('pricing-only')
    expect(kindsOf(edited(was, was.replace('refundable', 'refunded')))).toContain('pricing-only')
  })
  it('is no price where a commission of the state is named', () => {
    expect(
      kindsOf(added('Do not call in violation of the act of 1991 or of any directive of the Federal Communications Commission.')),
    ).not.toContain('pricing-only')
  })
  it('is for a row of a table what the heading right above says, not the title of the whole document', () => {
    const row = (section: string): Difference => ({
      ...added('Precise place | shown to others'),
      section,
      after: [{ ...statement('Precise place | shown to others'), role: 'row', row: 'Precise place', section }],
    })
    expect(kindsOf(row('Data retention › By purpose'))).toContain('data-retention-changed')
    expect(kindsOf(row('Data retention › What we collect › By purpose'))).not.toContain('data-retention-changed')
  })
  it('is no model that went where the page still names it', () => {
    const row = (text: string): Difference => ({ ...added(text), before: [{ ...statement(text), role: 'row', row: 'quill-1' }], after: [] })
    const differences = [material(row('quill-1 | fast'))]
    const before = reading(differences.flatMap((difference) => difference.before))
    const source = { id: 's', type: 'docs' as const, url: '' }
    const kinds = (whole: string) =>
      classify({ differences, before, after: { ...reading([]), whole }, source, language: 'en' }).kinds.map(({ kind }) => kind)
    expect(kinds('')).toContain('model-retired-or-withdrawn')
    expect(kinds(`elsewhere${blockKey('quill-1')}stands`)).not.toContain('model-retired-or-withdrawn')
  })
})

const material = (difference: Difference): Difference => ({ ...difference, grade: 'material', rule: 'test' })

const added = (text: string): Difference => ({
  before: [],
  after: [statement(text)],
  section: null,
  grade: 'cosmetic',
  rule: 'test',
  why: 'test',
})
const edited = (was: string, is: string): Difference => ({ ...added(is), before: [statement(was)] })
const statement = (text: string): Statement => ({ key: text, text, role: 'paragraph', section: null, row: null, links: [] })

function named(...differences: Difference[]) {
  const of = (side: 'before' | 'after') => reading(differences.flatMap((difference) => difference[side]))
  const source = { id: 's', type: 'terms' as const, url: '' }
  return classify({ differences, before: of('before'), after: of('after'), source, language: 'en' })
}

function reading(statements: Statement[]): Reading {
  return readingOfStatements(statements)
}
