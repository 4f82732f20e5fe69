import { describe, expect, it } from 'vitest'
import type { Difference } from '../../src/core/change'
import { datesIn, dateWithMeaning } from '../../src/core/effective'
import type { Statement } from '../../src/core/statement'

const statement = (text: string): Statement => ({ key: text, text, role: 'paragraph', section: null, row: null, links: [] })
const difference = (after: string, before?: string): Difference => ({
  before: before === undefined ? [] : [statement(before)],
  after: [statement(after)],
  section: null,
  grade: 'material',
  rule: 'test',
  why: 'test',
})
const read = (text: string, language = 'en') => dateWithMeaning([difference(text)], language)

describe('when a change takes effect', () => {
  it.each([
    ['en', 'From 20 December 2026 the model is replaced by a newer one.', '2026-12-20'],
    ['en', 'These terms take effect on March 1, 2027.', '2027-03-01'],
    ['en', 'The endpoint will be shut down on 2027-01-31.', '2027-01-31'],
    ['en', 'As of 1 February 2026, this provision is amended.', '2026-02-01'],
    ['en', 'Effective date: 3 May 2026', '2026-05-03'],
    ['de', 'Ab dem 1. März 2027 gilt die neue Fassung.', '2027-03-01'],
    ['de', 'Die Änderung wird zum 01.02.2027 wirksam.', '2027-02-01'],
    ['fr', 'Les conditions s’appliquent à compter du 1er mars 2027.', '2027-03-01'],
    ['es', 'El cambio entrará en vigor a partir del 1 de marzo de 2027.', '2027-03-01'],
    ['it', 'Le condizioni sono in vigore dal 1 marzo 2027.', '2027-03-01'],
    ['nl', 'De wijziging geldt met ingang van 1 maart 2027.', '2027-03-01'],
    ['pt', 'A mudança entra em vigor a partir de 1 de março de 2027.', '2027-03-01'],
    ['zh', '本协议自2027年3月1日起生效。', '2027-03-01'],
    ['ja', '本規約は2027年3月1日から適用されます。', '2027-03-01'],
  ])('is read in %s from "%s"', (language, text, day) => {
    const { effective } = read(text, language)
    expect(effective?.day).toBe(day)
    expect(effective?.text).toBe(text)
  })

  it.each([
    ['a date with two readings', 'The change takes effect on 01/02/2026.'],
    ['a period after notice', 'The change takes effect 30 days after notice.'],
    ['a period after a date', 'The change takes effect 30 days after 1 March 2027.'],
    ['a month', 'The change takes effect in March 2027.'],
    ['a date without a year', 'The change takes effect on 1 March.'],
    ['a quarter', 'The change takes effect in Q3 2026.'],
    ['a day that does not exist', 'The change takes effect on 31 February 2027.'],
    ['what the page says of itself', 'Last updated: 3 May 2026'],
    ['a version', 'Version of 3 May 2026'],
  ])('is not guessed from %s', (_name, text) => {
    expect(read(text).effective).toBeNull()
  })

  it('is not taken from a date that stood there before', () => {
    const edited = difference('From 1 March 2027 we keep data for 90 days.', 'From 1 March 2027 we keep data for 30 days.')
    expect(dateWithMeaning([edited], 'en').effective).toBeNull()
  })

  it('prefers a plain word of effect to a mere preposition', () => {
    const both = [difference('Our office is closed from 2 January 2027.'), difference('The terms take effect on 1 March 2027.')]
    expect(dateWithMeaning(both, 'en').effective?.day).toBe('2027-03-01')
  })
})

describe('until when one may object', () => {
  it.each([
    ['en', 'Customers may object to the new sub-processor until 15 January 2027.', '2027-01-15'],
    ['de', 'Sie können bis zum 15. Januar 2027 Widerspruch einlegen.', '2027-01-15'],
    ['fr', 'Vous pouvez faire opposition avant le 15 janvier 2027.', '2027-01-15'],
  ])('is read in %s', (language, text, day) => {
    expect(read(text, language)).toEqual({ effective: null, objectBy: { day, text } })
  })
})

it('finds the dates of a text in order', () => {
  expect(datesIn('On 3 May 2026 and 9 June 2026, and 5/6/2026.', 'en').map(({ day }) => day)).toEqual(['2026-05-03', '2026-06-09'])
})
