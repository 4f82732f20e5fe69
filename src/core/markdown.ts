import type { Block, BlockLink } from './blocks'
import { canonicalLink } from './hyperlinks'
import type { Role } from './statement'

/** The blocks of a Markdown or MDX source: raw lines as text, links apart. Front matter gives the title and is no content but for its description. */
export function markdownBlocks(source: string, base: string | null): { blocks: Block[]; title: string | null } {
  const { body, title, description } = frontMatter(source.replace(/\r\n?/g, '\n'))
  const blocks: Block[] = []
  const headings: string[] = []
  let lines: string[] = []
  let role: Role = 'paragraph'
  let fence: string | null = null
  /** The headings of the columns while a table is open. */
  let columns: string[] | null = null
  const section = (): string | null => headings.filter(Boolean).join(' › ') || null
  const flush = (): void => {
    const raw = lines.join(role === 'code' ? '\n' : ' ').trim()
    if (raw !== '' && /[\p{L}\p{N}]/u.test(raw)) push(raw, role)
    lines = []
    role = 'paragraph'
  }
  const push = (raw: string, as: Role, row: string | null = null): void => {
    blocks.push({ text: raw.replace(/\s+/g, ' '), role: as, section: section(), row, links: linksOf(raw, base), main: true })
  }
  if (description) push(description, 'heading')
  const all = body.replace(/<!--[\s\S]*?-->/g, '').split('\n')
  const read = (line: string, index: number): void => {
    if (fence !== null) {
      if (line.trim().startsWith(fence)) {
        flush()
        fence = null
      } else lines.push(line)
      return
    }
    const opening = /^\s*(```+|~~~+)/.exec(line)?.[1]
    if (opening) {
      flush()
      fence = opening
      role = 'code'
      return
    }
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    const underlined = /^\s{0,3}(=+|-{3,})\s*$/.exec(line)
    if (heading || (underlined && lines.length === 1 && role === 'paragraph' && all[index - 1]?.trim() !== '')) {
      const level = heading ? (heading[1]?.length ?? 1) : underlined?.[1]?.startsWith('=') ? 1 : 2
      const text = heading ? (heading[2] ?? '') : (lines[0] ?? '').trim()
      if (!heading) lines = []
      flush()
      headings.length = level
      for (let at = 0; at < headings.length; at++) headings[at] ??= ''
      headings[level - 1] = plain(text).slice(0, 160)
      if (/[\p{L}\p{N}]/u.test(text)) push(text, 'heading')
      return
    }
    if (line.trim() === '') columns = null
    if (line.trim() === '' || /^\s*(?:[-*_]\s*){3,}$/.test(line) || /^\s*(?:import|export)\s.+(?:from\s|=)/.test(line)) {
      flush()
      return
    }
    if (/^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$/.test(line)) {
      // a head without outer bars was taken for prose
      const bare = lines.length > 0 && (lines.at(-1) ?? '').includes('|') ? lines.pop() : undefined
      flush()
      if (bare !== undefined) push(bare.trim(), 'row')
      const head = blocks.at(-1)
      if (head?.role === 'row') columns = cellsOf(head.text).map(plain)
      return
    }
    if (/^\s*\|.*\|\s*$/.test(line) || (columns !== null && line.includes('|'))) {
      flush()
      const cells = cellsOf(line).map(plain)
      if (!cells.some((cell) => /[\p{L}\p{N}]/u.test(cell))) return
      push(line.trim(), 'row', cells.find((cell) => cell !== '') || null)
      const made = blocks.at(-1)
      if (made && columns?.length === cells.length)
        made.cells = cells.flatMap((value, at) => (value === '' ? [] : [{ column: columns?.[at] ?? '', value }]))
      return
    }
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$/.exec(line)
    if (item) {
      flush()
      role = 'item'
      lines.push(item[1] ?? '')
      return
    }
    lines.push(line.trim().replace(/^(?:>\s?)+/, ''))
  }
  all.forEach(read)
  flush()
  return { blocks, title: title ?? blocks.find((block) => block.role === 'heading')?.text ?? null }
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())

function frontMatter(source: string): { body: string; title: string | null; description: string | null } {
  const match = /^\ufeff?---\n([\s\S]*?)\n(?:---|\.\.\.)\s*(?:\n|$)/.exec(source)
  if (!match) return { body: source, title: null, description: null }
  const field = (name: string): string | null => new RegExp(`^${name}:\\s*["']?(.*?)["']?\\s*$`, 'm').exec(match[1] ?? '')?.[1] || null
  return { body: source.slice(match[0].length), title: field('title'), description: field('description') }
}

/** A raw line without the signs of markup: link targets, emphasis, code ticks, tags. */
export function plain(raw: string): string {
  return raw
    .replace(/!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replace(/!?\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/<\/?[A-Za-z][^>]*>/g, ' ')
    .replace(/\{#[\w-]+\}/g, '')
    .replace(/[*_`~]+/g, '')
    .replace(/\\([\\|[\](){}#*_-])/g, '$1')
    .trim()
}

function linksOf(raw: string, base: string | null): BlockLink[] {
  return [...raw.matchAll(/\[([^\]]*)\]\(\s*<?([^)\s>]+)/g)].flatMap((match) => {
    const target = canonicalLink(match[2] ?? '', base)
    const label = plain(match[1] ?? '')
    return label === '' ? [] : [{ label, target: target.startsWith('#') ? '' : target }]
  })
}
