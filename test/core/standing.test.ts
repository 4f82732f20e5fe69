import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Reading } from '../../src/core/reading'
import { isPeripheral, isSaid, standsAnywhere } from '../../src/core/standing'

const reading = (whole: string, periphery = '\n\n'): Reading => ({
  collector: 'html-document',
  collectorVersion: '1',
  fingerprint: '',
  title: null,
  canonical: null,
  language: 'en',
  statements: [],
  whole,
  periphery,
  leads: [],
  stated: [],
  keyed: false,
})
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'e', '我', '\ud83d\ude00'), minLength: 400, maxLength: 900 })

it('finds what a search finds', () =>
  fc.assert(
    fc.property(letters, fc.nat(), fc.integer({ min: 1, max: 60 }), (whole, from, length) => {
      const key = whole.slice(from % whole.length, (from % whole.length) + length)
      const page = reading(whole)
      // the first questions are answered by a search, the later ones by the index
      for (let time = 0; time < 30; time++) expect(standsAnywhere(page, key)).toBe(true)
    }),
  ))

it('finds nothing that a search does not find', () =>
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', 'e', '我'), minLength: 1, maxLength: 40 }), (whole, key) => {
      const page = reading(whole)
      for (let time = 0; time < 30; time++) expect(standsAnywhere(page, key)).toBe(whole.includes(key))
    }),
  ))

it('knows which words a document says', () =>
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 3 }), fc.string({ unit: fc.constantFrom('a', 'b', 'e'), maxLength: 9 }), (keys, word) => {
      const statements = keys.map((key) => ({ key, text: key, role: 'paragraph' as const, section: null, row: null, links: [] }))
      const page = { ...reading(''), statements }
      for (let time = 0; time < 30; time++) expect(isSaid(page, word)).toBe(keys.join('\n').includes(word))
    }),
  ))

it('knows whole blocks outside the document, not parts of them', () => {
  const page = reading('', '\nonemilllane\ncookies\n')
  expect([isPeripheral(page, 'cookies'), isPeripheral(page, 'cookie'), isPeripheral(page, '')]).toEqual([true, false, false])
})
