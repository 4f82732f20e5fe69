import type { Element, Node } from './boxes'
import { isElement } from './boxes'
import { canonicalLink } from './hyperlinks'

export type PageHead = { title: string | null; language: string | null; canonical: string | null; base: string | null }

/** What a page says of itself: title, language tag, own address, base for relative links. The tag `html` may be missing. */
export function headOf(document: { children: Node[] }, finalUrl: string): PageHead {
  const found: PageHead = { title: null, language: null, canonical: null, base: URL.canParse(finalUrl) ? finalUrl : null }
  const look = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      if (!isElement(node)) continue
      note(found, node)
      if (depth < 4 && (node.name === 'html' || node.name === 'head' || node.name === 'body')) look(node.children, depth + 1)
    }
  }
  look(document.children, 0)
  return found
}

function note(found: PageHead, { name, attribs, children }: Element): void {
  if (name === 'html' && attribs.lang) found.language = attribs.lang
  if (name === 'title')
    found.title ??=
      children
        .map((kid) => (kid.type === 'text' ? kid.data : ''))
        .join('')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 300) || null
  if (name === 'base' && attribs.href && URL.canParse(attribs.href, found.base ?? undefined))
    found.base = new URL(attribs.href, found.base ?? undefined).href
  if (name === 'link' && attribs.href && /(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? ''))
    found.canonical ??= canonicalLink(attribs.href, found.base)
}
