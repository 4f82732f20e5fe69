import { describe, expect, it } from 'vitest'
import { type Gated, gatedAfter, staysGated } from '../../src/core/gated'

const none: Gated = { since: null, captures: 0 }
const at = (hours: number) => new Date(Date.parse('2026-11-21T09:00:00Z') + hours * 3_600_000).toISOString()
const seen = (verdicts: [Parameters<typeof gatedAfter>[1]['verdict'], number, 'robots'?][]) =>
  verdicts.reduce((gated, [verdict, hours, cause]) => gatedAfter(gated, { verdict, cause: cause ?? null, at: at(hours) }), none)

describe('a document that is gone or gated', () => {
  it.each(['soft-404', 'login', 'blocked', 'consent-wall', 'moved'] as const)('%s lasts with the third capture', (verdict) => {
    expect(
      staysGated(
        seen([
          [verdict, 0],
          [verdict, 1],
        ]),
        at(1),
      ),
    ).toBe(false)
    expect(
      staysGated(
        seen([
          [verdict, 0],
          [verdict, 1],
          [verdict, 2],
        ]),
        at(2),
      ),
    ).toBe(true)
  })
  it('lasts after 72 hours with the second capture, never with one', () => {
    expect(
      staysGated(
        seen([
          ['login', 0],
          ['login', 72],
        ]),
        at(72),
      ),
    ).toBe(true)
    expect(staysGated(seen([['login', 0]]), at(100))).toBe(false)
  })
  it('does not count failures of the network or the word of robots.txt, and is not ended by them', () => {
    const gated = seen([
      ['login', 0],
      ['error', 1],
      ['blocked', 2, 'robots'],
      ['empty', 3],
      ['soft-404', 4],
    ])
    expect(gated).toEqual({ since: at(0), captures: 2 })
  })
  it('ends when the document is read', () =>
    expect(
      seen([
        ['login', 0],
        ['login', 1],
        ['ok', 2],
        ['login', 3],
      ]),
    ).toEqual({ since: at(3), captures: 1 }))
})
