import type { Statement } from './statement'

/**
 * What a collector reads from one capture. Plain data, so that it can cross a thread and be kept in a cache; never stored.
 *
 * `periphery` is the folded text of what is not the document (furniture, hidden parts): it may explain a move, it makes no change.
 * `whole` is the folded text of everything, for containment.
 */
export type Reading = {
  collector: string
  collectorVersion: string
  /** Equal fingerprints mean equal statements and equal meaningful links. Hex. */
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
}
