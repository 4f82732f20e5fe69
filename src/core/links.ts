import { type Action, type Expression, obligationOf, pack, type Trigger } from './pack'
import type { States } from './states'

/** A duty that a kind points at, with all that must be true for it. `conditions` are its names in the pack, for explaining. */
export type Candidate = { obligation: string; action: Action; why: string; conditions: string[]; expression: Expression }

/** A kind's duties, worked out once a change: as the pack links them, and with one scope check in place of all ISO 42001 links. */
export type KindLinks = { inside: Candidate[]; outside: Candidate[] }

/** The check that stands for all ISO 42001 links of a system outside the scope of the management system. */
export const scopeCheck = 'iso42001-4-3'
const scopedFramework = 'iso42001'

export function linksOf(trigger: Trigger): KindLinks {
  // without days a kind makes no link and no task
  if (trigger.due_days === null) return { inside: [], outside: [] }
  const inside = trigger.obligations.map(({ id, action, why, effective_conditions: conditions }) => ({
    obligation: id,
    action,
    why,
    conditions,
    expression: allOf(conditions),
  }))
  const isScoped = (candidate: Candidate) => obligationOf(candidate.obligation).framework === scopedFramework
  const replaced = inside.filter(isScoped)
  const others = inside.filter((candidate) => !isScoped(candidate))
  return { inside, outside: replaced.length ? [...others, scopeCheckFor(replaced)] : others }
}

/** Known to be outside the scope in both states; an empty scope list decides nothing (`semantics-scope`). */
export function isOutsideScope(states: States): boolean {
  const { inScope } = scopeParts()
  return states.before.test(inScope) === false && states.after.test(inScope) === false
}

function scopeCheckFor(replaced: Candidate[]): Candidate {
  const { adopting } = scopeParts()
  const otherConditions = replaced.map(({ conditions }) => allOf(conditions.filter((condition) => condition !== scopedFramework)))
  return {
    obligation: scopeCheck,
    action: 'recheck',
    why: 'The system is outside the scope of the AI management system; check whether it now belongs inside.',
    conditions: [],
    expression: { all: [adopting, { any: otherConditions }] },
  }
}

/** The pack's condition for ISO 42001 taken apart: we run the standard, and the system is in scope. */
function scopeParts(): { adopting: Expression; inScope: Expression } {
  const expr = pack().conditions[scopedFramework]?.expr
  if (!expr || !('all' in expr)) throw new Error('the pack does not say when ISO 42001 applies as a list of conditions')
  const isScope = (part: Expression) => 'contains_field' in part
  return { adopting: { all: expr.all.filter((part) => !isScope(part)) }, inScope: { all: expr.all.filter(isScope) } }
}

const allOf = (conditions: string[]): Expression => ({ all: conditions.map((cond) => ({ cond })) })
