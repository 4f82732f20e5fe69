import { describe, expect, it } from 'vitest'
import { dueBecause } from '../../src/core/due-because'
import { pack } from '../../src/core/pack'

describe('a reason as a sentence', () => {
  it.each([
    {
      says: 'puts the law before what it touches',
      reason: 'Recipients; GDPR Art 30 requires the record to be correct.',
      said: 'Review due because GDPR Art 30 requires the record to be correct: recipients.',
    },
    {
      says: 'keeps two notes together',
      reason: 'Supplier acted without agreement; corrective step with the supplier; A.10.3 asks for a process.',
      said: 'Review due because A.10.3 asks for a process: supplier acted without agreement; corrective step with the supplier.',
    },
    {
      says: 'leaves a sentence without a semicolon as it is',
      reason: 'A replaced model is a significant change, one of the two moments at which 8.2 calls for reassessment.',
      said: 'Review due because a replaced model is a significant change, one of the two moments at which 8.2 calls for reassessment.',
    },
    {
      says: 'keeps what was put behind it',
      reason: 'New purpose; GDPR Art 5(1)(b) binds data to its stated purposes. Review due because the answer to Q36 now reads “x; y”.',
      said: 'Review due because GDPR Art 5(1)(b) binds data to its stated purposes: new purpose. Review due because the answer to Q36 now reads “x; y”.',
    },
    { says: 'says nothing twice', reason: 'Review due because it ended.', said: 'Review due because it ended.' },
    { says: 'keeps abbreviations', reason: 'DPIA kept; the ICO expects it.', said: 'Review due because the ICO expects it: DPIA kept.' },
  ])('$says', ({ reason, said }) => expect(dueBecause(reason)).toBe(said))

  it('begins no reason of the pack with a capital that belongs at the start of a sentence', () => {
    const said = [...pack().triggers.values()].flatMap(({ obligations }) => obligations.map(({ why }) => dueBecause(why)))
    expect(said.length).toBeGreaterThan(500)
    expect(said.filter((one) => /^Review due because (?:A |An |The |[A-Z][a-z]+ (?:is|are|may|must|asks)\b)/.test(one))).toEqual([])
  })
})
