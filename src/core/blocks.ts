import type { Box } from './boxes'
import { canonicalLink, decodedEmail } from './hyperlinks'
import type { Role } from './statement'

/** A run of text between two block borders of a page. */
export type Block = { text: string; role: Role; section: string | null; row: string | null; links: string[]; main: boolean }

const inline = new Set([
  'a',
  'abbr',
  'acronym',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'img',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'picture',
  'source',
])
const wholeItem = 240
const longestCell = 400

/**
 * The blocks of a page in order. Prose of `main` is the document; all else is periphery and only explains moves. A table row is one
 * block, its cells parted by " | ", unless it is the layout of something larger; a list item is one where it holds no blocks itself.
 */
export function blocksOf(page: Box, main: Box, base: string | null): Block[] {
  const blocks: Block[] = []
  const headings: string[] = []
  let text = ''
  let links: string[] = []
  let role: Role = 'paragraph'
  let inMain = page === main

  const flush = (as: Role = role, row: string | null = null): string => {
    const flat = text.replace(/\s+/g, ' ').trim()
    const found = links
    text = ''
    links = []
    if (flat === '' || !/[\p{L}\p{N}]/u.test(flat)) return ''
    blocks.push({ text: flat, role: as, section: headings.filter(Boolean).join(' › ') || null, row, links: found, main: inMain })
    return flat
  }
  const addLink = (box: Box): void => {
    const link = box.attribs.href === undefined ? '' : canonicalLink(box.attribs.href, base)
    if (link && !link.startsWith('#') && !link.includes('/cdn-cgi/l/email-protection')) links.push(link)
  }
  const visit = (box: Box, dropped: boolean): void => {
    const wasMain = inMain
    const gone = dropped || box.dropped !== null
    if (box === main) {
      flush()
      inMain = true
    }
    if (gone && inMain) {
      flush()
      inMain = false
    }
    const email =
      box.attribs['data-cfemail'] ?? (box.attribs.href?.includes('email-protection#') ? box.attribs.href.split('#')[1] : undefined)
    const address = email ? decodedEmail(email) : null
    if (box.tag === 'br') flush()
    else if (address && box.length < 60) text += address
    else if (inline.has(box.tag)) {
      if (box.tag === 'a') addLink(box)
      kids(box, gone)
    } else block(box, gone)
    if (inMain !== wasMain) {
      flush()
      inMain = wasMain
    }
  }
  const kids = (box: Box, gone: boolean): void => {
    for (const kid of box.kids) {
      if (typeof kid === 'string') text += kid
      else visit(kid, gone)
    }
  }
  const block = (box: Box, gone: boolean): void => {
    flush()
    const level = /^h([1-6])$/.exec(box.tag)?.[1]
    if (level) {
      kids(box, gone)
      const title = flush('heading')
      headings.length = Number(level)
      headings[Number(level) - 1] = title.slice(0, 160)
      for (let index = 0; index < headings.length; index++) headings[index] ??= ''
      return
    }
    if (box.tag === 'tr' && isRecord(box)) {
      tableRow(box, gone)
      return
    }
    if (box.tag === 'li' || box.tag === 'dd' || box.tag === 'dt') {
      const outer = role
      role = 'item'
      if (isContentsEntry(box)) {
        const was = inMain
        inMain = false
        kids(box, gone)
        flush('item')
        inMain = was
      } else {
        kids(box, gone)
        flush('item')
      }
      role = outer
      return
    }
    const outer = role
    if (box.tag === 'pre') role = 'code'
    kids(box, gone)
    flush()
    role = outer
  }
  const tableRow = (box: Box, gone: boolean): void => {
    const cells: string[] = []
    const rowLinks: string[] = []
    for (const kid of box.kids) {
      if (typeof kid === 'string' || (kid.tag !== 'td' && kid.tag !== 'th')) continue
      const before = blocks.length
      kids(kid, gone)
      flush()
      const made = blocks.splice(before)
      cells.push(made.map((one) => one.text).join(' '))
      rowLinks.push(...made.flatMap((one) => one.links))
    }
    const filled = cells.filter((cell) => cell !== '')
    text = filled.join(' | ')
    links = rowLinks
    flush(box.kids.every((kid) => typeof kid === 'string' || kid.tag === 'th') ? 'heading' : 'row', filled[0] ?? null)
  }
  visit(page, false)
  flush()
  return blocks
}

/** A row of data: more than one cell, none of them a page in itself, no table inside. */
function isRecord(row: Box): boolean {
  const cells = row.kids.filter((kid): kid is Box => typeof kid !== 'string' && (kid.tag === 'td' || kid.tag === 'th'))
  return (
    cells.length > 1 &&
    cells.every((cell) => cell.length <= longestCell * 3 && !holds(cell, 'table')) &&
    cells.filter((cell) => cell.length > longestCell).length < 2
  )
}

function holds(box: Box, tag: string): boolean {
  return box.kids.some((kid) => typeof kid !== 'string' && (kid.tag === tag || holds(kid, tag)))
}

/** An entry of a table of contents: nothing but a link to a place in the same page. */
function isContentsEntry(box: Box): boolean {
  const link = box.kids.find((kid): kid is Box => typeof kid !== 'string' && kid.length > 0)
  return !!link && box.length > 0 && box.linked >= box.length * 0.9 && firstLink(box)?.startsWith('#') === true
}

function firstLink(box: Box): string | null {
  if (box.tag === 'a') return box.attribs.href ?? null
  for (const kid of box.kids) {
    const found = typeof kid === 'string' ? null : firstLink(kid)
    if (found) return found
  }
  return null
}

/** Whether a block is one statement, or is parted into sentences. */
export const isWhole = (block: Pick<Block, 'role' | 'text'>): boolean =>
  block.role === 'row' ||
  block.role === 'heading' ||
  block.role === 'entry' ||
  block.role === 'record' ||
  block.role === 'code' ||
  (block.role === 'item' && block.text.length <= wholeItem)
