import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { fingerprintWith } from '../../src/core/extract'
import { emptyMemory } from '../../src/core/memory'
import type { SourceRules } from '../../src/core/source'
import { withoutLeads } from '../../src/core/with-leads'

const examine = examineWith(collectors)
const fingerprint = fingerprintWith(collectors)
const sourceOf = (rules: SourceRules | null = null) => ({
  id: 's1',
  url: 'https://vendor.example/terms',
  type: 'terms' as const,
  collector: null,
  rules,
})
const captured = (body: string, day = 0) => ({
  at: new Date(Date.UTC(2026, 4, 1 + day)).toISOString(),
  status: 200,
  headers: {},
  mediaType: 'text/html',
  requestedUrl: 'https://vendor.example/terms',
  finalUrl: 'https://vendor.example/terms',
  body: new TextEncoder().encode(body),
})

type Around = { menu?: string; banner?: string; hidden?: string; dialog?: string; footer?: string; picture?: string; days?: number }
const page = ({ menu = '', banner = '', hidden = '', dialog = '', footer = '', picture = '', days = 30 }: Around): string =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><nav>${menu}</nav><div class="banner">${banner}</div>
<main><h1>Terms of service</h1>${picture}<p>The customer may end the contract at any time with ${days} days of notice to the vendor.</p>
<p>The vendor keeps the records of the service for as long as the law of the country asks it to keep them.</p>
<p>Questions about these terms reach the vendor by letter to the address that stands on every invoice.</p></main>
<div style="display:none"><ul><li>${hidden}</li></ul></div><div role="dialog">${dialog}</div><footer>${footer}</footer></body></html>`

/** The captures of one source in order, a day apart, each taken at its word. */
async function watched(bodies: readonly string[], rules: SourceRules | null = null): Promise<Examination[]> {
  const seen: Examination[] = []
  let [before, memory]: [Examination['reading'], Examination['memory']] = [null, emptyMemory]
  for (const [day, body] of bodies.entries()) {
    const examined = await examine({
      source: sourceOf(rules),
      capture: captured(body, day),
      before,
      memory,
      candidate: null,
      settled: true,
    })
    seen.push(examined)
    memory = examined.memory
    if (examined.becomesCurrent) before = examined.reading
  }
  return seen
}
const outcomes = (seen: readonly Examination[]) => seen.map(({ outcome }) => outcome)
const link = (target: string, words = 'Privacy policy') => `<a href="${target}">${words}</a>`

describe('a link around a document that names a document of the vendor', () => {
  it.each(['menu', 'banner', 'hidden', 'dialog', 'footer', 'picture'] as const)(
    'is told quietly where it leads elsewhere: %s',
    async (where) => {
      const [was, is] = ['/legal/privacy-2026', '/legal/privacy-2027'].map((target) => page({ [where]: `Read our ${link(target)}` }))
      const [, told] = await watched([was ?? '', is ?? ''])
      expect(told).toMatchObject({ outcome: 'cosmetic', becomesCurrent: true, kinds: [] })
      expect(told?.differences.map(({ before, after }) => [before[0]?.links, after[0]?.links])).toEqual([
        [['https://vendor.example/legal/privacy-2026'], ['https://vendor.example/legal/privacy-2027']],
      ])
    },
  )

  it('is known by its picture where it has no words', async () => {
    const logo = (target: string) => `<a href="${target}"><img src="/l.png" alt="Trust centre"></a>`
    const [, told] = await watched([page({ menu: logo('/safe') }), page({ menu: logo('/safety') })])
    expect(told).toMatchObject({ outcome: 'cosmetic', differences: [{ rule: 'lead' }] })
    expect(told?.quotes.map(({ text }) => text).sort()).toEqual([
      'Trust centre → https://vendor.example/safe',
      'Trust centre → https://vendor.example/safety',
    ])
  })

  it('is told once, wherever else on the page it stands', async () => {
    const [was, is] = ['/privacy-a', '/privacy-b'].map((target) => page({ menu: link(target), footer: link(target), hidden: link(target) }))
    expect((await watched([was ?? '', is ?? '']))[1]?.differences).toHaveLength(1)
  })

  it('is told beside what changed in the document, and changes nothing of how that is named', async () => {
    const [was, is] = [page({ footer: link('/privacy-a') }), page({ footer: link('/privacy-b'), days: 60 })]
    const [, both] = await watched([was, is])
    const [, alone] = await watched([was, page({ footer: link('/privacy-a'), days: 60 })])
    expect(both).toMatchObject({ outcome: 'material', kinds: alone?.kinds, quotes: alone?.quotes })
    expect(both?.differences.map(({ rule }) => rule)).toContain('lead')
  })
})

describe('a link around a document says nothing', () => {
  it.each([
    { says: 'in another language', was: '/en/legal/privacy', is: '/en-GB/legal/privacy' },
    { says: 'of another visit', was: '/privacy?utm_campaign=a&sid=77', is: '/privacy?return_to=%2Fterms&count=3' },
    { says: 'of another edition of the manual', was: '/docs/v2.1/security', is: '/docs/v2.2/security' },
    { says: 'of another build of a file', was: '/privacy.3fa85f64b7.pdf', is: '/privacy.9c56d2e18a.pdf' },
    { says: 'to a part of the same page', was: '/privacy#a', is: '/privacy#b' },
  ])('$says', async ({ was, is }) => {
    const one = page({ footer: link(was) })
    const two = page({ footer: link(is) })
    expect((await watched([one, two]))[1]).toMatchObject({ outcome: 'same', differs: false })
    expect(await fingerprint(captured(one), sourceOf())).toBe(await fingerprint(captured(two), sourceOf()))
  })

  it('where it came, went, or changed its words', async () => {
    const seen = await watched([
      page({ menu: `<ul><li>${link('/privacy-a')}</li></ul>` }),
      page({ menu: `<ul><li>${link('/privacy-a')}</li><li>${link('/dpa', 'Data processing')}</li></ul>` }),
      page({ menu: '' }),
      page({ menu: `<ul><li>${link('/dpa', 'Data processing')}</li><li>${link('/privacy-b', 'Your privacy')}</li></ul>` }),
      page({ menu: `<ul><li>${link('/plans', 'Prices')}</li><li>${link('/privacy-a')}</li></ul>` }),
    ])
    expect(seen.slice(1).map(({ outcome, differs }) => [outcome, differs])).toEqual(Array(4).fill(['same', false]))
  })

  it('where teasers of the same words are dealt anew', async () => {
    const teasers = (names: readonly string[]) =>
      names.map((name) => `<h3>On ${name}</h3><p>What we think of ${name} this week.</p><a href="/policy/${name}">Read more</a>`).join('')
    const seen = await watched([page({ footer: teasers(['rain', 'snow', 'hail']) }), page({ footer: teasers(['wind', 'hail', 'rain']) })])
    expect(seen[1]).toMatchObject({ outcome: 'same', differs: false })
  })

  it('where the whole site was moved', async () => {
    const menu = (root: string) =>
      ['privacy', 'terms', 'security', 'cookies'].map((name) => `<p>${name}</p>${link(`${root}/${name}`, `Our ${name}`)}`).join('')
    const [, moved] = await watched([page({ footer: menu('') }), page({ footer: menu('https://vendor.test/about') })])
    expect(moved).toMatchObject({ outcome: 'same', differences: [], heldBack: [] })
  })

  it('where a person said which part of the page to read', async () => {
    const [was, is] = [page({ footer: link('/privacy-a') }), page({ footer: link('/privacy-b') })]
    expect((await watched([was, is], { select: ['main'] }))[1]).toMatchObject({ outcome: 'same', differs: false })
  })
})

describe('a link around a document', () => {
  it('that names no document of the vendor is held back with its reason, and the next page is compared with where it leads now', async () => {
    const to = (target: string) => page({ menu: link(target, 'Pricing') })
    const seen = await watched([to('/plans'), to('/buy'), to('/buy')])
    expect(seen[1]).toMatchObject({
      outcome: 'same',
      becomesCurrent: true,
      heldBack: [{ text: 'Pricing → https://vendor.example/buy', rule: 'menu-link' }],
    })
    expect(seen[2]).toMatchObject({ outcome: 'same', differs: false })
  })

  it('that leads back is quiet until it lasts', async () => {
    const [one, two] = [page({ footer: link('/privacy-a') }), page({ footer: link('/privacy-b') })]
    const seen = await watched([one, two, one, one, one])
    expect(outcomes(seen)).toEqual(['baseline', 'cosmetic', 'same', 'same', 'cosmetic'])
    expect(seen[2]).toMatchObject({ becomesCurrent: false, heldBack: [{ rule: 'reverted' }] })
  })

  it('that leads elsewhere at every visit falls silent', async () => {
    const visits = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((name) =>
      page({ footer: link(`/privacy/${name}`) }),
    )
    const seen = await watched(visits)
    expect(outcomes(seen)).toEqual(['baseline', ...Array(4).fill('cosmetic'), ...Array(3).fill('same')])
    expect(seen.at(-1)).toMatchObject({ differs: false, heldBack: [] })
  })

  it('is no news where an earlier version of the collector did not read it', async () => {
    const [was, is] = [page({ footer: link('/privacy-a') }), page({ footer: link('/privacy-b') })]
    const [, quiet] = await watched([was, is])
    expect(quiet && withoutLeads(quiet)).toMatchObject({ outcome: 'same', differs: false, differences: [], quotes: [] })
    const [, loud] = await watched([was, page({ footer: link('/privacy-b'), days: 60 })])
    expect(loud && withoutLeads(loud)).toMatchObject({ outcome: 'material', differs: true })
    expect(loud && withoutLeads(loud).differences.map(({ rule }) => rule)).not.toContain('lead')
  })
})
