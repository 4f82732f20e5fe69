import { parseDocument } from 'htmlparser2'
import type { Block } from '../src/core/blocks'
import { blocksOf } from '../src/core/blocks'
import { type Element, isElement, type Node } from '../src/core/boxes'
import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { openingOf, textOf } from '../src/core/decode'
import { canonicalLink } from '../src/core/hyperlinks'
import { readPage } from '../src/core/page'

const id = 'feed'
const version = '6'

/** RSS, RDF and Atom: an entry is one statement, known by guid, id or address; long entries keep their content as items of their own. */
export const feed: Collector = {
  id,
  version,
  fits: (capture) => {
    const type = capture.mediaType ?? ''
    const head = openingOf(capture.body, 2048)
    if (/<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]/i.test(head)) return 0.95
    return /rss|atom/i.test(type) ? 0.9 : 0
  },
  extract: (capture, source) => {
    const text = textOf(capture)
    const document = parseDocument(text, { xmlMode: true })
    const root = find(document.children, /^(?:rss|feed|rdf:rdf|channel)$/i)
    if (!root) return { ok: false, cause: 'wrong-type', reason: 'The document is no feed.' }
    const channel = find(root.children, /^channel$/i) ?? root
    const base = URL.canParse(capture.finalUrl) ? capture.finalUrl : null
    const blocks = entriesIn(root).flatMap((entry) => entryBlocks(entry, base))
    return readingOf({
      collector: id,
      collectorVersion: version,
      title: textIn(channel, /^title$/i),
      language: textIn(channel, /^language$/i),
      keyed: true,
      blocks,
      rules: source.rules,
    })
  },
}

function find(nodes: readonly Node[], name: RegExp): Element | null {
  return nodes.find((node): node is Element => isElement(node) && name.test(node.name)) ?? null
}

function entriesIn(element: Element, depth = 0): Element[] {
  return element.children.flatMap((node) =>
    !isElement(node) ? [] : /^(?:item|entry)$/i.test(node.name) ? [node] : depth < 3 ? entriesIn(node, depth + 1) : [],
  )
}

function rawText(nodes: readonly Node[]): string {
  return nodes.map((node) => (node.type === 'text' ? node.data : 'children' in node ? rawText(node.children) : '')).join('')
}

function textIn(element: Element, name: RegExp): string | null {
  const found = find(element.children, name)
  return found ? rawText(found.children).replace(/\s+/g, ' ').trim() || null : null
}

function entryBlocks(entry: Element, base: string | null): Block[] {
  const linkElement = find(entry.children, /^link$/i)
  const href = linkElement?.attribs.href ?? (linkElement ? rawText(linkElement.children).trim() : '')
  const link = href ? canonicalLink(href, base) : ''
  const title = bare(textIn(entry, /^(?:title|media:title)$/i) ?? '')
  const id = textIn(entry, /^(?:guid|id)$/i) ?? (link || title)
  const row = URL.canParse(id) ? canonicalLink(id, base) : id
  const publishedAt = instant(textIn(entry, /^(?:pubDate|published|dc:date|updated)$/i))
  const content = contentBlocks(
    textIn(entry, /^(?:content:encoded|content)$/i) ?? textIn(entry, /^(?:description|summary|media:description)$/i) ?? '',
    base,
  )
  const made = (text: string, role: Block['role'], section: string | null, links: Block['links']): Block => ({
    text,
    role,
    section,
    row,
    links,
    main: true,
    ...(publishedAt ? { publishedAt } : {}),
  })
  const own = link ? [{ label: title, target: link }] : []
  const long = content.length > 2 || content.some((block) => block.text.length > 400)
  if (!long) {
    const text = [title, ...content.map((block) => block.text)].filter(Boolean).join(' — ')
    return text ? [made(text, 'entry', title || null, own)] : []
  }
  const inner = content.map((block) =>
    made(
      block.text,
      block.role === 'heading' ? 'heading' : 'entry',
      [title, block.section].filter(Boolean).join(' › ') || null,
      block.links,
    ),
  )
  return title ? [made(title, 'heading', null, own), ...inner] : inner
}

function instant(text: string | null): string | null {
  const time = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const bare = (html: string): string => (/[<&]/.test(html) ? rawText(parseDocument(html).children) : html).replace(/\s+/g, ' ').trim()

function contentBlocks(html: string, base: string | null): Block[] {
  if (html === '') return []
  const page = readPage(html, base ?? '').body
  return blocksOf(page, page, base).blocks
}
