import type { Difference, HeldBack } from './change'
import { shortHash } from './fingerprint'
import { leftBefore, type Memory, movesByItself, remembersLead } from './memory'
import type { Lead, Reading } from './reading'
import type { Statement } from './statement'
import { namesDocument } from './words/documents'

/** Links around a document that lead elsewhere: what is told, what is held back, what the source's memory learns; `returns` where some lead back. */
export type Led = { differences: Difference[]; heldBack: HeldBack[]; returns: boolean; memory: Memory }

type Move = { place: string; before: Lead; after: Lead }

/** Where so many links changed the same part of their addresses, the site was moved, and none of them leads to another page. */
const together = 3
const mostTold = 20

/**
 * Tells which links around the document keep their words and their place and lead elsewhere. Told are those to a document of the vendor, by the words
 * of the link or of either address; the others, which are how a site sells its wares, are held back. Links that came, went or moved say nothing, since
 * menus are rebuilt all the time; where a place holds several links of the same words, only one of them that differs is no rebuilding. A return to
 * where a link led before is quiet until it `lasts`.
 */
export function ledElsewhere(before: Reading, after: Reading, { memory, at, lasts }: { memory: Memory; at: string; lasts: boolean }): Led {
  const led: Led = { differences: [], heldBack: [], returns: false, memory }
  for (const move of notTogether(moves(before.leads, after.leads)).slice(0, mostTold)) {
    const place = shortHash(`lead:${move.place}`)
    const [was, is] = [statementOf(move.before), statementOf(move.after)]
    if (movesByItself(memory, place, at)) continue
    if (!lasts && leftBefore(memory, place, shortHash(move.after.way))) {
      led.heldBack.push({ text: is.text, rule: 'reverted' })
      led.returns = true
      continue
    }
    led.memory = remembersLead(led.memory, place, shortHash(move.before.way), at)
    if ([move.after.label, pathOf(move.before.way), pathOf(move.after.way)].some(namesDocument))
      led.differences.push({ before: [was], after: [is], section: null, ...elsewhere })
    else led.heldBack.push({ text: is.text, rule: 'menu-link' })
  }
  return led
}
const elsewhere = { grade: 'cosmetic', rule: 'lead', why: 'a link around the document leads elsewhere' } as const

const pathOf = (way: string): string => way.slice(way.indexOf('/', 8) + 1 || way.length)

function moves(before: readonly Lead[], after: readonly Lead[]): Move[] {
  const old = placed(before)
  const found = new Map<string, Move>()
  for (const [place, leads] of placed(after)) {
    const were = old.get(place)
    if (were?.length !== leads.length) continue
    const differing = leads.flatMap((lead, index) => {
      const was = were[index]
      return was && was.way !== lead.way ? [{ place: namesDocument(lead.label) ? lead.label : place, before: was, after: lead }] : []
    })
    const [move] = differing
    if (move && differing.length === 1) found.set(nameOf(move), move)
  }
  for (const move of byName(before, after)) found.set(nameOf(move), move)
  return [...found.values()]
}

/** The same link may stand in the menu, in its small form and in the footer: it is told once. */
const nameOf = ({ before, after }: Move): string => `${after.label}\n${before.way}\n${after.way}`

/** Whatever became of the menu: links whose words name a document of the vendor, and that all led to one page and now all lead to another. */
function byName(before: readonly Lead[], after: readonly Lead[]): Move[] {
  const old = waysOf(before)
  return [...waysOf(after)].flatMap(([label, is]) => {
    const was = old.get(label)
    return was && is && was.way !== is.way ? [{ place: label, before: was, after: is }] : []
  })
}

/** By words that name a document: the link, null where links of these words lead to several pages. */
function waysOf(leads: readonly Lead[]): Map<string, Lead | null> {
  const ways = new Map<string, Lead | null>()
  for (const lead of leads) {
    const known = ways.get(lead.label)
    if (known === undefined) ways.set(lead.label, namesDocument(lead.label) ? lead : null)
    else if (known && known.way !== lead.way) ways.set(lead.label, null)
  }
  return ways
}

function placed(leads: readonly Lead[]): Map<string, Lead[]> {
  const places = new Map<string, Lead[]>()
  for (const lead of leads) {
    const place = `${lead.near}\n${lead.label}`
    const there = places.get(place)
    if (there) there.push(lead)
    else places.set(place, [lead])
  }
  return places
}

function notTogether(all: readonly Move[]): Move[] {
  if (all.length < together) return [...all]
  const counts = new Map<string, number>()
  const parts = all.map(({ before, after }) => partOf(before.way, after.way))
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1)
  return all.filter((_, index) => (counts.get(parts[index] ?? '') ?? 0) < together)
}

/** The segments in which two addresses differ, without those that both begin or end with. */
function partOf(one: string, other: string): string {
  const [was, is] = [one.split('/'), other.split('/')]
  let start = 0
  while (start < was.length && start < is.length && was[start] === is[start]) start++
  let end = 0
  while (end < was.length - start && end < is.length - start && was.at(-1 - end) === is.at(-1 - end)) end++
  const middle = (parts: string[]) => parts.slice(start, parts.length - end).join('/')
  return `${middle(was)}\n${middle(is)}`
}

function statementOf({ label, target }: Lead): Statement {
  const words = label.replace(/[\s\p{Co}]+/gu, ' ').slice(0, longestLabel)
  const text = words === '' ? target : `${words} → ${target}`
  return { key: text, text: text.slice(0, longestText), role: 'item', section: null, row: null, links: [target] }
}
const longestLabel = 200
const longestText = 1_000
