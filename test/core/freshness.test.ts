import { describe, expect, it } from 'vitest'
import { freshnessHours, intervalOf, isStale, notBefore } from '../../src/core/freshness'

const now = '2026-11-21T09:00:00.000Z'
const ago = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString()
const terms = { type: 'terms' as const, url: 'https://acme.example.test/terms', intervalMinutes: 720 }

describe('how often a source is asked', () => {
  it.each([
    ['changed yesterday', 1, null, 360],
    ['changed last week', 7, null, 720],
    ['quiet for two months', 60, null, 1440],
    ['quiet for half a year', 180, null, 2880],
    ['quiet, of a critical vendor', 180, 'critical', 1440],
    ['quiet, of an important vendor', 180, 'important', 2880],
  ])('%s', (_, days, tier, minutes) => expect(intervalOf(terms, { changedAt: ago(days), tier, now })).toBe(minutes))
  it('keeps an interval that a person chose', () =>
    expect(intervalOf({ ...terms, intervalMinutes: 30 }, { changedAt: ago(400), tier: null, now })).toBe(30))
  it('stays within 15 minutes and 7 days', () => {
    const feed = { type: 'status' as const, url: 'https://acme.example.test/feed', intervalMinutes: 60 }
    expect(intervalOf(feed, { changedAt: ago(1), tier: null, now })).toBe(30)
    const pdf = { type: 'terms' as const, url: 'https://acme.example.test/terms.pdf', intervalMinutes: 1440 }
    expect(intervalOf(pdf, { changedAt: ago(400), tier: null, now })).toBe(5760)
  })
})

describe('Cache-Control as a floor', () => {
  const at = (headers: Record<string, string>, tier: string | null = null) => notBefore(headers, { now, tier })
  it.each([
    [{ 'cache-control': 'public, max-age=7200' }, '2026-11-21T11:00:00.000Z'],
    [{ 'cache-control': 'max-age=7200', age: '3600' }, '2026-11-21T10:00:00.000Z'],
    [{ 'cache-control': 'max-age=31536000' }, '2026-11-28T09:00:00.000Z'],
    [{ 'cache-control': 'no-cache, max-age=7200' }, null],
    [{ 'cache-control': 's-maxage=7200' }, null],
    [{ 'cache-control': 'max-age=0' }, null],
    [{}, null],
  ])('%j', (headers, is) => expect(at(headers)).toBe(is))
  it('never beyond what the vendor’s tier asks for', () =>
    expect(at({ 'cache-control': 'max-age=31536000' }, 'critical')).toBe('2026-11-22T09:00:00.000Z'))
})

describe('freshness', () => {
  it('follows the tier of the vendor', () =>
    expect(['critical', 'important', 'standard', null].map(freshnessHours)).toEqual([24, 72, 168, 168]))
  it('is over when a source has not been verified for longer', () => {
    expect(isStale(ago(2), ago(100), 'critical', now)).toBe(true)
    expect(isStale(ago(2), ago(100), 'important', now)).toBe(false)
    expect(isStale(null, ago(8), null, now)).toBe(true)
  })
})
