import type { Box } from './boxes'
import { isMain } from './furniture'
import { ledBy } from './hyperlinks'
import { hiddenLeads, type LooseLead, nameOf, protectedEmail } from './loose-leads'
import { withoutPreamble } from './preamble'
import { definesAtLength, isContentsEntry, isHeadingRow, isMenuEntry, isRecord } from './rows'
import type { Cell, Role } from './statement'

/** A link of a block: its words and where it leads, canonical; an in-page anchor leads nowhere (empty). */
export type BlockLink = { label: string; target: string }

/** A run of text between two block borders of a page. */
export type Block = {
  text: string
  role: Role
  section: string | null
  row: string | null
  links: BlockLink[]
  main: boolean
  cells?: Cell[]
  publishedAt?: string
}

const inline = new Set(
  'a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr picture source'.split(
    ' ',
  ),
)
const wholeItem = 240
const shortLine = 60
/** Stands for `<br>` while a block is gathered: line feeds of the source are white space, this is not. */
const lineBreak = '\ue00a'
/** Letters and digits, and the marks by which a source's rules name the ends of a range. */
const worthReading = /[\p{L}\p{N}\ue0f1\ue0f2]/u

type Gathering = {
  blocks: Block[]
  headings: string[]
  /** The path of the headings. */
  section: string | null
  text: string
  links: BlockLink[]
  leads: LooseLead[]
  /** The headings of the columns of the table that is open, null before any row of it. */
  columns: string[] | null
  /** The defined term that is open, and whether its meaning was told. */
  term: Block[]
  isTold: boolean
  role: Role
  inMain: boolean
  /** How many blocks stood before the title of the document; null while there was none. */
  before: number | null
  main: Box
  base: string | null
}

/**
 * The blocks of a page in order. Prose of `main` is the document; all else is periphery and only explains moves. A table row is one
 * block, its cells parted by " | ", unless it is the layout of something larger; a list item is one where it holds no blocks itself;
 * short lines parted by `<br>` (an address) stay together. `leads` are all links of the page, whether a block holds them or not.
 */
export function blocksOf(page: Box, main: Box, base: string | null): { blocks: Block[]; leads: LooseLead[] } {
  const g: Gathering = {
    blocks: [],
    headings: [],
    section: null,
    text: '',
    links: [],
    leads: [],
    columns: null,
    term: [],
    isTold: true,
    role: 'paragraph',
    inMain: page === main,
    before: null,
    main,
    base,
  }
  visit(g, page, false)
  flush(g)
  loneTerm(g)
  return { blocks: withoutPreamble(g.blocks, g.before, isMain(main)), leads: g.leads }
}

/** Ends the open block; answers its text. */
function flush(g: Gathering, as: Role = g.role, row: string | null = null): string {
  const { text, links } = g
  if (text === '') return ''
  g.text = ''
  g.links = []
  let said = ''
  for (const line of linesOf(text)) {
    if (!worthReading.test(line)) continue
    said += said === '' ? line : ` ${line}`
    const here = text.includes(lineBreak) ? links.filter(({ label }) => line.includes(label)) : links
    g.blocks.push({ text: line, role: as, section: g.section, row, links: here, main: g.inMain })
  }
  return said
}

/** The lines of a block: neighbours that are short and no sentences belong together, as in an address. */
function linesOf(text: string): string[] {
  if (!text.includes(lineBreak)) return [flat(text)]
  const lines: string[] = []
  let open = false
  for (const part of text.split(lineBreak)) {
    const line = flat(part)
    const short =
      line !== '' && line.length <= shortLine && !/[.!?;:。！？]$/.test(line) && !/^(?:[-•·*▪–—]|\(?[\da-z]{1,3}[.)])\s/i.test(line)
    if (short && open) lines[lines.length - 1] += `, ${line}`
    else if (line !== '') lines.push(line)
    open = short
  }
  return lines
}

/** White space as one space each; single spaces are left alone, since nearly all are. What takes no room and joins no letters goes. */
const flat = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u2060\ufeff]+/g, '')
    .replace(/[^\S ]\s*| \s+/g, ' ')
    .trim()

function visit(g: Gathering, box: Box, within: boolean): void {
  const wasMain = g.inMain
  const gone = within || box.dropped !== null
  const isInline = inline.has(box.tag)
  if (box.dropped !== null && isInline) {
    hiddenLeads(g.leads, box, g.base, g.blocks.length)
    return
  }
  if (box === g.main || (gone && g.inMain)) {
    flush(g)
    g.inMain = !gone
  }
  const address = protectedEmail(box)
  if (box.tag === 'br') g.text += lineBreak
  else if (address) g.text += address
  else if (box.tag === 'a') anchor(g, box, gone)
  else if (isInline) kids(g, box, gone)
  else block(g, box, gone)
  if (g.inMain !== wasMain) {
    flush(g)
    g.inMain = wasMain
  }
}

function kids(g: Gathering, box: Box, gone: boolean): void {
  for (const kid of box.kids) {
    if (typeof kid === 'string') g.text += kid
    else visit(g, kid, gone)
  }
}

