import { foldText } from '../canonical'
import type { Day } from '../day'
import { sentences } from '../sentences'
import { datesIn, isDateLine } from '../stated'
import { type Statement, said } from '../statement'
import { comesWords, goesWords, notNowWords, partyColumnWords, partyListWords } from '../words/parties'
import { type Dispute, type Held, stated } from './dispute'
import { foldParty, isSameParty } from './party'

type Listed = { name: string; folded: string; statement: Statement }
type List = { sourceId: string; entries: Listed[] }

const longestName = 90
const mostDisputes = 10

/**
 * The page of sub-processors against the annex of the data processing agreement, and both against the changelog: one dispute a party, however many
 * documents disagree. Lists of which less than half of the shorter agrees are of different things, and nothing is said of them; a document without a list says nothing.
 */
export function subprocessorDisputes(documents: readonly Held[], today: Day): Dispute[] {
  const pages = documents
    .filter(({ type }) => type === 'subprocessors')
    .map((one) => listOf(one, () => true))
    .filter(isFilled)
  const annexes = documents
    .filter(({ type }) => type === 'dpa')
    .map((one) => listOf(one, isInAnnex))
    .filter(isFilled)
  const found = new Map<string, Dispute>()
  const add = (one: Dispute) => {
    if (!found.has(one.fact)) found.set(one.fact, one)
  }
  const listedAnywhere = (lists: readonly List[], folded: string) => lists.some((list) => holds(list, folded))
  for (const page of pages)
    for (const annex of annexes) {
      const agreed = page.entries.filter(({ folded }) => holds(annex, folded)).length
      if (agreed * 2 < Math.min(page.entries.length, annex.entries.length) || agreed === 0) continue
      for (const entry of page.entries)
        if (!listedAnywhere(annexes, entry.folded))
          add(between(entry, page, annex, 'stands on the page of sub-processors and not in the annex of the data processing agreement'))
      for (const entry of annex.entries)
        if (!listedAnywhere(pages, entry.folded))
          add(between(entry, annex, page, 'stands in the annex of the data processing agreement and not on the page of sub-processors'))
    }
  for (const one of documents.filter(({ type }) => type === 'changelog' || type === 'release-notes'))
    for (const told of toldIn(one, today)) {
      const [page] = pages
      if (!page || [...found.keys()].some((fact) => isSameParty(fact, told.folded))) continue
      const entry = page.entries.find(({ folded }) => isSameParty(folded, told.folded))
      if (told.comes && !entry)
        add({
          check: 'subprocessors',
          fact: told.folded,
          kind: 'subprocessor-added',
          quotes: [
            { side: 'stated', text: told.sentence, sourceId: one.sourceId },
            stated(
              page.sourceId,
              page.entries.map(({ statement }) => statement),
            ),
          ],
          why: `${told.name} was told as a new sub-processor and does not stand on the page of sub-processors.`,
        })
      if (!told.comes && entry)
        add({
          check: 'subprocessors',
          fact: told.folded,
          kind: 'subprocessor-removed-or-changed',
          quotes: [{ side: 'stated', text: told.sentence, sourceId: one.sourceId }, stated(page.sourceId, [entry.statement])],
          why: `${told.name} was told as a sub-processor no longer and still stands on the page of sub-processors.`,
        })
    }
  return [...found.values()].slice(0, mostDisputes)
}

const isFilled = ({ entries }: List) => entries.length > 0
const holds = ({ entries }: List, folded: string) => entries.some((entry) => isSameParty(entry.folded, folded))

function between(entry: Listed, holder: List, other: List, why: string): Dispute {
  return {
    check: 'subprocessors',
    fact: entry.folded,
    kind: 'subprocessor-added',
    quotes: [
      stated(holder.sourceId, [entry.statement]),
      stated(
        other.sourceId,
        other.entries.map(({ statement }) => statement),
      ),
    ],
    why: `${entry.name} ${why}.`,
  }
}

const isInAnnex = ({ section, cells }: Statement) =>
  partyListWords.test(foldText(section ?? '')) || (cells ?? []).some(({ column }) => partyListWords.test(foldText(column)))

/** Who a document lists as parties of today; the rows of tables where it has any, else short items of lists. */
function listOf({ sourceId, statements }: Held, isMeant: (statement: Statement) => boolean): List {
  const here = statements.filter((one) => isMeant(one) && !notNowWords.test(foldText(one.section ?? '')))
  const all = here.filter(({ role }) => role === 'row' || role === 'record')
  // where a table has headings, the row without cells under them is the headings themselves
  const rows = all.some(({ cells }) => cells) ? all.filter(({ cells }) => cells) : all
  const entries = (rows.length ? rows : here.filter(({ role }) => role === 'item')).flatMap((statement): Listed[] => {
    const name = nameOf(statement)
    const folded = name ? foldParty(name) : ''
    return name && folded ? [{ name, folded, statement }] : []
  })
  return { sourceId, entries }
}

function nameOf({ cells, row, text }: Statement): string | null {
  const cell = cells?.find(({ column }) => partyColumnWords.test(foldText(column)))?.value ?? row
  const name = (cell ?? text.split(/ · | \| | [–—-] |: |, (?=\p{Ll})|\(/u)[0] ?? '').trim()
  const words = name.split(/\s+/)
  if (!name || name.length > longestName || words.length > 10 || isDateLine(name) || /[.!?]\s+\p{Lu}\p{Ll}+ \p{Ll}/u.test(name)) return null
  return /^[\p{Lu}\p{Lo}\p{N}]/u.test(name) || words.length <= 3 ? name : null
}

type ToldOf = { name: string; folded: string; comes: boolean; sentence: string }

const names = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}&.-]*(?:,? (?:of |and |& )?\p{Lu}[\p{L}\p{N}&.-]*)+/gu
const company = /\b(?:inc|ltd|limited|llc|gmbh|plc|corp|ag|bv|sas?|ab|oy|pty|srl)$/i

/** Of whom a changelog tells, the newest word first, that they come or go; a day still ahead is waited for. Only sentences that name one company with its legal form. */
function toldIn({ statements }: Held, today: Day): ToldOf[] {
  const found: ToldOf[] = []
  for (const statement of statements.slice(0, 2_000))
    for (const sentence of said(statement)
      .slice(0, 8_000)
      .split(/\n| · /)
      .flatMap(sentences)) {
      const folded = foldText(sentence)
      if (!partyListWords.test(folded)) continue
      const comes = comesWords.test(folded)
      if (comes === goesWords.test(folded)) continue
      const dates = datesIn(`${folded} ${foldText(statement.section ?? '')}`)
      if (dates.some(({ day }) => day === null || day > today)) continue
      const named = (sentence.match(names) ?? []).filter((name) => company.test(name.replaceAll('.', '')))
      const [name] = named
      const party = named.length === 1 && name ? foldParty(name) : ''
      if (name && party && !found.some((one) => isSameParty(one.folded, party)))
        found.push({ name, folded: party, comes, sentence: sentence.slice(0, 500) })
    }
  return found
}
