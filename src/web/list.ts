import { z } from '@hono/zod-openapi'
import type { Page, PageRequest } from '../store/page'
import { seesToday } from '../store/visibility'
import type { AppContext } from './environment'
import { invalid, notFound } from './problem'

const maxLimit = 500

/** Filters by name, each with the values asked for (`filter[state]=open,late` → `['open', 'late']`). */
export type Filters<Name extends string> = Partial<Record<Name, string[]>>
export type ListRequest<Name extends string> = PageRequest & { filters: Filters<Name>; asOf: string | null }

/** What a noun lets one sort by (the first is the default, `-` before it for newest first) and filter by. */
export type ListOptions<Name extends string> = {
  sort: readonly string[]
  filter: readonly Name[]
  /** What a filter may ask for, where any other value would be answered wrongly. */
  among?: Partial<Record<Name, readonly string[]>>
  /** Further parameters that a list takes under names of their own. */
  besides?: readonly string[]
}

/** For `among`: what is so or is not. */
export const trueOrFalse = ['true', 'false'] as const

/** An instant with a zone, kept as UTC. */
export const instant = z.iso.datetime({ offset: true, error: 'expected an instant such as 2026-11-21T09:00:00Z' })

/** `?limit=50&cursor=…&sort=-detectedAt&filter[state]=open&asOf=…`, every fault by name. An instant to come is refused. */
export function listRequest<Name extends string>(
  c: AppContext,
  { sort, filter, among = {}, besides = [] }: ListOptions<Name>,
  now: string,
): ListRequest<Name> {
  const query = new URL(c.req.url).searchParams
  const errors = [...query.keys()].flatMap((name) =>
    ['limit', 'cursor', 'sort', 'asOf', 'include', ...besides].includes(name) || filter.some((one) => name === `filter[${one}]`)
      ? []
      : [{ path: name, message: 'unknown parameter' }],
  )
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
    errors.push({ path: 'limit', message: `expected a whole number from 1 to ${maxLimit}` })
  const wanted = query.get('sort') ?? sort[0] ?? 'id'
  const name = wanted.replace(/^-/, '')
  if (!sort.some((one) => one.replace(/^-/, '') === name))
    errors.push({ path: 'sort', message: `expected one of ${sort.map((one) => one.replace(/^-/, '')).join(', ')}` })
  const filters: Filters<Name> = {}
  for (const one of filter) {
    const values = query
      .get(`filter[${one}]`)
      ?.split(',')
      .map((part) => part.trim())
    if (values) filters[one] = values
    const known: readonly string[] | undefined = among[one]
    if (known && values?.some((value) => !known.includes(value)))
      errors.push({ path: `filter[${one}]`, message: `expected any of ${known.join(', ')}` })
  }
  if (errors.length) throw invalid(errors)
  return { limit, cursor: query.get('cursor'), sort: { name, descending: wanted.startsWith('-') }, filters, asOf: asOfOf(c, now) }
}

/** `?asOf=ISO` in UTC, null without. A date in the future is refused: that state is not known. */
export function asOfOf(c: AppContext, now: string): string | null {
  const text = c.req.query('asOf')
  if (text === undefined) return null
  if (!instant.safeParse(text).success) throw invalid([{ path: 'asOf', message: 'expected an instant such as 2026-11-21T09:00:00Z' }])
  const at = new Date(Date.parse(text)).toISOString()
  if (!seesToday({ limits: c.get('caller')?.limits ?? null }, at.slice(0, 10)))
    throw invalid([{ path: 'asOf', message: 'lies outside the days that you may look at' }])
  if (at > now) throw invalid([{ path: 'asOf', message: 'lies in the future' }], 'A state of the future is not known.')
  return at
}

/** As `asOfOf`, of what is never altered: 404 when it came about after that instant. */
export function demandThere(c: AppContext, now: string, at: string): void {
  const then = asOfOf(c, now)
  if (then !== null && at > then) throw notFound()
}

/** The page as it is sent, or 400 when the cursor is none of ours. */
export function pageOrProblem<T>(page: Page<T> | { problem: 'bad-cursor' }): Page<T> {
  if ('problem' in page) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
  return page
}

/** The query of a list for OpenAPI. */
export const listQuery = <Name extends string>({ sort, filter }: ListOptions<Name>) =>
  z.object({
    limit: z.coerce.number().int().min(1).max(maxLimit).default(50).optional(),
    cursor: z.string().optional(),
    sort: z.enum(sort.flatMap((one) => [one.replace(/^-/, ''), `-${one.replace(/^-/, '')}`])).optional(),
    asOf: instant.optional(),
    ...Object.fromEntries(filter.map((name) => [`filter[${name}]`, z.string().optional()])),
  })

export const pageSchema = (item: z.ZodType) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().nullable() })
