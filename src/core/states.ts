import { type Evaluation, evaluate, type Truth } from './conditions'
import type { Expression } from './pack'
import type { PackRecord } from './register'

/** The register as it is and as it will be once the change is applied. A link is judged on each as a whole; the two are never mixed. */
export type States = {
  before: Evaluation
  after: Evaluation
  /** True in either state, else unknown in either, else false (`semantics-states`). */
  either: (expression: Expression) => Truth
  /** The empty fields that leave the expression open in either state, each once. */
  missing: (expression: Expression) => string[]
}

/** Both states of a register record; `overlay` is what the change sets, by the pack's names. */
export function statesOf(record: PackRecord, overlay: PackRecord): States {
  const before = evaluate(record)
  const changes = Object.keys(overlay).length > 0
  const after = changes ? evaluate({ ...record, ...overlay }) : before
  return {
    before,
    after,
    either: (expression) => {
      const [was, will] = [before.test(expression), after.test(expression)]
      return was === true || will === true ? true : was === null || will === null ? null : false
    },
    missing: (expression) => [...new Set([...before.missing(expression), ...(changes ? after.missing(expression) : [])])],
  }
}
