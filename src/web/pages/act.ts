import type { Actor } from '../../store/audit'
import { callerOf } from '../authorise'
import type { AppContext } from '../environment'
import { notFound, Problem } from '../problem'

export const actorOf = (c: AppContext): Actor => ({ personId: callerOf(c).personId })

type Refused = { ok: false; reason: string; detail?: string }

/** The result of a flow, or its refusal as a page: what is not there is 404, everything else 409 with its reason. */
export function resultOf<T>(outcome: { ok: true; result: T } | Refused): T {
  if (outcome.ok) return outcome.result
  if (outcome.reason === 'unknown') throw notFound()
  throw new Problem(409, outcome.reason, outcome.detail ?? 'Somebody else may have done this meanwhile. Read the page again.')
}
