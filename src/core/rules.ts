import { load } from 'cheerio/slim'
import type { Node } from './boxes'
import type { SourceRules } from './source'

export type Narrowed = { ok: true; nodes: Node[]; chosen: boolean } | { ok: false; reason: string }

/** A source's rules of place on a parsed page, in the order remove, range, select. `chosen`: a person named the part to read. */
export function narrowed(document: { children: Node[] }, rules: SourceRules | null): Narrowed {
  return { ok: true, nodes: document.children, chosen: false }
}
void load
