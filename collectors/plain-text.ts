import type { Block } from '../src/core/blocks'
import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { textOf } from '../src/core/decode'

const id = 'plain-text'
const version = '4'

/** Plain text: paragraphs between empty lines, list lines on their own. */
export const plainText: Collector = {
  id,
  version,
  fits: (capture) => (/^text\/plain/i.test(capture.mediaType ?? '') ? 0.85 : 0.06),
  extract: (capture, source) =>
    readingOf({
      collector: id,
      collectorVersion: version,
      title: null,
      keyed: false,
      blocks: textBlocks(textOf(capture)),
      rules: source.rules,
    }),
}

/** Also for the text of a PDF. */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = []
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    let open = ''
    const flush = (role: Block['role']): void => {
      const flat = open.replace(/\s+/g, ' ').trim()
      if (/[\p{L}\p{N}]/u.test(flat)) blocks.push({ text: flat, role, section: null, row: null, links: [], main: true })
      open = ''
    }
    let role: Block['role'] = 'paragraph'
    for (const line of paragraph.split('\n')) {
      if (/^\s*(?:[-*+•·]|\d{1,3}[.)])\s+\S/.test(line)) {
        flush(role)
        role = 'item'
      }
      // a word parted at the end of a line
      open = /\p{Ll}-$/u.test(open) && /^\s*\p{Ll}/u.test(line) ? open.slice(0, -1) + line.trim() : `${open} ${line.trim()}`.trim()
    }
    flush(role)
  }
  return blocks
}
