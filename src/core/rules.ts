import { load } from 'cheerio/slim'
import { RE2JS } from 're2js'
import type { Block } from './blocks'
import type { Node } from './boxes'
import type { Difference } from './change'
import type { Reading } from './reading'
import type { SourceRules } from './source'

export type Narrowed = { ok: true; nodes: Node[]; chosen: boolean } | { ok: false; reason: string }
type Document = Parameters<typeof load>[0] & { children: Node[] }

/** Stands in the text for an end of a range that was named by a selector. */
const mark = { from: '\ue0f1', to: '\ue0f2' } as const

/**
 * A source's rules of place on a parsed page, in the order remove, range, select (B28 to B33). All that is removed is found before anything goes, so
 * positions do not shift. An end of a range is a selector where it matches an element, else a pattern found in the text later. `chosen`: a person
 * named the part to read, so furniture is theirs to judge.
 */
export function narrowed(document: Document, rules: SourceRules | null): Narrowed {
  if (!rules || !narrows(rules)) return { ok: true, nodes: document.children, chosen: false }
  try {
    const $ = load(document)
    for (const element of (rules.remove ?? []).map((selector) => $(selector))) element.remove()
    for (const end of ['from', 'to'] as const) {
      const edge = rules[end]
      const selector = edge?.before ?? edge?.after
      if (!selector || !isSelector(selector)) continue
      const found = $(selector).first()
      if (found.length === 0) return { ok: false, reason: `The rule "${end}" finds nothing: ${selector}` }
      if (edge?.before) found.before(mark[end])
      else found.after(mark[end])
    }
    if (!rules.select?.length) return { ok: true, nodes: document.children, chosen: Boolean(rules.from || rules.to) }
    const nodes = rules.select.flatMap((selector) => $(selector).toArray() satisfies Node[])
    return nodes.length > 0
      ? { ok: true, nodes, chosen: true }
      : { ok: false, reason: 'No selection of the rule "select" matches anything.' }
  } catch {
    return { ok: false, reason: 'A selector of the rules is not valid CSS.' } // css-what throws on bad syntax
  }
}

/** Whether a source's rules name a place on the page, so that it has to be found in a document. */
export const narrows = (rules: SourceRules | null): boolean =>
  rules !== null && Boolean(rules.remove?.length || rules.select?.length || rules.from || rules.to)

/** Whether all of a page is read: no rule says which part of it, or which of its words. */
export const readsAll = (rules: SourceRules | null): boolean =>
  !rules || !(rules.select?.length || rules.from || rules.to || rules.ignore?.length || rules.only?.length)

const isSelector = (text: string): boolean =>
  /^[#.[]|^(?:h[1-6]|p|main|article|section|div|table|footer|header|ul|ol)(?:[#.[:\s>]|$)/.test(text)

export type Ruled = { ok: true; blocks: Block[] } | { ok: false; reason: string }

/** A source's rules of text on its blocks, in the order range, ignore, only. A range's end that matches nothing is a fault, never an empty document. */
export function ruled(blocks: readonly Block[], rules: SourceRules | null): Ruled {
  if (!rules || Object.keys(rules).every((name) => name === 'render')) return { ok: true, blocks: [...blocks] }
  const start = rules.from ? edgeAt(blocks, rules.from, mark.from) : 0
  if (start === null) return { ok: false, reason: 'The rule "from" finds nothing.' }
  const end = rules.to ? edgeAt(blocks.slice(start), rules.to, mark.to) : blocks.length - start
  if (end === null) return { ok: false, reason: 'The rule "to" finds nothing.' }
  const ignore = patterns(rules.ignore)
  const only = patterns(rules.only)
  const within = blocks.slice(start, start + end).map((block) => ({ ...block, text: block.text.replace(/[\ue0f1\ue0f2]/g, '').trim() }))
  const spanned = touched(within, rules.ignore ?? [])
  const left = within.filter((block) => {
    const { text, main } = block
    return (
      text !== '' &&
      !spanned.has(block) &&
      !(main && ignore.some((one) => one.matcher(text).find())) &&
      (!main || only.length === 0 || only.some((one) => one.matcher(text).find()))
    )
  })
  return left.some(({ main }) => main) ? { ok: true, blocks: left } : { ok: false, reason: 'The rules of the source leave no text.' }
}

/** Patterns that can reach over the end of a line. */
const spans = /\\[nsDWS]|\[\^|\(\?[a-z]*s/
const mostMatches = 1_000

/** The blocks of the document that a pattern over several lines touches: each block is a line. */
function touched<B extends Pick<Block, 'text' | 'main'>>(blocks: readonly B[], ignore: readonly string[]): Set<B> {
  const lines = blocks.filter(({ main }) => main)
  const text = lines.map((line) => line.text).join('\n')
  const gone = new Set<B>()
  for (const pattern of ignore.filter((one) => spans.test(one))) {
    const matcher = compiled(pattern).matcher(text)
    for (let count = 0; count < mostMatches && matcher.find(); count++) {
      let from = 0
      for (const line of lines) {
        const to = from + line.text.length
        if (matcher.start() < to && matcher.end() > from) gone.add(line)
        from = to + 1
      }
    }
  }
  return gone
}

/** How many blocks stand before an end of a range; null where it matches nothing. */
function edgeAt(blocks: readonly Block[], edge: NonNullable<SourceRules['from']>, marked: string): number | null {
  const text = edge.before ?? edge.after ?? ''
  const at = isSelector(text)
    ? blocks.findIndex((block) => block.text.includes(marked))
    : blocks.findIndex((block) => compiled(text).matcher(block.text).find())
  if (at < 0) return null
  if (isSelector(text)) return blocks[at]?.text.replaceAll(marked, '').trim() === '' ? at + 1 : at
  return edge.before ? at : at + 1
}

/** Whether a source's view shows a difference: of additions what came or was edited, of removals what went or was edited. */
export const isShown = (rules: SourceRules | null, { before, after }: Pick<Difference, 'before' | 'after'>): boolean =>
  rules?.show === 'added' ? after.length > 0 : rules?.show === 'removed' ? before.length > 0 : true

/** The words that hold a change back while they stand in the document; null where none does. */
export function heldWhile(rules: SourceRules | null, reading: Reading): string | null {
  for (const pattern of patterns(rules?.holdWhile)) {
    const found = reading.statements.find(({ text }) => pattern.matcher(text).find())
    if (found) return found.text.slice(0, 200)
  }
  return null
}

const patterns = (list: readonly string[] | undefined): RE2JS[] => (list ?? []).map(compiled)
const compiled = (pattern: string): RE2JS => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
