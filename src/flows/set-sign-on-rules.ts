import { type SignOnRules, signOnRules } from '../core/sign-on-rules'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { signOnRulesKey, signOnRulesStand, writeSignOnRules } from '../store/sign-ons'
import { unitById } from '../store/units'
import { commit, type Refusal } from '../store/writing'

/** Sets which claim gives which role at a first single sign-on, where nobody has since `before`. Refused where a unit is not there. */
export async function setSignOnRules(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  given: Omit<SignOnRules, 'version'>,
  before: SignOnRules,
): Promise<{ ok: true; result: SignOnRules } | Refusal<'no-such-unit' | 'changed'>> {
  const { db, now } = ports
  for (const id of new Set(given.rules.flatMap(({ unitIds }) => unitIds ?? [])))
    if (!(await unitById(db, id))) return { ok: false, reason: 'no-such-unit', detail: id }
  const after = signOnRules.parse({ ...given, version: before.version + 1 })
  const done = await commit(ports, actor, {
    acts: [{ action: 'sign-on-rules.set', entity: 'sign-on-rules', entityId: signOnRulesKey, after }],
    write: (applies) => [writeSignOnRules(db, after, now(), applies)],
    guard: signOnRulesStand(before),
  })
  return done ? { ok: true, result: after } : { ok: false, reason: 'changed' }
}
