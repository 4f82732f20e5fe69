/** The types of elements and their attributes are those of `hono/jsx`. */
export type { JSX } from 'hono/jsx/jsx-runtime'

type Props = Record<string, unknown>
type Component = (props: Props) => unknown

/** Markup that is written: what came from elsewhere is escaped in it. By `isEscaped` hono tells it from text, as its own. */
class Markup {
  readonly isEscaped = true
  readonly #html: string
  constructor(html: string) {
    this.#html = html
  }
  toString(): string {
    return this.#html
  }
}

/**
 * Writes elements where they stand, the inner before the outer; `hono/jsx`, of which it is a part, first makes a tree of all of them, and looks up for each
 * what it stands in. A page takes a quarter to a third less time so, and is the same byte for byte. What no page here has is refused or left out: contexts,
 * components that are waited for, functions as attributes, attributes by React's names, `<title>` and `<link>` that find their own way into the head.
 */
export function jsx(tag: string | Component, props: Props): unknown {
  if (typeof tag === 'function') return asMarkup(tag(props))
  if (!isName(tag)) throw new Error(`no name of an element: ${tag}`)
  let html = `<${tag}`
  for (const name in props) if (name !== 'children' && isName(name)) html += attribute(name, props[name])
  const inner = written(props.children)
  return new Markup(inner === '' && empty.has(tag) ? `${html}/>` : `${html}>${inner}</${tag}>`)
}
export { jsx as jsxDEV, jsx as jsxs }

export const Fragment = ({ children }: Props): unknown => asMarkup(children)

const asMarkup = (content: unknown) => (content instanceof Markup ? content : new Markup(written(content)))

function attribute(name: string, value: unknown): string {
  if (typeof value === 'string') return ` ${name}="${escaped(value)}"`
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean' && flags.has(name)) return value ? ` ${name}=""` : ''
  if (typeof value === 'function' || typeof value === 'object')
    throw new Error(`the attribute ${name} is neither text nor a number nor a flag`)
  return ` ${name}="${escaped(String(value))}"`
}

function written(content: unknown): string {
  if (typeof content === 'string') return escaped(content)
  if (content instanceof Markup) return content.toString()
  if (content === undefined || content === null || typeof content === 'boolean') return ''
  if (typeof content === 'number') return String(content)
  if (Array.isArray(content)) {
    let html = ''
    for (const one of content) html += written(one)
    return html
  }
  if (typeof content === 'object' && 'isEscaped' in content && content.isEscaped) return String(content)
  throw new Error(`${typeof content} is no content of an element`)
}

const special = /[&<>'"]/
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&#39;', '"': '&quot;' }
const escaped = (text: string): string => (special.test(text) ? text.replace(/[&<>'"]/g, (sign) => entities[sign] ?? sign) : text)

const isName = (name: string): boolean => !/[\s"'<>/=`\\\p{Cc}]/u.test(name) && name !== ''

/** Elements that have no content and no end. */
const empty = new Set('area base br col embed hr img input keygen link meta param source track wbr'.split(' '))
/** Attributes that are there or not there, whatever they say. */
const flags = new Set(
  `allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ismap itemscope loop multiple
  muted nomodule novalidate open playsinline readonly required reversed selected`.split(/\s+/),
)