function anchor(g: Gathering, box: Box, gone: boolean): void {
  const start = g.text.length
  kids(g, box, gone)
  const label = flat(g.text.slice(start))
  if (box.attribs.href === undefined) return
  const { target, way, lane } = ledBy(box.attribs.href, g.base)
  const link = { label: label === '' ? nameOf(box) : label, target: way === '' ? '' : target, way, lane, at: g.blocks.length }
  if (way !== '') g.leads.push(link)
  if (label !== '' && !label.includes(lineBreak)) g.links.push(link)
}

function block(g: Gathering, box: Box, gone: boolean): void {
  flush(g)
  const outer = g.role
  const level = levelOf(box.tag)
  if (level > 0) heading(g, box, gone, level)
  else if (box.tag === 'tr' && isRecord(box)) tableRow(g, box, gone)
  else if (box.tag === 'table') table(g, box, gone)
  else if (box.tag === 'dl') definitions(g, box, gone)
  else if (box.tag === 'dt') term(g, box, gone)
  else if (box.tag === 'dd') meaning(g, box, gone)
  else if (box.tag === 'li') item(g, box, gone)
  else {
    if (box.tag === 'pre') g.role = 'code'
    kids(g, box, gone)
    flush(g)
  }
  g.role = outer
}

/** 1 to 6 for a heading, 0 for all else. */
const levelOf = (tag: string): number => (tag.length === 2 && tag[0] === 'h' && tag >= 'h1' && tag <= 'h6' ? Number(tag[1]) : 0)

function heading(g: Gathering, box: Box, gone: boolean, level: number): void {
  const at = g.blocks.length
  kids(g, box, gone)
  const title = flush(g, 'heading')
  if (!g.inMain) return
  if (level === 1 && title !== '') g.before ??= at
  g.headings.length = level
  g.headings[level - 1] = title.slice(0, 160)
  for (let index = 0; index < level; index++) g.headings[index] ??= ''
  g.section = g.headings.filter(Boolean).join(' › ') || null
}

function item(g: Gathering, box: Box, gone: boolean): void {
  g.role = 'item'
  const was = g.inMain
  if (isContentsEntry(box) || (g.headings.length === 0 && isMenuEntry(box))) g.inMain = false
  kids(g, box, gone)
  flush(g, 'item')
  g.inMain = was
}

function table(g: Gathering, box: Box, gone: boolean): void {
  const outer = g.columns
  g.columns = null
  kids(g, box, gone)
  flush(g)
  g.columns = outer
}

function tableRow(g: Gathering, box: Box, gone: boolean): void {
  const cells: string[] = []
  const links: BlockLink[] = []
  for (const kid of box.kids) {
    if (typeof kid === 'string' || (kid.tag !== 'td' && kid.tag !== 'th')) continue
    const made = gathered(g, kid, gone)
    cells.push(made.map((one) => one.text).join(' '))
    links.push(...made.flatMap((one) => one.links))
  }
  const heads = g.columns === null && isHeadingRow(box)
  const columns = heads ? null : g.columns
  g.columns = heads ? cells : (g.columns ?? [])
  // a heading says what the cells under it are, so it counts like them
  rowOf(g, cells, links, columns?.length === cells.length ? columns : null)
}

/** The blocks inside a box, taken out again. */
function gathered(g: Gathering, box: Box, gone: boolean): Block[] {
  const before = g.blocks.length
  kids(g, box, gone)
  flush(g)
  return g.blocks.splice(before)
}

function rowOf(g: Gathering, cells: readonly string[], links: BlockLink[], columns: readonly string[] | null): void {
  const filled = cells.filter((cell) => cell !== '')
  const before = g.blocks.length
  g.text = filled.join(' | ')
  g.links = links
  flush(g, 'row', filled[0] ?? null)
  const made = g.blocks[before]
  if (made && columns) made.cells = cells.flatMap((value, index) => (value === '' ? [] : [{ column: columns[index] ?? '', value }]))
}

function definitions(g: Gathering, box: Box, gone: boolean): void {
  kids(g, box, gone)
  flush(g)
  loneTerm(g)
}

/** A term waits for its meaning; one that never gets any is an item of its own. */
function term(g: Gathering, box: Box, gone: boolean): void {
  loneTerm(g)
  g.role = 'item'
  g.term = gathered(g, box, gone)
  g.isTold = false
}

function loneTerm(g: Gathering): void {
  if (!g.isTold) g.blocks.push(...g.term)
  g.isTold = true
}

/** A term and its meaning are a row, and so is each further meaning; a meaning of some length is prose under its term. */
function meaning(g: Gathering, box: Box, gone: boolean): void {
  g.role = 'item'
  if (g.term.length === 0 || definesAtLength(box)) {
    loneTerm(g)
    kids(g, box, gone)
    flush(g)
    return
  }
  const made = gathered(g, box, gone)
  const cells = [g.term, made].map((blocks) => blocks.map(({ text }) => text).join(' '))
  rowOf(
    g,
    cells,
    [...(g.isTold ? [] : g.term), ...made].flatMap(({ links }) => links),
    null,
  )
  g.isTold = true
}

/** Whether a block is one statement, or is parted into sentences. */
export const isWhole = ({ role, text }: Pick<Block, 'role' | 'text'>): boolean =>
  role === 'row' ||
  role === 'heading' ||
  role === 'entry' ||
  role === 'record' ||
  role === 'code' ||
  (role === 'item' && text.length <= wholeItem)
