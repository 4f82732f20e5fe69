import { type Day, isDay } from './day'
import { obligationOf } from './pack'
import { camelCase, fieldByPackName } from './profile'
import type { PackRecord } from './register'

/** The two review kinds whose date has another name; the rest is hyphen to underscore (`semantics-staleness`). */
const renamed: Record<string, string> = { 'dpia-review': 'dpia', 'fria-update': 'fria' }

let keys: ReadonlySet<string> | null = null

/** The key of `dep.dates` (the pack's name) that a review of this obligation sets and is stale by; null when it has none. */
export function dateKeyOf(obligationId: string): string | null {
  const shape = fieldByPackName('dep.dates')?.shape
  keys ??= new Set(shape?.type === 'dates' ? shape.keys.map((key) => key.pack) : [])
  const reviewKind = obligationOf(obligationId).review_kind
  const key = renamed[reviewKind] ?? reviewKind.replaceAll('-', '_')
  return keys.has(key) ? key : null
}

/** The same key as the API spells it (`riskAssessment`): the date that closing a review of this obligation sets. */
export function reviewDateField(obligationId: string): string | null {
  const key = dateKeyOf(obligationId)
  return key === null ? null : camelCase(key)
}

/** Whether the review stored under this key of `dep.dates` is older than the change; null when no date is stored or kept. */
export function isStale(key: string | null, record: PackRecord, changedOn: Day): boolean | null {
  const dates = record['dep.dates']
  if (key === null || typeof dates !== 'object' || dates === null) return null
  const reviewed = Object.entries(dates).find(([name]) => name === key)?.[1]
  return isDay(reviewed) ? reviewed < changedOn : null
}
