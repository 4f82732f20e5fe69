import type { Capture } from './capture'
import type { Collector, Extracted } from './collector'
import { route } from './route'
import type { SourceView } from './source'

/** Reads a capture with the collector that fits it. The same capture object is read once: a second question gets the first answer. */
export async function extractWith(collectors: readonly Collector[], capture: Capture, source: SourceView): Promise<Extracted> {
  const collector = route(collectors, capture, source)
  if (!collector) return { ok: false, cause: 'wrong-type', reason: 'No collector reads this kind of document.' }
  return collector.extract(capture, source)
}

/**
 * The fingerprint of what a capture says: equal fingerprints mean equal statements and equal canonical links, since it is taken from the very
 * reading that would be compared. Null where the capture cannot be read. Cheap because text blocks seen before are not folded again.
 */
export const fingerprintWith =
  (collectors: readonly Collector[]) =>
  async (capture: Capture, source: SourceView): Promise<string | null> => {
    const extracted = await extractWith(collectors, capture, source)
    return extracted.ok ? extracted.reading.fingerprint : null
  }

/** Which collector would read a capture, with its version (`html-document@5`): what a snapshot records; null where none reads it. */
export const versionWith =
  (collectors: readonly Collector[]) =>
  (source: SourceView, capture: Capture): string | null => {
    const collector = route(collectors, capture, source)
    return collector ? `${collector.id}@${collector.version}` : null
  }
