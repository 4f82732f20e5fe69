import { addDays, type Day, earliest, isDay, latest, nextWorkingDay } from './day'
import type { Trigger } from './pack'
import type { PackRecord } from './register'
import type { VendorChange } from './vendor-change'

export type Due = { due: Day | null; late: boolean }

type DueInput = {
  trigger: Pick<Trigger, 'id' | 'due_anchor'>
  /** N: calendar days, already capped. */
  days: number
  change: VendorChange
  /** The record as it will be. */
  record: PackRecord
  /** Planned and suspended: the anchor gives no date, a stored deadline still does. */
  live: boolean
}

/**
 * When a kind's tasks are due for one deployment (`semantics-due`): the anchor's date, never later than a stored objection or notice deadline; a
 * date before the detection date becomes the next working day and is late. Null where nothing gives a date.
 */
export function dueOf(input: DueInput): Due {
  const { change } = input
  const deadlines = [objectionDeadline(input), dayOf(change.notice_deadline)]
  const wanted = input.live ? anchored(input) : fromDeadlines(input)
  const date = earliest([wanted, ...(wanted === null ? [] : deadlines)])
  if (date === null || date >= change.detected) return { due: date, late: false }
  const stillOpen = deadlines.filter((deadline) => deadline !== null && deadline >= change.detected)
  return { due: earliest([nextWorkingDay(change.detected), ...stillOpen]), late: true }
}

function anchored(input: DueInput): Day | null {
  const { trigger, days, change, record } = input
  const { detected } = change
  const normal = addDays(detected, days)
  const effective = dayOf(change.effective)
  const notBeforeTomorrow = (day: Day) => latest(day < normal ? day : normal, addDays(detected, 1))
  switch (trigger.due_anchor) {
    case 'detected':
      return normal
    case 'effective_date':
      return effective === null ? normal : latest(normal, effective)
    case 'effective_date_minus_2':
      return effective === null || effective < detected ? normal : notBeforeTomorrow(addDays(effective, -2))
    case 'effective_date_minus_7':
      return effective === null || effective < detected ? normal : notBeforeTomorrow(addDays(effective, -7))
    case 'objection_deadline_minus_2': {
      const deadline = objectionDeadline(input)
      return deadline === null ? normal : addDays(deadline, -2)
    }
    case 'detected_or_90_days_before_effective': {
      const retirement = effective ?? dayOf(record['system.retirement_date'])
      return retirement === null ? normal : notBeforeTomorrow(addDays(retirement, -90))
    }
    case 'third_failed_poll': {
      const failed = dayOf(change.third_failed_poll)
      return failed === null ? normal : addDays(failed, days)
    }
    case 'none':
      return null
  }
}

function fromDeadlines(input: DueInput): Day | null {
  const objection = objectionDeadline(input)
  const toObject = objection !== null && input.trigger.due_anchor === 'objection_deadline_minus_2' ? addDays(objection, -2) : objection
  return earliest([toObject, dayOf(input.change.notice_deadline)])
}

/**
 * The last day to object: as the change states it; else, for a new sub-processor, the contract's days counted from the day we were told. Art 28(2)
 * GDPR gives the right but no period, so the number is always the contract's.
 */
function objectionDeadline({ trigger, change, record }: DueInput): Day | null {
  const stated = dayOf(change.objection_deadline)
  const period = record['vendor.subprocessor_objection_days']
  if (stated !== null || trigger.id !== 'subprocessor-added' || typeof period !== 'number') return stated
  return addDays(dayOf(change.notified) ?? change.detected, period)
}

const dayOf = (value: unknown): Day | null => (isDay(value) ? value : null)
