import { describe, expect, it } from 'vitest'
import { statementKey } from '../../src/core/canonical'
import { graded } from '../../src/core/editorial'
import { isOpposite, isSpelling } from '../../src/core/spelling'
import type { Statement } from '../../src/core/statement'

const says = (text: string, more: Partial<Statement> = {}): Statement => ({
  key: statementKey(text),
  text,
  role: 'paragraph',
  section: null,
  row: null,
  links: [],
  ...more,
})
const edit = (before: string, after: string, more: Partial<Statement> = {}) =>
  graded({ before: says(before, more), after: says(after, more), overlap: 0.8 }, 'en')
const lone = (text: string, more: Partial<Statement> = {}) => graded({ before: null, after: says(text, more), overlap: 0 }, 'en')

it.each([
  [
    'spelling',
    'Questions reach us at the adress below, and we answer each of them.',
    'Questions reach us at the address below, and we answer each of them.',
  ],
  ['spelling', 'We tell the customer of planned work on our systems.', 'We tell the customers of planned work on our systems.'],
  ['joined', 'Our sub processors are listed on this page for all to read.', 'Our subprocessors are listed on this page for all to read.'],
  [
    'function-words',
    'Further analysis on these limits are given in the report.',
    'Further analysis of these limits is given in the report.',
  ],
  [
    'cross-reference',
    'The fees of Section 4.1 and 5 are due as Section 12 says.',
    'The fees of Section 4.2 and 6 are due as Section 13 says.',
  ],
  ['date-line', 'Last updated: 3 May 2026', 'Last updated: 9 June 2026'],
  ['date-line', 'Stand: 03.05.2026', 'Stand: 09.06.2026'],
  ['copyright', '© 2025 Vendor Ltd', '© 2026 Vendor Ltd'],
  [
    'link',
    'The list stands at https://vendor.example/list and is kept current.',
    'The list stands at https://vendor.example/processors and is kept current.',
  ],
  ['telephone', 'Call us at 650-555-8665 in office hours.', 'Call us at 650-555-7981 in office hours.'],
  [
    'moved-words',
    'On your phone you can see the licence notes in the settings of the app.',
    'You can see the licence notes in the settings of the app on your phone.',
  ],
])('takes an edit of %s for editorial', (rule, before, after) => expect(edit(before, after)).toMatchObject({ grade: 'cosmetic', rule }))

it.each([
  ['a duty', 'You may tell us of any incident that concerns the service.', 'You must tell us of any incident that concerns the service.'],
  ['a number', 'We keep prompts for 30 days after they are sent.', 'We keep prompts for 60 days after they are sent.'],
  ['a legal form', 'The service is offered by Acme Inc to customers.', 'The service is offered by Acme Ltd to customers.'],
  ['a date', 'The plan ends on 2027-01-31 for all customers.', 'The plan ends on 2027-03-31 for all customers.'],
  ['a region', 'Your data is kept in the EU by our hosting partner.', 'Your data is kept in the US by our hosting partner.'],
  ['a negation', 'We do use your content to train our models today.', 'We do not use your content to train our models today.'],
  ['a condition', 'We share data with partners when you agree to it.', 'We share data with partners unless you object to it.'],
  ['a verb', 'We delete the recordings when the contract ends.', 'We sell the recordings when the contract ends.'],
  [
    'parties that change places',
    'The customer shall indemnify the vendor for all of it.',
    'The vendor shall indemnify the customer for all of it.',
  ],
  [
    'a prefix that negates',
    'Processing that is lawful under the agreement continues.',
    'Processing that is unlawful under the agreement continues.',
  ],
])('takes an edit of %s for material', (_, before, after) => expect(edit(before, after).grade).toBe('material'))

it('takes a phrase that moved for editorial in Chinese, but not a negation', () => {
  const moved = (before: string, after: string) => graded({ before: says(before), after: says(after), overlap: 0.9 }, 'zh').grade
  expect(moved('具体可移动端查看声明文件。', '移动端具体可查看声明文件。')).toBe('cosmetic')
  expect(moved('我们不会出售数据并删除数据。', '我们会出售数据并不删除数据。')).toBe('material')
})

it.each([
  ['a whole sentence', lone('We now share recordings with advertising partners in fourteen countries.'), 'material'],
  ['a short entry of a list', lone('Acme AI', { role: 'item' }), 'material'],
  ['a short row', lone('Acme | US', { role: 'row', row: 'Acme' }), 'material'],
  ['a lone fragment', lone('Copy link'), 'cosmetic'],
  ['a heading', lone('Our partners', { role: 'heading' }), 'cosmetic'],
  ['an example of code', lone('curl https://api.example/v1', { role: 'code' }), 'cosmetic'],
  [
    'housekeeping under its own heading',
    lone('bump the formatter to 2.1', { role: 'item', section: 'Changelog › 1.2.3 › Chores' }),
    'cosmetic',
  ],
  ['a feature in the same log', lone('new model quill-3', { role: 'item', section: 'Changelog › 1.2.3 › Features' }), 'material'],
  ['a pointer', lone('Full changelog: v1...v2', { labels: ['v1...v2'], links: ['https://a.example/'] }), 'cosmetic'],
])('grades %s that was added', (_, grade, expected) => expect(grade.grade).toBe(expected))

