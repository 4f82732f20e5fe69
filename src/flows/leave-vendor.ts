import { z } from 'zod'
import { dayText } from '../core/day'
import { deletionStep, type ExitStep, usualExitSteps } from '../core/exit'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { evidenceByIds } from '../store/evidence'
import { type Exit, exitById, writeExits } from '../store/exits'
import { deploymentById, systemById, vendorById } from '../store/register'
import { commit, type Persisted, persist, type Refusal } from '../store/writing'
import type { FieldFault } from './save-record'

const id = z.string().min(1).max(200)
export const newExit = z.strictObject({
  id: recordId.optional(),
  vendorId: id,
  deploymentId: id.nullish(),
  reason: z.string().trim().min(1).max(5_000),
  /** Without them the usual ones. The confirmation of deletion always comes last. */
  steps: z
    .array(z.strictObject({ text: z.string().trim().min(1).max(1_000), dueOn: dayText.nullish() }))
    .max(100)
    .nullish(),
})
export const proof = z.strictObject({ evidenceId: id.nullish() })
/** The day by which a step is to be done; null = no day. */
export const stepDay = z.strictObject({ dueOn: dayText.nullable() })
export const confirmation = z.strictObject({ confirmedOn: dayText.nullish(), evidenceId: id.nullish() })

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>
export type ExitRefusal = Refusal<'unknown' | 'wrong-state' | 'steps-open' | 'no-such-evidence' | 'bad-day'>
type Moved = Promise<Persisted<Exit, ExitRefusal>>

/** Begins to leave a vendor, or its system for one use: steps of one's own or the usual ones, watched until somebody confirms that our data is deleted. */
export async function beginExit(
  ports: Needs,
  actor: Actor,
  given: z.output<typeof newExit>,
): Promise<{ ok: true; row: Exit } | { ok: false; reason: 'id-taken' } | { ok: false; reason: 'invalid'; errors: FieldFault[] }> {
  const { db, newId, now } = ports
  const [vendor, deployment] = [
    await vendorById(db, given.vendorId),
    given.deploymentId ? await deploymentById(db, given.deploymentId) : null,
  ]
  const system = deployment ? await systemById(db, deployment.systemId) : null
  const errors = [
    ...(vendor ? [] : [{ path: 'vendorId', message: `no such vendor: ${given.vendorId}` }]),
    ...(given.deploymentId && system?.vendorId !== given.vendorId
      ? [{ path: 'deploymentId', message: `no deployment of a system of this vendor: ${given.deploymentId}` }]
      : []),
  ]
  if (errors.length) return { ok: false, reason: 'invalid', errors }
  const at = now()
  const blank = { dueOn: null, doneOn: null, evidenceId: null }
  const usual = usualExitSteps.filter((step) => step.id !== deletionStep)
  const last =
    usualExitSteps.find((step) => step.id === deletionStep)?.text ?? 'The vendor has confirmed in writing that our data is deleted.'
  const steps: ExitStep[] = given.steps?.length
    ? given.steps.map(({ text, dueOn }) => ({ ...blank, id: newId(), text, dueOn: dueOn ?? null }))
    : usual.map((step) => ({ ...blank, ...step }))
  const row: Exit = {
    id: given.id ?? newId(),
    vendorId: given.vendorId,
    deploymentId: given.deploymentId ?? null,
    reason: given.reason,
    steps: [...steps, { ...blank, id: deletionStep, text: last }],
    state: 'open',
    confirmedOn: null,
    version: 1,
    demo: vendor?.demo ?? false,
    createdAt: at,
    updatedAt: at,
  }
  return (await commit(ports, actor, writeExits(db, 'exit.begun', { added: [row] })))
    ? { ok: true, row }
    : { ok: false, reason: 'id-taken' }
}

/** Marks a step as done today, with its proof where there is one. The confirmation of deletion is not a step like others: see `confirmExit`. */
export const finishStep = (ports: Needs, actor: Actor, exitId: string, stepId: string, evidenceId: string | null): Moved =>
  move(ports, actor, exitId, 'exit.step-done', evidenceId, (before, today) => {
    const step = before.steps.find((one) => one.id === stepId)
    if (!step) return { ok: false, reason: 'unknown' }
    if (stepId === deletionStep) return { ok: false, reason: 'wrong-state', detail: 'Confirm the exit instead: it ends with the deletion.' }
    if (step.doneOn !== null) return { ok: false, reason: 'wrong-state', detail: `It was done on ${step.doneOn}.` }
    return { ...before, steps: done(before, stepId, { doneOn: today, evidenceId }) }
  })

/** Gives a step that is still to do another day, or none. */
export const dateStep = (ports: Needs, actor: Actor, exitId: string, stepId: string, dueOn: string | null): Moved =>
  move(ports, actor, exitId, 'exit.step-dated', null, (before) => {
    const step = before.steps.find((one) => one.id === stepId)
    if (!step) return { ok: false, reason: 'unknown' }
    if (step.doneOn !== null) return { ok: false, reason: 'wrong-state', detail: `It was done on ${step.doneOn}.` }
    return { ...before, steps: before.steps.map((one) => (one === step ? { ...one, dueOn } : one)) }
  })

/** Ends an exit: every other step is done, and the vendor has confirmed that our data is deleted. */
export const confirmExit = (
  ports: Needs,
  actor: Actor,
  exitId: string,
  { confirmedOn, evidenceId }: z.output<typeof confirmation>,
): Moved =>
  move(ports, actor, exitId, 'exit.confirmed', evidenceId ?? null, (before, today) => {
    const left = before.steps.filter((step) => step.doneOn === null && step.id !== deletionStep)
    if (left.length) return { ok: false, reason: 'steps-open', detail: `Still to do: ${left.map((step) => step.text).join(' ')}` }
    const day = confirmedOn ?? today
    if (day > today) return { ok: false, reason: 'bad-day', detail: 'lies in the future' }
    return {
      ...before,
      state: 'confirmed',
      confirmedOn: day,
      steps: done(before, deletionStep, { doneOn: day, evidenceId: evidenceId ?? null }),
    }
  })

/** We stay after all. */
export const cancelExit = (ports: Needs, actor: Actor, exitId: string, reason: string): Moved =>
  move(ports, actor, exitId, 'exit.cancelled', null, (before) => ({
    ...before,
    state: 'cancelled',
    reason: `${before.reason}\nCancelled: ${reason}`.slice(0, 10_000),
  }))

const done = ({ steps }: Exit, stepId: string, so: Pick<ExitStep, 'doneOn' | 'evidenceId'>) =>
  steps.map((step) => (step.id === stepId ? { ...step, ...so } : step))

function move(
  ports: Needs,
  actor: Actor,
  exitId: string,
  action: string,
  evidenceId: string | null,
  next: (before: Exit, today: string) => Exit | ExitRefusal,
): Moved {
  return persist<Exit, ExitRefusal>(ports, actor, async () => {
    const before = await exitById(ports.db, exitId)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state !== 'open') return { ok: false, reason: 'wrong-state', detail: `The exit is ${before.state}.` }
    if (evidenceId !== null) {
      const [proofed] = await evidenceByIds(ports.db, [evidenceId])
      if (proofed?.state !== 'current' || proofed.vendorId !== before.vendorId) return { ok: false, reason: 'no-such-evidence' }
    }
    const at = ports.now()
    const after = next(before, at.slice(0, 10))
    if ('ok' in after) return after
    const row: Exit = { ...after, version: before.version + 1, updatedAt: at }
    return { ok: true, writing: writeExits(ports.db, action, { changed: [row] }), result: row }
  })
}
