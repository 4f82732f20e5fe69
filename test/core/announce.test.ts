import { describe, expect, it } from 'vitest'
import { type AnnounceInput, announce, dateBumpedOnly } from '../../src/core/announce'
import type { Difference } from '../../src/core/change'
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
