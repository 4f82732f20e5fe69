import { z } from '@hono/zod-openapi'
import { severities } from '../../core/kind'
import { isVisible } from '../../store/visibility'
import type { Caller } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { asOfOf } from '../list'
import { notFound } from '../problem'

export const idParam = z.object({ id: z.string() })
export const asOfQuery = z.object({ asOf: z.string().optional() })
export const severity = z.enum(severities)
export const nothing = z.strictObject({})
export const reasonBody = z.strictObject({ reason: z.string().trim().min(1).max(5_000) })
export const personBody = z.strictObject({ personId: z.string().min(1).max(200) })
export const texts = z.array(z.string())

/** 404 unless the record is there and the caller may see it. */
export async function demandVisible({ ports }: AppDeps, caller: Caller, noun: string, id: string): Promise<void> {
  if (!(await isVisible(ports.db, caller, noun, id))) throw notFound()
}

/** Today, or the day of `?asOf=`. */
export const dayOf = (c: AppContext, now: string): string => (asOfOf(c, now) ?? now).slice(0, 10)
