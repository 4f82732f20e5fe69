import { describe, expect, it } from 'vitest'
import { CalledOut, Diff } from '../../src/web/ui/diff'
import { Layout, type Shell } from '../../src/web/ui/layout'
import { Due, SeveritySign } from '../../src/web/ui/signs'
import { ownAsset, styleHref } from '../../src/web/ui/static'
import { Pager } from '../../src/web/ui/table'

const shell: Shell = {
  name: 'A',
  role: 'Risk owner',
  toTriage: 2,
  reviewsMine: 0,
  watched: 1,
  sourcesOut: 0,
  polls: 3,
  intake: 0,
  mayAudit: true,
  demo: false,
  mayRemoveDemo: false,
}
const page = (children: unknown) =>
  String(
    <Layout title="T" section="today" shell={shell}>
      {String(children)}
    </Layout>,
  )

describe('the frame', () => {
  it('carries only the signs that the page uses', () => {
    const html = String(
      <Layout title="T" section="today" shell={shell}>
        <SeveritySign severity="high" />
      </Layout>,
    )
    expect(html).toContain('id="i-high"')
    expect(html).not.toContain('id="i-low"')
  })
  it('writes text as text', () => expect(page('<b>x</b>')).toContain('&lt;b&gt;x&lt;/b&gt;'))
  it('has no inline script or style and asks no other host', () => {
    const html = page('x')
    expect(html).not.toMatch(/\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
  })
  it('keeps within its weight and names its files by their content', () => {
    expect(ownAsset('telltale.css')?.body.length).toBeLessThan(30_000)
    expect(ownAsset('telltale.js')?.body.length).toBeLessThan(20_000)
    expect(styleHref).toMatch(/\?v=[0-9a-f]{8}$/)
    expect(ownAsset('../package.json')).toBeNull()
  })
})

describe('what is shown of how many', () => {
  it.each([
    { total: 1, noun: 'questionnaires', words: '1 shown of 1 questionnaire<' },
    { total: 1, noun: 'people', one: 'person', words: '1 shown of 1 person<' },
    { total: 1_200, noun: 'acts', words: '1 shown of 1,200 acts<' },
    { total: null, noun: 'notices', words: '1 shown of more than 10,000 notices<' },
  ])('is said of $total $noun as people count', ({ words, ...of }) =>
    expect(String(<Pager shown={1} first={null} next={null} {...of} />)).toContain(words),
  )
})

describe('a passage', () => {
  const passage = { before: 'Kept for 30 days <i>.', after: 'Kept for 90 days <i>.', section: 'A › 4.2', why: '' }
  it('marks the words that moved, and never renders a vendor’s markup', () => {
    const html = String(<Diff passage={passage} was="then" now="now" language="en" id="d" />)
    expect(html).toContain('<del>30</del>')
    expect(html).toContain('<ins>90</ins>')
    expect(html).toContain('&lt;i&gt;')
  })
  it('calls out a number of a table with the name of its row', () => {
    const row = (value: string) => `| Accuracy, women | ${value} | 2025 |`
    const called = String(<CalledOut passages={[{ before: row('83 %'), after: row('79 %'), section: 'Card › Figures', why: '' }]} />)
    expect(called).toContain('Figures: Accuracy, women')
  })
  it('calls out the numbers', () => expect(String(<CalledOut passages={[passage]} />)).toContain('<ins>90 days</ins>'))
})

describe('a date', () => {
  it.each([
    { day: '2026-11-24', says: '2 days late' },
    { day: '2026-12-01', says: 'Tue 1 Dec' },
    { day: '2027-03-09', says: 'Tue 9 Mar 2027' },
  ])('$day is "$says"', ({ day, says }) => expect(String(<Due day={day} now="2026-11-26T09:00:00.000Z" />)).toContain(says))
})