it.each([
  { before: 'id: quill-2 · model: Quill 2', after: 'id: quill-2 · name: Quill 2', grade: 'cosmetic', rule: 'field-names' },
  { before: 'id: quill-2 · name: Quill 2', after: 'id: quill-2 · name: Quill Two', grade: 'cosmetic', rule: 'display-name' },
  { before: 'id: quill-2 · price: 2', after: 'id: quill-2 · price: 3', grade: 'material', rule: 'record-edited' },
])('grades a record by its fields: $rule', ({ before, after, ...expected }) =>
  expect(edit(before, after, { role: 'record', row: 'quill-2' })).toMatchObject(expected),
)

it.each([
  ['an entry with its day', 'Quill-3 shuts down on 1 June 2027', { role: 'item' as const }, 'material'],
  ['a row with its day', 'Quill-3 | 1 June 2027', { role: 'row' as const, row: 'Quill-3' }, 'material'],
  ['the date of an earlier version', 'Version of 3 May 2026', { role: 'item' as const }, 'cosmetic'],
])('grades %s that was added', (_, text, more, expected) => expect(lone(text, more).grade).toBe(expected))

it('takes another day of an entry or a row for material, and of the document for editorial', () => {
  const moved = (text: string, more: Partial<Statement>) => edit(`${text} 1 March 2027`, `${text} 1 May 2027`, more).grade
  expect(moved('Quill-2 shuts down on', { role: 'item' })).toBe('material')
  expect(moved('Acme |', { role: 'row', row: 'Acme', cells: [{ column: 'Until', value: '1 May 2027' }] })).toBe('material')
  expect(moved('Last updated |', { role: 'row', row: 'Last updated' })).toBe('cosmetic')
})

it.each([
  ['included', 'excluded'],
  ['internal', 'external'],
  ['limited', 'unlimited'],
  ['increase', 'decrease'],
  ['unfit', 'fit'],
  ['off', 'on'],
])('takes %s and %s for opposites, not for a spelling', (one, other) => {
  expect(isOpposite(one, other)).toBe(true)
  expect(isSpelling(one, other)).toBe(false)
})
it.each([
  ['address', 'adress'],
  ['customer', 'customers'],
  ['keeps', 'sells'],
  ['on', 'in'],
  ['under', 'der'],
  ['until', 'til'],
])('takes %s and %s for no opposites', (one, other) => expect(isOpposite(one, other)).toBe(false))

it('tells a spelling from another word', () => {
  expect(isSpelling('adress', 'address')).toBe(true)
  expect(isSpelling('policy', 'policies')).toBe(true)
  expect(isSpelling('lawful', 'unlawful')).toBe(false)
  expect(isSpelling('eu', 'us')).toBe(false)
})

describe('a line of release notes', () => {
  const note = (text: string, section: string | null = null) =>
    graded({ before: null, after: says(text, { role: 'entry', section }), overlap: 0 }, 'en', 'changelog')
  it.each([
    ['a fix', note('Fixed the order of the list of recordings')],
    ['a release of fixes', note('Console 1.12.47 — Bug fixes and improvements — Fix issues with the player')],
    ['a line under the heading of fixes', note('Reduce flicker while the player loads', 'Console 1.2 › Bug fixes and improvements')],
  ])('is upkeep: %s', (_, grade) => expect(grade).toMatchObject({ grade: 'cosmetic', rule: 'upkeep' }))
  it.each([
    ['a default about training', note('Training on customer data is on by default', 'Console 1.2 › Bug fixes')],
    ['a fix that sends data to others', note('Fixes: the model now trains on what customers write')],
    ['recordings that others saw', note('Fixed that recordings of other customers were shown')],
    ['fixed prices', note('Fixed prices end for all plans')],
    ['a hole in security', note('Fixed a vulnerability in the export of recordings')],
    ['what went', note('Removed the switch that turns training off', 'Console 1.2 › Bug fixes')],
    ['what came, under the heading of fixes', note('Added an agent that answers mail', 'Console 1.2 › Bug fixes')],
    ['a number under the heading of fixes', note('Keep recordings for 90 days', 'Console 1.2 › Bug fixes')],
    ['a line of its own', note('The assistant reads calendars')],
  ])('is no upkeep: %s', (_, grade) => expect(grade.grade).toBe('material'))
  it('is upkeep in release notes only', () => expect(lone('Fixed terms apply to each order of the customer.').grade).toBe('material'))
})

describe('a lone line of a policy', () => {
  it.each([
    ['revision-history', lone('July 12, 2023: Add new example of information shared with site owners.', { role: 'item' })],
    ['heading', lone('Economic sanctions.', { role: 'item' })],
    ['pointer', lone('You can read about our refund policy here.', { labels: ['here'], links: ['https://vendor.example/refunds'] })],
  ])('looks editorial by the rule %s', (rule, grade) => expect(grade).toMatchObject({ grade: 'cosmetic', rule }))
  it.each([
    ['a duty with a date', lone('From July 12, 2023 customers pay for each recording they keep.', { role: 'item' })],
    ['the name of a party', lone('Acme Analytics Inc.', { role: 'item' })],
    ['a link that binds', lone('You must accept the rules here.', { labels: ['here'], links: ['https://vendor.example/rules'] })],
  ])('may matter: %s', (_, grade) => expect(grade.grade).toBe('material'))
})
