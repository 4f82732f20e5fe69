import { canonicalLink } from './hyperlinks'

/** What a page says of itself: title, language tag, own address, base for relative links. */
export type PageHead = { title: string | null; language: string | null; canonical: string | null; base: string | null }

/** Takes from an opening tag of a page's frame what it says of the page. In the order of the page: a base holds for what follows it. */
export function noteHead(head: PageHead, tag: string, attribs: Readonly<Record<string, string>>): void {
  if (tag === 'html' && attribs.lang) head.language = attribs.lang
  if (tag === 'base' && attribs.href && URL.canParse(attribs.href, head.base ?? undefined))
    head.base = new URL(attribs.href, head.base ?? undefined).href
  if (tag === 'link' && attribs.href && /(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? ''))
    head.canonical ??= canonicalLink(attribs.href, head.base)
}

/** A title on one line, at most 300 characters; null where nothing is left. */
export const titleFrom = (text: string): string | null => text.replace(/\s+/g, ' ').trim().slice(0, 300) || null
