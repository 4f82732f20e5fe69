import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { StoredDifference } from '../core/change'
import { type HeadlinePassage, headlineOf } from '../core/headline'
import type { Quote } from '../core/kind'
import type { Actor } from '../store/audit'
import { changes, sources } from '../store/schema'
import { type Persisted, persist, type Refusal } from '../store/writing'
import { type FindingPorts, type Recorded, recordFinding } from './record-finding'
import { kindIds } from './report-finding'

export const raising = z.strictObject({
  quote: z.string().trim().min(1).max(20_000),
  kinds: kindIds.optional(),
  reason: z.string().trim().min(1).max(2_000),
})
export type Raising = z.infer<typeof raising>

export type RaiseRefusal = Refusal<'unknown' | 'not-in-change'>

/** What a person raises without naming its sort: words that changed though nobody was told. */
const unnamed = ['silent-content-change']

/** What the pack calls a change that means nothing: a person who raises it says otherwise. */
const nothingMeant: ReadonlySet<string> = new Set(['date-bumped-no-change', 'editorial-or-layout-only'])

/**
 * Makes a finding of what was held back or cosmetic: a person says it matters, so it is confirmed at once. The quote must stand in the change.
 */
export function raiseChange(
  ports: FindingPorts,
  actor: Actor,
  changeId: string,
  { quote, kinds, reason }: Raising,
): Promise<Persisted<Recorded, RaiseRefusal>> {
  const { db } = ports
  return persist<Recorded, RaiseRefusal>(ports, actor, async () => {
    const [change] = await db.select().from(changes).where(eq(changes.id, changeId))
    const [source] = change ? await db.select().from(sources).where(eq(sources.id, change.sourceId)) : []
    if (!change || !source) return { ok: false, reason: 'unknown' }
    const said = quoteIn(change, quote)
    if (!said) return { ok: false, reason: 'not-in-change', detail: 'The quote does not stand in this change.' }
    const named = kinds?.length ? kinds : change.recognised.map((one) => one.kind).filter((kind) => !nothingMeant.has(kind))
    const passages = change.differences.map(passageOf)
    const recorded = await recordFinding(
      ports,
      {
        changeId,
        vendorId: change.vendorId,
        systemIds: source.systemIds,
        sourceId: change.sourceId,
        kinds: named.length ? named : unnamed,
        announcement: 'unknown',
        announcedBy: null,
        announcementWhy: 'Raised by hand.',
        announcementOpenUntil: null,
        effectiveOn: null,
        effectiveWords: null,
        objectBy: null,
        quotes: [{ ...said, text: quote, sourceId: change.sourceId }],
        headline: headlineOf({
          kinds: named.map((kind) => ({ kind, passages: passages.filter((one) => says(one, quote)) })),
          all: passages,
          source: source.type,
          language: null,
        }),
        origin: 'raised',
        reason,
        detectedAt: change.detectedAt,
      },
      'confirmed',
    )
    return { ok: true, writing: recorded.writing, result: recorded }
  })
}

const passageOf = ({ before, after, section }: StoredDifference): HeadlinePassage => ({
  before: before === null ? [] : [{ text: before }],
  after: after === null ? [] : [{ text: after }],
  section,
})

const says = ({ before, after }: HeadlinePassage, quote: string) =>
  [...before, ...after].some(({ text }) => folded(text).includes(folded(quote)))

type ChangeTexts = Pick<typeof changes.$inferSelect, 'differences' | 'heldBack'>

const folded = (text: string) => text.replace(/\s+/g, ' ').trim()

/** On which side of the change the words stand; null when they stand nowhere in it. */
function quoteIn({ differences, heldBack }: ChangeTexts, quote: string): Pick<Quote, 'side'> | null {
  const has = (text: string | null) => text !== null && folded(text).includes(folded(quote))
  if (differences.some((one) => has(one.after))) return { side: 'added' }
  if (differences.some((one) => has(one.before))) return { side: 'removed' }
  return heldBack.some((one) => has(one.text)) ? { side: 'stated' } : null
}
