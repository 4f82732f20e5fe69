import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import { claimDocument, placeOf, type Quoted } from '../../src/core/claim-document'
import { type Fate, fateOf } from '../../src/core/claim-fate'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'

const examine = examineWith(collectors)
const address = 'https://vendor.example/terms'
const source = { id: 's1', url: address, type: 'terms' as const, collector: null, rules: null }
const page = (body: string) => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType: 'text/html',
  requestedUrl: address,
  finalUrl: address,
  body: new TextEncoder().encode(`<html lang="en"><head><title>Terms</title></head><body><main>${body}</main></body></html>`),
})

async function fate(before: string, after: string, quoted: Partial<Quoted> & { exact: string }): Promise<Fate | null> {
  const first = await examine({ source, capture: page(before), before: null, memory: emptyMemory, candidate: null })
  const next = await examine({ source, capture: page(after), before: first.reading, memory: first.memory, candidate: null, settled: true })
  if (!first.reading || !next.reading) throw new Error('a page was not read')
  const was = claimDocument(first.reading.statements)
  const given = { prefix: '', suffix: '', ...quoted }
  const place = placeOf(was, given)
  const section = place ? (was.statements[place.first]?.section ?? null) : null
  const versions = { before: was, after: claimDocument(next.reading.statements), whole: next.reading.whole, differences: next.differences }
  return fateOf({ section, ...given }, versions)
}

const keep = 'We keep prompts for 30 days and delete them afterwards from every system of ours.'
const train = 'We never use the content of customers to train our models.'
const desk = 'The support desk answers on working days between nine and five.'
const notice = 'We announce new sub-processors fourteen days before they receive any data.'
const terms = ({ data = `<p>${keep} ${train}</p>`, support = `<p>${desk}</p><p>${notice}</p>` } = {}) =>
  `<h1>Terms</h1><p>These terms govern the use of the service by our customers and their staff.</p>
   <h2>Data</h2>${data}<h2>Support</h2>${support}`

describe('a quoted passage in the next version of its document', () => {
  it.each([
    {
      says: 'an edit of another sentence leaves it alone',
      after: terms({ data: `<p>${keep.replace('30', '90')} ${train}</p>` }),
      is: 'holds',
    },
    {
      says: 'an edit of its own sentence edits it',
      after: terms({ data: `<p>${keep} We may use the content of customers to train our models.</p>` }),
      is: 'edited',
    },
    {
      says: 'words put behind its own in the same sentence edit it',
      exact: 'We never use the content of customers to train our models',
      after: terms({ data: `<p>${keep} ${train.replace('.', ' unless they allow it.')}</p>` }),
      is: 'edited',
    },
    { says: 'a dropped sentence is gone', after: terms({ data: `<p>${keep}</p>` }), is: 'gone' },
    {
      says: 'a list in place of a paragraph is layout',
      after: terms({ data: `<ul><li>${train}</li><li>${keep}</li></ul>` }),
      is: 'holds',
    },
    {
      says: 'headings of another level are layout',
      after: terms().replace(/h2>/g, 'h4>').replace(/h1>/g, 'h3>'),
      is: 'holds',
    },
    {
      says: 'headings that became plain lines are layout',
      after: terms().replace(/<h2>(.*?)<\/h2>/g, '<p><b>$1</b></p>'),
      is: 'holds',
    },
    { says: 'a renamed heading is layout', after: terms().replace('<h2>Data</h2>', '<h2>What becomes of your data</h2>'), is: 'holds' },
    {
      says: 'words under another heading are relocated',
      after: terms({ data: `<p>${keep}</p>`, support: `<p>${desk}</p><p>${train}</p><p>${notice}</p>` }),
      is: 'relocated',
    },
    {
      says: 'case, quotes and white space are nothing',
      after: terms({ data: `<p>${keep}\n  ${train.replace('never', '<em>never</em>')}</p>` }),
      is: 'holds',
    },
  ])('$says', async ({ after, is, exact = train }) => {
    expect((await fate(terms(), after, { exact }))?.state).toBe(is)
  })

  it('tells the sentence before and the one that stands there now', async () => {
    const now = 'We may use the content of customers to train our models.'
    expect(await fate(terms(), terms({ data: `<p>${keep} ${now}</p>` }), { exact: train })).toEqual({
      state: 'edited',
      before: train,
      after: now,
      cosmetic: false,
    })
  })

  it('tells the sections of what moved', async () => {
    const after = terms({ data: `<p>${keep}</p>`, support: `<p>${desk}</p><p>${train}</p><p>${notice}</p>` })
    expect(await fate(terms(), after, { exact: train })).toEqual({ state: 'relocated', before: 'Terms › Data', after: 'Terms › Support' })
  })

  it('follows several sentences as one: an edit of one of them edits it, and says all of it', async () => {
    const longer = keep.replace('30', '90')
    expect(await fate(terms(), terms({ data: `<p>${longer} ${train}</p>` }), { exact: `${keep} ${train}` })).toMatchObject({
      state: 'edited',
      before: `${keep} ${train}`,
      after: `${longer} ${train}`,
    })
  })

  it('tells the same words in two places apart by what surrounds them', async () => {
    const rows = (
      eu: string,
      us: string,
    ) => `<h1>Where data lies</h1><p>This page lists where the data of customers is kept by the service.</p>
      <h2>Europe</h2><table><tr><th>Service</th><th>Place</th></tr><tr><td>Chat</td><td>${eu}</td></tr></table>
      <h2>America</h2><table><tr><th>Service</th><th>Place</th></tr><tr><td>Chat</td><td>${us}</td></tr></table>`
    const before = rows('Dublin, Ireland', 'Dublin, Ireland')
    const after = rows('Dublin, Ireland', 'Austin, Texas')
    const quoted = { exact: 'Dublin, Ireland', prefix: '', suffix: '' }
    expect((await fate(before, after, { ...quoted, section: 'Where data lies › Europe' }))?.state).toBe('holds')
    expect((await fate(before, after, { ...quoted, section: 'Where data lies › America' }))?.state).toBe('edited')
  })

  it('says nothing of words that stood in neither version', async () => {
    expect(await fate(terms(), terms({ data: `<p>${train}</p>` }), { exact: 'Our offices are in Lisbon.' })).toBeNull()
  })
})
