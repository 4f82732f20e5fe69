import type { Statement } from './statement'

/**
 * A link that no statement carries: of a menu, a footer, a hidden part, a picture. `near` is the folded text of the block before it; label and `near` are
 * its place. `way` is what of its target names a page.
 */
export type Lead = { label: string; near: string; target: string; way: string }

/**
 * What a collector reads from one capture. Plain data, so that it can cross a thread and be kept in a cache; never stored.
 *
 * `periphery` is the folded text of what is not the document (furniture, hidden parts): it may explain a move, it makes no change.
 * `whole` is the folded text of everything, for containment.
 */
export type Reading = {
  collector: string
  collectorVersion: string
  /** Equal fingerprints mean equal statements and equal meaningful links, those around the document included. Hex. */
  fingerprint: string
  title: string | null
  /** The page's own address of itself (`rel=canonical`), canonical form; null when it states none. */
  canonical: string | null
  /** BCP 47 primary language, from the page's own tag or read from its text; null when too short to tell. */
  language: string | null
  statements: Statement[]
  whole: string
  periphery: string
  /** Dates that the document states of itself ("Last updated 3 May 2026"), as written and as a day. */
  stated: { text: string; day: string }[]
  /** True where order or keys identify statements (tables, feeds, JSON) rather than prose. */
  keyed: boolean
  /** The links around the document, in the order of the page. */
  leads: Lead[]
}
