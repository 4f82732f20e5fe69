import { Parser } from 'htmlparser2'
import { addBox, addText, type Box, boxOf, control, deepest, isNever, isTitle, noteControl, settleTitle } from './boxes'
import { noteHead, type PageHead, titleFrom } from './page-head'

export type Page = { body: Box; head: PageHead }

const headDepth = 4
/** No page is nested so deep; from here on the parser's own list of open elements costs more than all the rest. */
const hostileDepth = 5_000

/**
 * Reads a page in one streaming pass, without building a document: the boxes of its body, and what its head says of it. Much cheaper than a
 * document, since nothing is made of scripts, styles and comments.
 */
export function readPage(text: string, finalUrl: string): Page {
  const root = boxOf('body', {})
  const head: PageHead = { title: null, language: null, canonical: null, base: URL.canParse(finalUrl) ? finalUrl : null }
  const stack = [root]
  let top = root
  let run = ''
  let links = 0
  let titles = 0
  /** How many elements are open inside one that is no content, itself counted. */
  let skipped = 0
  /** How many elements are open, and how many of the outermost are `html`, `head` or `body` without another between them. */
  let open = 0
  let frame = 0
  let title: string | null = null

  const flush = (): void => {
    if (run === '') return
    addText(top, run, links > 0)
    run = ''
  }
  const parser = new Parser({
    onopentag: (tag, attribs) => {
      flush()
      if (open === frame) {
        if (open <= headDepth) {
          noteHead(head, tag, attribs)
          if (tag === 'title') title = ''
        }
        if (tag === 'html' || tag === 'head' || tag === 'body') frame++
      }
      open++
      if (open > hostileDepth) parser.pause()
      if (skipped === 0) noteControl(top, attribs)
      const isControl = tag === control && titles > 0
      if (skipped > 0 || stack.length > deepest + 1 || (isNever(tag, attribs) && !isControl)) {
        skipped++
        return
      }
      top = boxOf(tag, attribs)
      stack.push(top)
      if (tag === 'a') links++
      if (isTitle(top)) titles++
    },
    ontext: (data) => {
      if (skipped === 0) run += data
      else if (title !== null) title += data
    },
    oncomment: flush,
    onprocessinginstruction: flush,
    onclosetag: () => {
      open--
      if (frame > open) frame = open
      if (skipped > 0) {
        skipped--
        if (title !== null) {
          head.title ??= titleFrom(title)
          title = null
        }
        return
      }
      flush()
      const box = stack.pop()
      if (!box || box === root) return
      top = stack[stack.length - 1] ?? root
      if (isTitle(box)) {
        settleTitle(box)
        titles--
      }
      addBox(top, box)
      if (box.tag === 'a') links--
    },
  })
  parser.end(text)
  flush()
  return { body: root, head }
}
