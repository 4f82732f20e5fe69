import { fieldsReadBy } from './conditions'
import { type Action, citation, type Expression, type Obligation, obligationOf, pack, type Trigger } from './pack'
import { dateKeyOf } from './staleness'
import type { States } from './states'

export type Reason = { kind: string; text: string }

/** One kind pointing at one obligation. `test` is the place of its expression among those of the change; `reads` is for explaining. */
export type Link = { trigger: Trigger; action: Action; reason: Reason; conditions: string[]; reads: string[]; test: number }

/** An obligation with the links of all kinds of a change that reach it, in the order of the pack. */
export type Linked = { obligation: Obligation; citation: string; dateKey: string | null; links: Link[] }

/**
 * The duties that the kinds of a change point at, worked out once a change: as the pack links them, and with one scope check in place of all
 * ISO 42001 links for systems outside the scope. Sorted by obligation. `tests` holds each distinct set of conditions once.
 */
export type ChangeLinks = { inside: Linked[]; outside: Linked[]; tests: Expression[] }

/** The check that stands for all ISO 42001 links of a system outside the scope of the management system. */
const scopeCheck = 'iso42001-4-3'
const scopedFramework = 'iso42001'

/** The duties that these kinds point at, as the pack links them; a kind without days makes none. */
export function linksOf(triggers: readonly Trigger[]): ChangeLinks {
  const tests = new Map<string, { expression: Expression; at: number }>()
  const place = (expression: Expression) => {
    const name = JSON.stringify(expression)
    const known = tests.get(name) ?? { expression, at: tests.size }
    tests.set(name, known)
    return known.at
  }
  const [inside, outside] = [new Map<string, Linked>(), new Map<string, Linked>()]
  // without days a kind makes no link and no task
  for (const trigger of triggers.filter((each) => each.due_days !== null)) {
    for (const { id, action, why, effective_conditions: conditions } of trigger.obligations) {
      const link = {
        trigger,
        action,
        reason: { kind: trigger.id, text: why },
        conditions,
        reads: fieldsReadByAll(conditions),
        test: place(allOf(conditions)),
      }
      add(inside, id, link)
      if (!isScoped(id)) add(outside, id, link)
    }
    const check = scopeCheckFor(trigger)
    if (check) add(outside, scopeCheck, { trigger, action: 'recheck', ...check, test: place(check.expression) })
  }
  return { inside: sorted(inside), outside: sorted(outside), tests: [...tests.values()].map(({ expression }) => expression) }
}

/** Known to be outside the scope in both states; an empty scope list decides nothing (`semantics-scope`). */
export function isOutsideScope(states: States): boolean {
  const { inScope } = scopeParts()
  return states.before.test(inScope) === false && states.after.test(inScope) === false
}

/** Due if we run the standard and one of the replaced links would hold but for the scope. */
function scopeCheckFor(trigger: Trigger) {
  const replaced = trigger.obligations.filter((link) => isScoped(link.id))
  if (!replaced.length) return null
  const others = replaced.map((link) => allOf(link.effective_conditions.filter((condition) => condition !== scopedFramework)))
  return {
    reason: {
      kind: trigger.id,
      text: 'The system is outside the scope of the AI management system; check whether it now belongs inside.',
    },
    conditions: [],
    reads: fieldsReadBy(scopedFramework),
    expression: { all: [scopeParts().adopting, { any: others }] },
  }
}

let parts: { adopting: Expression; inScope: Expression } | null = null

/** The pack's condition for ISO 42001 taken apart: we run the standard, and the system is in scope. */
function scopeParts() {
  if (parts) return parts
  const expr = pack().conditions[scopedFramework]?.expr
  if (!expr || !('all' in expr)) throw new Error('the pack does not say when ISO 42001 applies as a list of conditions')
  const isScope = (part: Expression) => 'contains_field' in part
  parts = { adopting: { all: expr.all.filter((part) => !isScope(part)) }, inScope: { all: expr.all.filter(isScope) } }
  return parts
}

const isScoped = (obligationId: string) => obligationOf(obligationId).framework === scopedFramework

const fieldsReadByAll = (conditions: string[]) => [...new Set(conditions.flatMap(fieldsReadBy))]

const allOf = (conditions: string[]): Expression => ({ all: conditions.map((cond) => ({ cond })) })

function add(linked: Map<string, Linked>, id: string, link: Link) {
  const known = linked.get(id)
  const obligation = obligationOf(id)
  if (known) known.links.push(link)
  else linked.set(id, { obligation, citation: citation(obligation), dateKey: dateKeyOf(id), links: [link] })
}

const sorted = (linked: Map<string, Linked>) =>
  [...linked.values()].sort((one, other) => (one.obligation.id < other.obligation.id ? -1 : 1))
