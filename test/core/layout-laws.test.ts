import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import { compare } from '../../src/core/compare'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { Reading } from '../../src/core/reading'
import type { SourceView } from '../../src/core/source'
import { type Dress, dress, freshIn, type LayoutName, layoutNames, type Part, pageOf, partIn, type Script, scripts } from './layouts'

const examine = examineWith(collectors)
const address = 'https://vendor.example/terms'
const source: SourceView = { id: 's1', url: address, type: 'terms', collector: null, rules: null }
const captured = (body: string): Capture => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType: 'text/html',
  requestedUrl: address,
  finalUrl: address,
  body: new TextEncoder().encode(body),
})
const runs = { numRuns: 25, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false }

async function readingOf(body: string): Promise<Reading> {
  const { reading, judgement } = await examine({ source, capture: captured(body), before: null, memory: emptyMemory, candidate: null })
  if (!reading) throw new Error(`the invented page is not read: ${judgement.reason}`)
  return reading
}
const step = async (before: string, after: string): Promise<Examination> =>
  examine({ source, capture: captured(after), before: await readingOf(before), memory: emptyMemory, candidate: null, settled: true })
const flat = (text: string): string => text.replace(/\u200b/g, '').replace(/\s+/g, ' ')
/** A change was told; which of the two grades it has is not the question here. */
const told = ({ outcome }: Examination): boolean => outcome === 'material' || outcome === 'cosmetic'
const quoted = ({ quotes }: Examination, side: string): string =>
  quotes
    .filter((quote) => quote.side === side)
    .map(({ text }) => flat(text))
    .join('\n')

const scriptNames = ['english', 'german', 'chinese', 'arabic'] as const
const documents: fc.Arbitrary<{ script: Script; parts: Part[]; fresh: string }> = fc.constantFrom(...scriptNames).chain((name) =>
  fc.record({
    script: fc.constant(scripts[name]),
    parts: fc.array(partIn(scripts[name]), { minLength: 2, maxLength: 4 }),
    fresh: freshIn(scripts[name]),
  }),
)
const place = fc.constantFrom('prose', 'items', 'rows', 'terms')
type Place = 'prose' | 'items' | 'rows' | 'terms'

/** The document with a sentence put into its second part. */
function put(parts: readonly Part[], where: Place, text: string): Part[] {
  return parts.map((part, index) => {
    if (index !== 1) return part
    if (where === 'rows') return { ...part, rows: [...part.rows, [part.title, text, part.title]] }
    if (where === 'terms') return { ...part, terms: [...part.terms, [part.title, text]] }
    return { ...part, [where]: [...part[where], text] }
  })
}

describe.each(layoutNames)('a document laid out as %s', (name: LayoutName) => {
  it('does not differ from itself, nor from its next visit', () =>
    fc.assert(
      fc.asyncProperty(documents, dress, async ({ script, parts }, other: Dress) => {
        const [one, two] = [pageOf(name, script, parts), pageOf(name, script, parts, other)]
        const reading = await readingOf(one)
        const { pairs, relinked, heldBack } = compare(reading, reading)
        expect([...pairs, ...relinked, ...heldBack]).toEqual([])
        const { outcome, differs } = await step(one, two)
        expect({ outcome, differs }).toEqual({ outcome: 'same', differs: false })
      }),
      runs,
    ))

  it('quotes a sentence that is put in or taken out, wherever it stands', () =>
    fc.assert(
      fc.asyncProperty(documents, place, dress, async ({ script, parts, fresh }, where, other) => {
        const [without, holding] = [pageOf(name, script, parts), pageOf(name, script, put(parts, where, fresh), other)]
        const came = await step(without, holding)
        expect({ told: told(came), quote: quoted(came, 'added') }).toMatchObject({
          told: true,
          quote: expect.stringContaining(flat(fresh)),
        })
        const went = await step(holding, without)
        expect({ told: told(went), quote: quoted(went, 'removed') }).toMatchObject({
          told: true,
          quote: expect.stringContaining(flat(fresh)),
        })
      }),
      runs,
    ))

  it('quotes both wordings of a sentence in which a number or a name changes', () =>
    fc.assert(
      fc.asyncProperty(
        documents,
        place,
        fc.constantFrom<[string, string]>(['30', '90'], ['Quillon', 'Verdane'], ['1.5', '15']),
        async ({ script, parts, fresh }, where, [was, is]) => {
          const at = (word: string): string => `${fresh.slice(0, -1)}${script.join}${word}${script.stop}`
          const page = (word: string): string => pageOf(name, script, put(parts, where, at(word)))
          const seen = await step(page(was), page(is))
          expect({ told: told(seen), added: quoted(seen, 'added'), removed: quoted(seen, 'removed') }).toMatchObject({
            told: true,
            added: expect.stringContaining(flat(at(is))),
            removed: expect.stringContaining(flat(at(was))),
          })
        },
      ),
      runs,
    ))

  it('says nothing material when the site takes another layout', () =>
    fc.assert(
      fc.asyncProperty(documents, fc.constantFrom(...layoutNames), dress, async ({ script, parts }, next, other) => {
        const { outcome, differences } = await step(pageOf(name, script, parts), pageOf(next, script, parts, other))
        expect({ next, outcome, material: differences.filter(({ grade }) => grade === 'material') }).toMatchObject({ material: [] })
        expect(['same', 'cosmetic']).toContain(outcome)
      }),
      runs,
    ))
})
