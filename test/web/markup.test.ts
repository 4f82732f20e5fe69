import fc from 'fast-check'
import { raw } from 'hono/html'
import * as theirs from 'hono/jsx/jsx-runtime'
import { describe, expect, it } from 'vitest'
import * as ours from '../../src/markup/jsx-runtime'

type Tree =
  | { content: string | number | boolean | null | undefined }
  | { raw: string }
  | { list: Tree[] }
  | { tag: string; attributes: Record<string, unknown>; children: Tree[] }
  | { component: 'passes-on' | 'text' | 'nothing'; children: Tree[] }

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom('<b>', '"><script>alert(1)</script>', "it's & that's", '&amp;', '', '\u0000', '</div>', 'café'),
)
const attributes = fc.dictionary(
  fc.constantFrom(
    'class',
    'href',
    'aria-hidden',
    'data-l',
    'disabled',
    'checked',
    'hidden',
    'colspan',
    'title',
    'a b',
    'x"y',
    'viewBox',
    'download',
  ),
  fc.oneof(hostile, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined)),
)
const tag = fc.constantFrom('div', 'p', 'td', 'time', 'a', 'section')
const empty = fc.constantFrom('br', 'input', 'img')
const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
  const children = fc.array(tie('tree'), { maxLength: 4 })
  return {
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.record({ content: fc.oneof(hostile, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined)) }),
      fc.record({ raw: fc.constantFrom('<i>raw</i>', '&nbsp;', '') }),
      fc.record({ list: children }),
      fc.record({ tag, attributes, children }),
      fc.record({ tag: empty, attributes, children: fc.constant<Tree[]>([]) }),
      fc.record({ component: fc.constantFrom('passes-on', 'text', 'nothing'), children }),
    ),
  }
})

/** As the compiler has it: several children are a list, one stands alone. */
const propsOf = (attributes: object, children: unknown[]) => ({
  ...attributes,
  ...(children.length ? { children: children.length === 1 ? children[0] : children } : {}),
})
function built(one: Tree, { jsx, Fragment }: { jsx: (tag: never, props: never) => unknown; Fragment: unknown }): unknown {
  const make = (name: unknown, props: object) => Reflect.apply(jsx, null, [name, props])
  const all = (children: Tree[]) => children.map((child) => built(child, { jsx, Fragment }))
  if ('content' in one) return one.content
  if ('raw' in one) return raw(one.raw)
  if ('list' in one) return all(one.list)
  if ('tag' in one) return make(one.tag, propsOf(one.attributes, all(one.children)))
  const components = {
    'passes-on': ({ children }: { children?: unknown }) => make('span', { children }),
    text: () => 'a < b',
    nothing: () => null,
  }
  return make(components[one.component], propsOf({}, all(one.children)))
}
const written = (one: Tree, runtime: typeof ours | typeof theirs) =>
  String(Reflect.apply(runtime.Fragment, null, [{ children: built({ list: [one] }, runtime) }]))

describe('markup', () => {
  it('is what hono writes, byte for byte', () => {
    fc.assert(fc.property(tree, (one) => void expect(written(one, ours)).toBe(written(one, theirs))))
  })
  it('escapes what comes from elsewhere, in text and in attributes', () => {
    expect(String(ours.jsx('p', { title: '"><script>', children: '<script>' }))).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;script&gt;</p>',
    )
  })
  it.each([
    { says: 'a component that is waited for', make: () => ours.jsx(async () => 'later', {}) },
    { says: 'an object', make: () => ours.jsx('p', { children: { name: 'x' } }) },
    { says: 'a function as attribute', make: () => ours.jsx('p', { onclick: () => {} }) },
    { says: 'a style as an object', make: () => ours.jsx('p', { style: { color: 'red' } }) },
    { says: 'an element without a name', make: () => ours.jsx('p onclick="x"', {}) },
  ])('refuses $says', ({ make }) => {
    expect(make).toThrow()
  })
})
