import type { Capture } from './capture'
import type { Collector } from './collector'
import type { SourceView } from './source'

/** The collector that reads this capture: the one the source names, else the one that fits best by media type and content. */
export function route(collectors: readonly Collector[], capture: Capture, source: SourceView): Collector | null {
  if (source.collector) return collectors.find((collector) => collector.id === source.collector) ?? null
  let best: Collector | null = null
  let most = 0
  for (const collector of collectors) {
    const fit = collector.fits(capture, source)
    if (fit > most) [best, most] = [collector, fit]
  }
  return best
}
