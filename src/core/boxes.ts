import type { parseDocument } from 'htmlparser2'

export type Node = ReturnType<typeof parseDocument>['children'][number]
export type Element = Extract<Node, { attribs: object }>

/**
 * One element of a page with what furniture and main content are decided by: how much text it holds, how much of that is prose
 * (runs of 60 characters and more outside links), how much stands in links.
 */
export type Box = {
  tag: string
  attribs: Record<string, string>
  kids: (Box | string)[]
  length: number
  prose: number
  linked: number
  /** Why the box is not the document; null while it is. Set by `markFurniture`. */
  dropped: string | null
}

const never = new Set([
  'script',
  'style',
  'noscript',
  'svg',
  'iframe',
  'object',
  'embed',
  'canvas',
  'video',
  'audio',
  'select',
  'option',
  'textarea',
  'input',
  'button',
  'datalist',
  'map',
  'math',
  'head',
  'title',
])
const proseRun = 60
const deepest = 400

/** The boxes of a page's body, without what never is content: scripts, styles, controls of forms. Depth is bounded against hostile nesting. */
export function boxesOf(nodes: readonly Node[]): Box {
  const root: Box = { tag: 'body', attribs: {}, kids: [], length: 0, prose: 0, linked: 0, dropped: null }
  fill(root, nodes, false, 0)
  return root
}

function fill(box: Box, nodes: readonly Node[], inLink: boolean, depth: number): void {
  for (const node of nodes) {
    if (node.type === 'text') {
      box.kids.push(node.data)
      const length = node.data.trim().length
      box.length += length
      if (inLink) box.linked += length
      else if (length >= proseRun) box.prose += length
    } else if (isElement(node)) {
      if (never.has(node.name) || (node.name === 'template' && node.attribs.shadowrootmode === undefined)) continue
      const kid: Box = { tag: node.name, attribs: node.attribs, kids: [], length: 0, prose: 0, linked: 0, dropped: null }
      if (depth < deepest) fill(kid, node.children, inLink || node.name === 'a', depth + 1)
      box.kids.push(kid)
      box.length += kid.length
      box.prose += kid.prose
      box.linked += kid.linked
    } else if ('children' in node && depth < deepest) {
      fill(box, node.children, inLink, depth + 1) // CDATA
    }
  }
}

export const isElement = (node: Node): node is Element => node.type === 'tag' || node.type === 'script' || node.type === 'style'

/** Every element of the page, outermost first, in the order of the page; `leave` true keeps out what is inside. */
export function walk(box: Box, visit: (box: Box, parents: readonly Box[]) => 'enter' | 'leave', parents: Box[] = []): void {
  for (const kid of box.kids) {
    if (typeof kid === 'string') continue
    parents.push(box)
    if (visit(kid, parents) === 'enter') walk(kid, visit, parents)
    parents.pop()
  }
}
