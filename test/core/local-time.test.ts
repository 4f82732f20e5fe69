import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterQuiet, instantOf, isTimeZone, lastDue, localAt } from '../../src/core/local-time'

describe('a time on the wall', () => {
  it.each([
    { says: 'in winter', day: '2026-01-15', time: '08:00', zone: 'Europe/Berlin', at: '2026-01-15T07:00:00.000Z' },
    { says: 'in summer', day: '2026-07-15', time: '08:00', zone: 'Europe/Berlin', at: '2026-07-15T06:00:00.000Z' },
    {
      says: 'that clocks skip: as far behind the jump as it lies in it',
      day: '2026-03-29',
      time: '02:30',
      zone: 'Europe/Berlin',
      at: '2026-03-29T01:30:00.000Z',
    },
    { says: 'that clocks show twice: the first', day: '2026-10-25', time: '02:30', zone: 'Europe/Berlin', at: '2026-10-25T00:30:00.000Z' },
    { says: 'far to the east, the day before', day: '2026-11-22', time: '08:00', zone: 'Pacific/Auckland', at: '2026-11-21T19:00:00.000Z' },
    { says: 'off by half an hour', day: '2026-11-22', time: '08:00', zone: 'Asia/Kolkata', at: '2026-11-22T02:30:00.000Z' },
  ])('$says', ({ day, time, zone, at }) => expect(instantOf(day, time, zone)).toBe(at))

  it('comes back from its instant, wherever clocks show it', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'),
        (ms, zone) => {
          const { day, time } = localAt(ms, zone)
          expect(localAt(instantOf(day, time, zone), zone)).toEqual({ day, time })
        },
      ),
    ))

  it('is known by its zone or refused', () =>
    expect(['Europe/Berlin', 'UTC', 'Europe/Atlantis', ''].map(isTimeZone)).toEqual([true, true, false, false]))
})

describe('what comes daily or weekly', () => {
  it.each([
    { at: '2026-11-21T07:59:59.000Z', weekly: false, due: '2026-11-20T08:00:00.000Z' },
    { at: '2026-11-21T08:00:00.000Z', weekly: false, due: '2026-11-21T08:00:00.000Z' },
    { at: '2026-11-21T09:00:00.000Z', weekly: true, due: '2026-11-16T08:00:00.000Z' },
    { at: '2026-11-23T08:00:00.000Z', weekly: true, due: '2026-11-23T08:00:00.000Z' },
  ])('was due last at $due by $at', ({ at, weekly, due }) => expect(lastDue(at, { zone: 'UTC', time: '08:00', weekly })).toBe(due))
})

describe('quiet hours', () => {
  const quiet = (at: string, from: string | null, to: string | null, zone = 'UTC') => afterQuiet(at, { zone, from, to })
  it.each([
    { says: 'none', at: '2026-11-21T23:00:00.000Z', from: null, to: null, out: '2026-11-21T23:00:00.000Z' },
    { says: 'over midnight, in the evening', at: '2026-11-21T23:00:00.000Z', from: '22:00', to: '07:00', out: '2026-11-22T07:00:00.000Z' },
    { says: 'over midnight, in the night', at: '2026-11-22T03:00:00.000Z', from: '22:00', to: '07:00', out: '2026-11-22T07:00:00.000Z' },
    { says: 'ended', at: '2026-11-22T07:00:00.000Z', from: '22:00', to: '07:00', out: '2026-11-22T07:00:00.000Z' },
    { says: 'at noon', at: '2026-11-21T12:30:00.000Z', from: '12:00', to: '13:00', out: '2026-11-21T13:00:00.000Z' },
  ])('$says', ({ at, from, to, out }) => expect(quiet(at, from, to)).toBe(out))

  it('never let anything out within them, and never hold it for a day', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
        fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 })),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        (ms, [first, last], zone) => {
          const [from, to] = [first, last].map((hour) => `${String(hour).padStart(2, '0')}:00`)
          const at = new Date(ms).toISOString()
          const then = quiet(at, from ?? null, to ?? null, zone)
          expect(then >= at).toBe(true)
          expect(Date.parse(then) - ms).toBeLessThan(25 * 3_600_000)
        },
      ),
    ))
})
