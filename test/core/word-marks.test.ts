import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markWords } from '../../src/core/word-marks'

const text = (runs: readonly { text: string }[]) => runs.map((run) => run.text).join('')

describe('markWords', () => {
  it('marks the words that went and those that came, in their sentence', () => {
    const { before, after } = markWords('We keep content for 30 days.', 'We keep content for 90 days.')
    expect(before).toEqual([
      { text: 'We keep content for ', mark: 'same' },
      { text: '30', mark: 'gone' },
      { text: ' days.', mark: 'same' },
    ])
    expect(after[1]).toEqual({ text: '90', mark: 'came' })
  })
  it('joins marked words that only a space parts', () => {
    const { after } = markWords('We use it.', 'We never ever use it.')
    expect(after.filter((run) => run.mark === 'came')).toEqual([{ text: 'never ever ', mark: 'came' }])
  })
  it('shows a passage with nothing on the other side whole', () => {
    expect(markWords(null, 'New.')).toEqual({ before: [], after: [{ text: 'New.', mark: 'came' }] })
  })
  it('loses no character of either wording', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const { before, after } = markWords(a, b)
        expect([text(before), text(after)]).toEqual([a, b])
      }),
    ))
})
