import type { z } from 'zod'
import type { SourceType } from '../core/source'
import { defaultInterval, type sourceFields } from '../core/source-check'
import type { Source } from '../store/sources'

export type SourceGiven = Omit<z.output<typeof sourceFields>, 'vendorId'>

/**
 * The row of a source with what was given, new or in place of `before` (its version raised). Without an interval it gets its type's; one that was
 * left at its type's follows a new type.
 */
export function sourceRowFrom(
  given: SourceGiven,
  vendorId: string,
  { id, at, demo = false }: { id: string; at: string; demo?: boolean },
  before: Source | null,
): Source {
  const type: SourceType = given.type ?? 'other'
  const enabled = given.enabled ?? true
  return {
    id: before?.id ?? id,
    vendorId,
    systemIds: [...new Set(given.systemIds ?? [])],
    url: given.url,
    origin: new URL(given.url).origin,
    type,
    collector: given.collector ?? null,
    rules: given.rules ?? null,
    intervalMinutes: intervalFor(given, type, before),
    enabled,
    disabledReason: enabled ? null : (given.disabledReason ?? null),
    robotsOverride: given.robotsOverride ?? null,
    version: (before?.version ?? 0) + 1,
    demo: before?.demo ?? demo,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}

function intervalFor(given: SourceGiven, type: SourceType, before: Source | null): number {
  const minutes = given.intervalMinutes ?? defaultInterval(type, given.url)
  const untouched =
    before !== null && minutes === before.intervalMinutes && before.intervalMinutes === defaultInterval(before.type, before.url)
  return untouched ? defaultInterval(type, given.url) : minutes
}
