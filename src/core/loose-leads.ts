import type { BlockLink } from './blocks'
import { type Box, walk } from './boxes'
import { decodedEmail, ledBy } from './hyperlinks'

/** A link as it was met on a page: `at` is how many blocks stood before it, `lane` what it adds to a fingerprint. */
export type LooseLead = BlockLink & { way: string; lane: number; at: number }

/** What a link without words is called: by its own attributes, else by its picture; empty where nothing names it. */
export function nameOf(link: Box): string {
  const { attribs } = link
  let name = attribs['aria-label'] ?? attribs.title ?? ''
  if (name === '')
    walk(link, (box) => {
      name ||= box.attribs['aria-label'] ?? box.attribs.alt ?? ''
      return 'enter'
    })
  return name.trim()
}

/** Takes the links of a part that no text is read from, itself included. */
export function hiddenLeads(leads: LooseLead[], part: Box, base: string | null, at: number): void {
  const take = (box: Box): void => {
    if (box.tag !== 'a' || box.attribs.href === undefined) return
    const { target, way, lane } = ledBy(box.attribs.href, base)
    if (way !== '') leads.push({ label: wordsOf(box) || nameOf(box), target, way, lane, at })
  }
  take(part)
  walk(part, (box) => {
    take(box)
    return 'enter'
  })
}

const wordsOf = (box: Box): string =>
  box.kids
    .map((kid) => (typeof kid === 'string' ? kid : wordsOf(kid)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** The address that a link of a page hides behind a key; null where it hides none. */
export function protectedEmail(box: Box): string | null {
  const encoded =
    box.attribs['data-cfemail'] ?? (box.length < 60 ? /email-protection#([0-9a-f]+)/i.exec(box.attribs.href ?? '')?.[1] : undefined)
  return encoded ? decodedEmail(encoded) : null
}
