import { expect, it } from 'vitest'
import { daysInWords, sentence } from '../../src/web/ui/days'

it.each([
  { pack: 'eu nexus', says: 'EU nexus' },
  { pack: 'dep annex iii point', says: 'Dep annex III point' },
  { pack: 'art6 3 exemption', says: 'Article 6(3) exemption' },
  { pack: 'saas embedded feature', says: 'SaaS embedded feature' },
  { pack: 'dpo', says: 'DPO' },
  { pack: 'iso42001', says: 'ISO 42001' },
  { pack: 'nist ai rmf', says: 'NIST AI RMF' },
  { pack: 'main apiary', says: 'Main apiary' },
])('a name of the pack is spelled as people write it: $says', ({ pack, says }) => expect(sentence(pack)).toBe(says))

it.each([
  { text: 'readiness, binding from 2027-12-02', says: 'readiness, binding from 2 Dec 2027' },
  { text: 'Review was due on 2026-11-02.', says: 'Review was due on 2 Nov.' },
  { text: 'heron-4-2026-09-01 and 2026-99-99 stay', says: 'heron-4-2026-09-01 and 2026-99-99 stay' },
])('a day in a sentence is said in words: $says', ({ text, says }) => expect(daysInWords(text, '2026-11-21')).toBe(says))
