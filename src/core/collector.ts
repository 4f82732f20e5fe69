import type { Capture } from './capture'
import type { Reading } from './reading'
import type { SourceView } from './source'

/** Reads one layout of source. Both functions are pure; `extract` never throws on any bytes, it answers with a fault. */
export type Collector = {
  id: string
  /** Bumped whenever the same bytes may yield other statements: old captures are then read again before comparing. */
  version: string
  /** Whether this collector can read the capture, 0 (no) to 1 (sure); `core/route.ts` takes the highest. */
  fits: (capture: Capture, source: SourceView) => number
  /** A promise only where the format's reader needs one (PDF). */
  extract: (capture: Capture, source: SourceView) => Extracted | Promise<Extracted>
}

export type Extracted =
  | { ok: true; reading: Reading }
  | { ok: false; cause: 'unreadable' | 'wrong-type' | 'too-slow' | 'collector-broken'; reason: string }
