import { z } from '@hono/zod-openapi'
import { type FieldError, fieldErrors, invalid } from './problem'

/** A body of PUT or PATCH before it is held against its record. */
export const anyFields = z.record(z.string(), z.unknown())

const same = (a: unknown, b: unknown) => canonical(a ?? null) === canonical(b ?? null)
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/**
 * What a record becomes by a body: PATCH keeps what it does not name, PUT forgets it. What GET gives is taken back unchanged: fields outside
 * `writable` may stand there with the value they have. Altered ones, and names that the record does not know, are refused by name (400).
 */
export function edited<T extends z.ZodObject>(
  writable: T,
  current: Record<string, unknown>,
  body: Record<string, unknown>,
  how: 'put' | 'patch',
): z.output<T> {
  const errors: FieldError[] = []
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (Object.hasOwn(writable.shape, name)) given[name] = value
    else if (!Object.hasOwn(current, name)) errors.push({ path: name, message: 'unknown field' })
    else if (!same(value, current[name])) errors.push({ path: name, message: 'read-only' })
  }
  const kept = how === 'patch' ? Object.fromEntries(Object.entries(current).filter(([name]) => Object.hasOwn(writable.shape, name))) : {}
  const parsed = writable.safeParse({ ...kept, ...given })
  if (!parsed.success) errors.push(...fieldErrors(parsed.error))
  if (!parsed.success || errors.length) throw invalid(errors)
  return parsed.data
}
