import { z } from 'zod'
import { dayText } from '../core/day'
import { modelDateKinds } from '../core/model-dates'
import { foldModel } from '../core/model-name'
import { toldTypes } from '../core/models-in-use'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { evidenceByIds } from '../store/evidence'
import { type ModelDateRow, toldDateById, writeToldDates } from '../store/model-dates'
import { vendorById } from '../store/register'
import { type Persisted, persist, type Refusal } from '../store/writing'

const text = (max: number) => z.string().trim().min(1).max(max)

/** A date of a model that stands on no page we watch: what a person was told, by whom and where, and when it was looked at. */
export const toldModelDate = z.strictObject({
  id: recordId.optional(),
  /** As the systems that run on it name it. */
  model: text(200).refine((name) => /\p{L}/u.test(foldModel(name)), 'expected the identifier of a model'),
  kind: z.enum(modelDateKinds),
  day: dayText,
  replacement: text(200).nullish(),
  quote: text(5_000).nullish(),
  /** Whose word it is. */
  vendorId: text(200),
  source: z.strictObject({ type: z.enum(toldTypes), note: text(2_000).nullish(), evidenceId: text(200).nullish() }),
  /** Today, if it is not given. */
  checkedOn: dayText.nullish(),
})
export type ToldModelDate = z.output<typeof toldModelDate>

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>
export type ToldRefusal = Refusal<'unknown' | 'no-such-vendor' | 'no-such-proof' | 'checked-in-future' | 'already-withdrawn' | 'id-taken'>

/**
 * Keeps a date of a model that a person was told. It counts with what watched pages say, the latest word first, and what it moves stays to be seen. A day to
 * come on which it was looked at is refused.
 */
export function tellModelDate(ports: Needs, actor: Actor, given: ToldModelDate): Promise<Persisted<ModelDateRow, ToldRefusal>> {
  const { db, now, newId } = ports
  return persist<ModelDateRow, ToldRefusal>(ports, actor, async () => {
    const at = now()
    const today = at.slice(0, 10)
    const checkedOn = given.checkedOn ?? today
    if (checkedOn > today) return { ok: false, reason: 'checked-in-future' }
    const vendor = await vendorById(db, given.vendorId)
    if (!vendor) return { ok: false, reason: 'no-such-vendor' }
    const { type, note = null, evidenceId = null } = given.source
    if (evidenceId !== null) {
      const [document] = await evidenceByIds(db, [evidenceId])
      if (document?.state !== 'current' || document.vendorId !== vendor.id) return { ok: false, reason: 'no-such-proof' }
    }
    if (given.id !== undefined && (await toldDateById(db, given.id))) return { ok: false, reason: 'id-taken' }
    const row: ModelDateRow = {
      id: given.id ?? newId(),
      model: foldModel(given.model),
      kind: given.kind,
      day: given.day,
      replacement: given.replacement ?? null,
      quote: given.quote ?? null,
      sourceId: null,
      findingId: null,
      origin: 'person',
      // by the day it was told, so that a page which moved since has the last word; of the same day what is entered later counts
      toldAt: checkedOn === today ? at : `${checkedOn}T23:59:59.999Z`,
      vendorId: vendor.id,
      told: { type, note: note ?? null, evidenceId: evidenceId ?? null, checkedOn },
      recordedAt: at,
      withdrawnAt: null,
      withdrawnReason: null,
      version: 1,
      demo: vendor.demo,
    }
    return { ok: true, writing: writeToldDates(db, 'model-date.told', { added: [row] }), result: row }
  })
}

/** Takes back a date that a person was told: it no longer counts, and stays on record with the reason. */
export function withdrawModelDate(ports: Needs, actor: Actor, id: string, reason: string): Promise<Persisted<ModelDateRow, ToldRefusal>> {
  return persist<ModelDateRow, ToldRefusal>(ports, actor, async () => {
    const before = await toldDateById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.withdrawnAt !== null) return { ok: false, reason: 'already-withdrawn', detail: 'It was withdrawn before.' }
    const row: ModelDateRow = { ...before, withdrawnAt: ports.now(), withdrawnReason: reason, version: (before.version ?? 0) + 1 }
    return { ok: true, writing: writeToldDates(ports.db, 'model-date.withdrawn', { changed: [row] }), result: row }
  })
}
