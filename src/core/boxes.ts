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
  /** Ids of the parts that controls in this box open and close (`aria-controls`), where it has any. */
  opens?: string[]
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
export const deepest = 400

/**
 * The boxes of the nodes that a source's rules chose from a parsed page, without what never is content: scripts, styles, controls of forms. Depth is
 * bounded against hostile nesting. The same boxes as `readPage` gives for the same markup.
 */
export function boxesOf(nodes: readonly Node[]): Box {
  const root = boxOf('body', {})
  fill(root, nodes, { link: false, title: false, depth: 0 })
  return root
}

/** An empty box for an element; its tag is what its role says it is, where it has one of a list, a table or a heading. */
export const boxOf = (tag: string, attribs: Box['attribs']): Box => ({
  tag: attribs.role === undefined ? tag : tagOf(tag, attribs),
  attribs,
  kids: [],
  length: 0,
  prose: 0,
  linked: 0,
  dropped: null,
})

/** Lists and tables that are made of plain elements with roles are read as what they say they are. */
function tagOf(tag: string, attribs: Box['attribs']): string {
  if (tag === 'a') return tag
  if (attribs.role === 'heading' && !/^h[1-6]$/.test(tag)) return `h${/^[1-6]$/.exec(attribs['aria-level'] ?? '')?.[0] ?? 2}`
  return byRole.get(attribs.role ?? '') ?? tag
}
const byRole = new Map([
  ['table', 'table'],
  ['grid', 'table'],
  ['row', 'tr'],
  ['cell', 'td'],
  ['gridcell', 'td'],
  ['rowheader', 'th'],
  ['columnheader', 'th'],
  ['listitem', 'li'],
])

/** Puts a run of text into a box and counts it. */
export function addText(box: Box, text: string, inLink: boolean): void {
  box.kids.push(text)
  const length = text.trim().length
  box.length += length
  if (inLink) box.linked += length
  else if (length >= proseRun) box.prose += length
}

/** Puts a finished box into its parent and counts what it holds. */
export function addBox(box: Box, kid: Box): void {
  box.kids.push(kid)
  box.length += kid.length
  box.prose += kid.prose
  box.linked += kid.linked
}

/** Notes in a box what an element inside it opens. A button is no content, what it opens may be. */
export function noteControl(box: Box, attribs: Box['attribs']): void {
  if (attribs['aria-expanded'] === undefined) return
  const ids = attribs['aria-controls']?.split(/\s+/).filter((id) => id !== '') ?? []
  if (ids.length > 0) box.opens = [...(box.opens ?? []), ...ids]
}

/** The one control whose words may be content: see `settleTitle`. */
export const control = 'button'

/** What gives what follows or stands under it a name: a heading, a defined term, the head of a column or row. */
export const isTitle = ({ tag }: Box): boolean => /^(?:h[1-6]|dt|th)$/.test(tag)

/**
 * Drops the buttons of a title that says something beside them ("+", "Copy link", "Sort"). Where the button is all there is, its words are the title:
 * so are accordions and tables that can be sorted to be written (WAI-ARIA Authoring Practices: "the button element is the only element inside the
 * heading element").
 */
export function settleTitle(title: Box): void {
  const controls: Box[] = []
  walk(title, (box) => {
    if (box.tag !== control) return 'enter'
    controls.push(box)
    return 'leave'
  })
  const length = controls.reduce((sum, box) => sum + box.length, 0)
  if (length < title.length) for (const box of controls) box.dropped = 'a control beside its title'
}

/** Whether an element never is content, whatever it holds; the exception is a control in a title. */
export const isNever = (tag: string, attribs: Box['attribs']): boolean =>
  never.has(tag) || (tag === 'template' && attribs.shadowrootmode === undefined)

type Within = { link: boolean; title: boolean; depth: number }

function fill(box: Box, nodes: readonly Node[], { link, title, depth }: Within): void {
  for (const node of nodes) {
    if (node.type === 'text') addText(box, node.data, link)
    else if (isElement(node)) {
      noteControl(box, node.attribs)
      if (isNever(node.name, node.attribs) && !(title && node.name === control)) continue
      const kid = boxOf(node.name, node.attribs)
      const within = { link: link || node.name === 'a', title: title || isTitle(kid), depth: depth + 1 }
      if (depth < deepest) fill(kid, node.children, within)
      if (isTitle(kid)) settleTitle(kid)
      addBox(box, kid)
    } else if ('children' in node && depth < deepest) {
      fill(box, node.children, { link, title, depth: depth + 1 }) // CDATA
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
