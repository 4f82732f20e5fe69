import { describe, expect, it } from 'vitest'
import { type AnnounceInput, announce, dateBumpedOnly, kindsWith } from '../../src/core/announce'
import type { Difference } from '../../src/core/change'
import { statedVersion } from '../../src/core/stated-version'
import type { Statement } from '../../src/core/statement'

const retention = 'We retain prompts and outputs for 90 days after they are submitted and then delete them from all our systems.'
const stated = (day: string) => ({ stated: [{ text: `Last updated: ${day}`, day }] })
const undated = { stated: [] }
const input = (over: Partial<AnnounceInput>): AnnounceInput => ({
  detectedAt: '2026-11-20T10:00:00Z',
  source: { id: 'terms', type: 'terms' },
  before: stated('2026-05-03'),
  after: stated('2026-05-03'),
  quotes: [{ side: 'added', text: retention, sourceId: 'terms' }],
  effective: null,
  objectBy: null,
  notices: [],
  watchedNotices: true,
  ...over,
})
const notice = (text: string, day: string | null = '2026-11-19', seenAt = '2026-11-20T09:00:00Z') => ({
  sourceId: 'log',
  seenAt,
  day,
  text,
})
const row = {
  source: { id: 'subs', type: 'subprocessors' as const },
  before: undated,
  after: undated,
  quotes: [{ side: 'added' as const, text: 'Harbour Inference Ltd · Model hosting and inference · United States', sourceId: 'subs' }],
}

describe('a change is silent', () => {
  it.each([
    ['the words moved and the date of the document did not', {}],
    [
      'the same, though the vendor announced other things meanwhile',
      {
        notices: [
          notice('The model `quill-1-classic` has been retired and withdrawn. Requests that name it now return an error.'),
          notice(
            'New model behind CV ranking: From 20 December 2026 the model behind CV ranking, quill-2, is replaced by the new model version quill-3 for all customers.',
          ),
          notice('Office move: Our Leeds office has moved to Mill Lane; the telephone numbers stay as they were.'),
        ],
      },
    ],
    [
      'the same, though the vendor announced it a month ago',
      { notices: [notice('Prompts and outputs are now retained for 90 days.', '2026-10-20')] },
    ],
    ['the date of the document went back', { after: stated('2026-04-01') }],
    ['the date of the document was taken away', { after: undated }],
    [
      'an undated page changed and the watched notices said nothing of it',
      { ...row, notices: [notice('Exports can be ordered by date.')] },
    ],
  ])('when %s', (_name, over: Partial<AnnounceInput>) => {
    expect(announce(input(over))).toMatchObject({ announcement: 'silent', announcedBy: null })
  })
})

describe('a change is announced', () => {
  it.each([
    ['it stands in a changelog', { source: { id: 'log', type: 'changelog' as const } }, 'log'],
    ['the document moved its own date', { after: stated('2026-11-20') }, 'terms'],
    [
      'a notice speaks of the same subject in the same words',
      { notices: [notice('Prompts and outputs are now retained for 90 days.')] },
      'log',
    ],
    ['a notice says that this sort of document changed', { notices: [notice('We have updated our Terms of Service.')] }, 'log'],
    ['a notice names the new party', { ...row, notices: [notice('We will start using Harbour Inference Ltd for hosting.')] }, 'log'],
    [
      'a notice names the identifier',
      {
        source: { id: 'models', type: 'models-api' as const },
        before: undated,
        after: undated,
        quotes: [{ side: 'removed' as const, text: 'id: quill-1-mini · object: model', sourceId: 'models' }],
        notices: [notice('quill-1-mini has left the list.')],
      },
      'log',
    ],
    [
      'the notice came three days later',
      { notices: [notice('Prompts and outputs are now retained for 90 days.', null, '2026-11-23T23:00:00Z')] },
      'log',
    ],
  ])('when %s', (_name, over: Partial<AnnounceInput>, by) => {
    const found = announce(input(over))
    expect([found.announcement, found.announcedBy?.sourceId]).toEqual(['announced', by])
    expect(found.announcedBy?.quote).not.toBe('')
  })
  it('only within the window, which a vendor may set', () => {
    const late = { notices: [notice('Prompts and outputs are now retained for 90 days.', null, '2026-11-24T01:00:00Z')] }
    expect(announce(input(late)).announcement).toBe('silent')
    expect(announce(input({ ...late, window: { daysBefore: 14, daysAfter: 5 } })).announcement).toBe('announced')
  })
})

