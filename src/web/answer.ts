import type { AppContext } from './environment'
import { Problem } from './problem'

/** A record with its version as ETag; 201 for a new one. */
export function record<T extends { version: number }>(c: AppContext, body: T, status: 200 | 201 = 200): Response {
  c.header('etag', `"${body.version}"`)
  return c.json(body, status)
}

/** What is never altered: its one version as ETag. */
export function lasting(c: AppContext, body: object): Response {
  c.header('etag', '"1"')
  return c.json(body)
}

/** The version that the caller read: 428 without If-Match, 412 when it is none of ours. */
export function ifMatch(c: AppContext): number {
  const header = c.req.header('if-match')
  if (header === undefined) throw new Problem(428, 'version-required', 'Send If-Match with the ETag that you read.')
  const version = Number(/^(?:W\/)?"(\d+)"$/.exec(header.trim())?.[1] ?? Number.NaN)
  if (Number.isNaN(version)) throw stale()
  return version
}

export const stale = () => new Problem(412, 'stale-version', 'The record has changed since you read it.')

/** As `ifMatch`, and 412 unless it is the version that stands. */
export function demandVersion(c: AppContext, current: number): number {
  const version = ifMatch(c)
  if (version !== current) throw stale()
  return version
}
