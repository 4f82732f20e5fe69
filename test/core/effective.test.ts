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

describe('an effect that is counted from something', () => {
  it.each([
    ['en', 'The change takes effect 30 days after 1 March 2027.', '2027-03-31'],
    ['en', 'These terms become effective two weeks after 1 March 2027.', '2027-03-15'],
    ['en', 'The new version will come into force three months after 30 November 2026.', '2027-02-28'],
    ['de', 'Die Änderung tritt 30 Tage nach dem 1. März 2027 in Kraft.', '2027-03-31'],
    ['fr', 'La modification entre en vigueur 30 jours après le 1er mars 2027.', '2027-03-31'],
    ['es', 'El cambio entrará en vigor 30 días después del 1 de marzo de 2027.', '2027-03-31'],
  ])('is a day after a date, in %s "%s"', (language, text, day) => {
    expect(read(text, language).effective).toEqual({ day, text })
  })

  it.each([
    ['en', 'The change takes effect 30 days after notice.', 30],
    ['en', 'Changes become effective thirty (30) days after we publish them on this page.', 30],
    ['de', 'Die Änderungen werden 30 Tage nach Veröffentlichung wirksam.', 30],
    ['de', 'Die Fassung tritt vier Wochen nach Mitteilung in Kraft.', null],
    ['fr', 'Les modifications prennent effet 30 jours après leur publication.', 30],
    ['es', 'Los cambios entrarán en vigor 30 días después de la notificación.', 30],
    ['en', 'The change takes effect 10 business days after notice.', undefined],
  ])('keeps its words after a notice, in %s "%s"', (language, text, daysAfterNotice) => {
    if (daysAfterNotice === null) return expect(read(text, language).effective).toBeNull()
    expect(read(text, language).effective).toEqual({ day: null, text, ...(daysAfterNotice && { daysAfterNotice }) })
  })

  it.each([
    ['en', 'We delete prompts 30 days after notice of termination.'],
    ['en', 'Invoices are due 30 days after the date of the invoice.'],
    ['de', 'Daten werden 30 Tage nach Mitteilung gelöscht.'],
  ])('is not read from a period of something else, in %s "%s"', (language, text) => expect(read(text, language).effective).toBeNull())

  it('is not taken from words that stood there before', () => {
    const edited = difference('The change takes effect 30 days after notice.', 'The change takes effect 30 days after notice.')
    expect(dateWithMeaning([edited], 'en').effective).toBeNull()
  })
})

describe('words of effect in other orders', () => {
  it.each([
    ['en', 'Starting 1 March 2027, prompts are kept for 90 days.', '2027-03-01'],
    ['en', 'The new rates apply as of 1 March 2027.', '2027-03-01'],
    ['en', 'From March 1st, 2027 the endpoint answers no more.', '2027-03-01'],
    ['de', 'Diese Fassung gilt ab dem 1. März 2027.', '2027-03-01'],
    ['de', 'Mit Wirkung zum 1. März 2027 ändern sich die Preise.', '2027-03-01'],
    ['de', 'Gültig ab 01.03.2027', '2027-03-01'],
    ['fr', 'À partir du 1er mars 2027, les données sont conservées 90 jours.', '2027-03-01'],
    ['fr', 'Les nouvelles conditions entreront en vigueur le 1er mars 2027.', '2027-03-01'],
    ['fr', 'Date d’effet : 1er mars 2027', '2027-03-01'],
    ['es', 'A partir del 1 de marzo de 2027 conservaremos los datos 90 días.', '2027-03-01'],
    ['es', 'Vigente desde el 1 de marzo de 2027', '2027-03-01'],
    ['es', 'Con efecto a partir del 1 de marzo de 2027.', '2027-03-01'],
  ])('are read in %s from "%s"', (language, text, day) => expect(read(text, language).effective).toEqual({ day, text }))
})

describe('a last day to object in other words', () => {
  it.each([
    ['es', 'Puede oponerse hasta el 15 de enero de 2027.', '2027-01-15'],
    ['de', 'Einwendungen können bis zum 15.01.2027 erhoben werden.', '2027-01-15'],
    ['fr', 'Vous pouvez vous opposer jusqu’au 15 janvier 2027.', '2027-01-15'],
    ['en', 'Any objection must reach us no later than 15 January 2027.', '2027-01-15'],
  ])('is read in %s from "%s"', (language, text, day) => expect(read(text, language).objectBy).toEqual({ day, text }))
})