it('is unknown where there was nothing to look at', () => {
  expect(announce(input({ ...row, watchedNotices: false })).announcement).toBe('unknown')
})

describe('date bumped, nothing changed', () => {
  const statement = (text: string): Statement => ({ key: text, text, role: 'paragraph', section: null, row: null, links: [] })
  const difference = (before: string, after: string): Difference => ({
    before: [statement(before)],
    after: [statement(after)],
    section: null,
    grade: 'cosmetic',
    rule: 'date',
    why: 'date',
  })
  const dates = difference('Last updated: 3 May 2026', 'Last updated: 9 June 2026')
  it('is a change of dates alone', () => {
    expect(dateBumpedOnly(stated('2026-05-03'), stated('2026-06-09'), [dates])).toBe(true)
    expect(dateBumpedOnly(stated('2026-05-03'), stated('2026-06-09'), [])).toBe(true)
  })
  it('is not a change of anything else', () => {
    expect(
      dateBumpedOnly(stated('2026-05-03'), stated('2026-06-09'), [
        dates,
        difference('We keep data for 30 days.', 'We keep data for 90 days.'),
      ]),
    ).toBe(false)
    expect(dateBumpedOnly(stated('2026-05-03'), stated('2026-05-03'), [])).toBe(false)
  })
})

describe('the version that a document states of itself', () => {
  const line = (text: string, role: Statement['role'] = 'paragraph') => ({ text, role })
  it.each([
    ['Version 3.2', [3, 2]],
    ['Terms of Service v2026-05', [2026, 5]],
    ['DPA Version 2.1 (3 May 2026)', [2, 1]],
    ['Versión: 4', [4]],
    ['Fassung 1.10', [1, 10]],
    ['版本 2.0', [2, 0]],
    ['第3版', [3]],
  ])('is read from "%s"', (text, parts) => expect(statedVersion([line(text)])).toEqual({ text, parts }))
  it.each([
    ['3.2 Data retention'],
    ['See section 3.2'],
    ['Version of 3 May 2026'],
    ['Version 3 May 2026'],
    ['The client needs version 3.8 of the library to be installed first.'],
    ['Last updated: 3 May 2026'],
  ])('is not read from "%s"', (text) => expect(statedVersion([line(text)])).toBeNull())
  it('is not that of an item or an example', () => {
    expect(statedVersion([line('Version 3.2', 'item'), line('v1.4', 'code')])).toBeNull()
  })

  const version = (was: string | null, is: string | null) => ({
    before: undated,
    after: undated,
    watchedNotices: false,
    version: { was: was === null ? null : statedVersion([line(was)]), is: is === null ? null : statedVersion([line(is)]) },
  })
  it.each([
    ['silent', 'it stands still', 'Version 3.2', 'Version 3.2'],
    ['silent', 'it went back', 'Version 3.2', 'Version 3.1'],
    ['silent', 'it was taken away', 'Version 3.2', null],
    ['announced', 'it moved on', 'Version 3.9', 'Version 3.10'],
    ['announced', 'it is new', null, 'v2026-05'],
    ['unknown', 'there is none', null, null],
  ])('makes the change %s where %s', (said, _name, was, is) => {
    expect(announce(input(version(was, is))).announcement).toBe(said)
  })
  it('counts beside the date: one of both that moved has told', () => {
    expect(
      announce(input({ ...version('Version 3.1', 'Version 3.2'), before: stated('2026-05-03'), after: stated('2026-05-03') })),
    ).toMatchObject({
      announcement: 'announced',
      announcedBy: { quote: 'Version 3.2' },
    })
  })
})

describe('the kind of silence', () => {
  it('stands beside what changed exactly where the change was silent', () => {
    expect(kindsWith(['data-retention-changed'], 'silent')).toEqual(['data-retention-changed', 'silent-content-change'])
    expect(kindsWith(['data-retention-changed', 'silent-content-change'], 'announced')).toEqual(['data-retention-changed'])
    expect(kindsWith(['data-retention-changed'], 'unknown')).toEqual(['data-retention-changed'])
  })
  it('asks for no review where what changed asks for none', () => {
    expect(kindsWith(['pricing-only'], 'silent')).toEqual(['pricing-only'])
    expect(kindsWith(['pricing-only', 'sla-or-support-changed'], 'silent')).toContain('silent-content-change')
  })
})
