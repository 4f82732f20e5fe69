import { fieldsReadBy, type Truth } from './conditions'
import { type Day, earliest, isDay } from './day'
import { type Due, dueOf } from './due'
import type { Severity } from './kind'
import { type LabelInputs, labelInputsOf, labelOn, legacyDuty, legalGrounds } from './label'
import { type Candidate, isOutsideScope, type KindLinks, linksOf } from './links'
import { type Action, actions, citation, obligationOf, type Trigger, triggerOf } from './pack'
import type { PackRecord } from './register'
import { daysGiven, raisingReasons, severest, severityOf, silentKind, statusOf } from './severity'
import { isStale } from './staleness'
import { type States, statesOf } from './states'
import { kindsOf, type VendorChange } from './vendor-change'

export type Reason = { kind: string; text: string }

/** How one kind came to point at one obligation: the values of the conditions, the facts they were read from, and the days given. */
export type Because = Reason & {
  state: 'as it is' | 'as it will be'
  conditions: Record<string, boolean | 'unknown'>
  facts: Record<string, unknown>
  days: { anchor: string; count: number; due: Day | null }
}

/** One obligation to look at again for one deployment. */
export type PlannedReview = {
  obligation: string
  citation: string
  title: string
  reviewKind: string
  action: Action
  severity: Severity
  label: string
  labelInputs: LabelInputs
  due: Day | null
  late: boolean
  provisional: boolean
  /** Whether the stored review of this kind is older than the change; null where none is stored. */
  stale: boolean | null
  reasons: Reason[]
  /** The register fields that leave it provisional, by the pack's names. */
  missing: string[]
  because: Because[]
}

export type DeploymentPlan = {
  severity: Severity
  due: Day | null
  active: string[]
  provisional: string[]
  reviews: PlannedReview[]
  /** Register fields to complete, by the pack's names. */
  complete: string[]
  notes: string[]
}

/** A change made ready for many deployments: its kinds with their links, and what it sets. */
export type PreparedChange = {
  change: VendorChange
  silent: boolean
  kinds: { trigger: Trigger; links: KindLinks }[]
  overlay: PackRecord
}

export function prepareChange(change: VendorChange): PreparedChange {
  const kinds = kindsOf(change).map((id) => ({ trigger: triggerOf(id), links: linksOf(triggerOf(id)) }))
  const overlay = Object.assign({}, ...kinds.map(({ trigger }) => trigger.after_state), change.sets)
  return { change, silent: change.silent === true || kinds.some(({ trigger }) => trigger.id === silentKind), kinds, overlay }
}

/** The reviews that a change makes due for one deployment, with reasons. Pure; sorted by obligation. */
export function planDeployment(record: PackRecord, prepared: PreparedChange): DeploymentPlan {
  const { change, silent, kinds, overlay } = prepared
  const states = statesOf(record, overlay)
  const status = statusOf(states.after.record)
  if (status === 'retired') return { ...nothing, notes: ['Retired: use has ended, so nothing is due here.'] }
  const live = status !== 'planned' && status !== 'suspended'
  const outside = isOutsideScope(states)
  const found = new Map<string, Found[]>()
  const severities: Severity[] = []
  for (const { trigger, links } of kinds) {
    const severity = severityOf(trigger, { states, silent, status })
    severities.push(severity)
    const days = daysGiven(trigger, severity)
    if (days === null) continue
    const due = dueOf({ trigger, days, change, record: states.after.record, live })
    for (const candidate of outside ? links.outside : links.inside) {
      const truth = states.either(candidate.expression)
      if (truth !== false) add(found, { candidate, trigger, truth, days, due })
    }
  }
  return merged({ states, prepared, found, status, severity: severest(severities) })
}

type Found = { candidate: Candidate; trigger: Trigger; truth: Truth; days: number; due: Due }

const nothing: DeploymentPlan = { severity: 'info', due: null, active: [], provisional: [], reviews: [], complete: [], notes: [] }

type Merging = { states: States; prepared: PreparedChange; found: Map<string, Found[]>; status: string | null; severity: Severity }

/** One review an obligation from all the links that reach it, active and provisional (`semantics-merge`). */
function merged({ states, prepared, found, status, severity }: Merging): DeploymentPlan {
  const { change } = prepared
  const grounds = legalGrounds(states)
  const changedOn = isDay(change.effective) ? change.effective : change.detected
  const plan: DeploymentPlan = { ...nothing, severity, active: [], provisional: [], reviews: [], notes: notesOn(states, prepared, status) }
  const complete = new Set<string>()
  for (const [id, links] of [...found].sort(byName)) {
    const obligation = obligationOf(id)
    const provisional = links.every(({ truth }) => truth === null)
    const missing = provisional ? [...new Set(links.flatMap(({ candidate }) => states.missing(candidate.expression)))].sort() : []
    for (const field of missing) complete.add(field)
    ;(provisional ? plan.provisional : plan.active).push(id)
    if (id === legacyDuty && changedOn < grounds.chapterThreeDate) {
      plan.notes.push(
        `${citation(obligation)}: the change takes effect before ${grounds.chapterThreeDate}, so it is only a note. Record the design as it now is and the day of first marketing.`,
      )
      continue
    }
    const due = earliest(links.map((link) => link.due.due))
    const inputs = labelInputsOf(obligation, grounds)
    plan.reviews.push({
      obligation: id,
      citation: citation(obligation),
      title: obligation.title,
      reviewKind: obligation.review_kind,
      action: strongest(links),
      severity,
      label: labelOn(change.detected, inputs),
      labelInputs: inputs,
      due,
      late: links.some((link) => link.due.late && link.due.due === due),
      provisional,
      stale: isStale(id, states.after.record, changedOn),
      reasons: links.map(({ trigger, candidate }) => ({ kind: trigger.id, text: candidate.why })),
      missing,
      because: links.map((link) => explained(link, states)),
    })
  }
  return { ...plan, due: earliest(plan.reviews.map((review) => review.due)), complete: [...complete].sort() }
}

function add(found: Map<string, Found[]>, link: Found) {
  const id = link.candidate.obligation
  const links = found.get(id)
  if (links) links.push(link)
  else found.set(id, [link])
}

const strongest = (links: Found[]): Action =>
  actions.find((action) => links.some(({ candidate }) => candidate.action === action)) ?? 'update'

function explained({ candidate, trigger, truth, days, due }: Found, { before, after }: States): Because {
  const shown = before.test(candidate.expression) === truth ? before : after
  const value = (condition: string) => shown.test({ cond: condition }) ?? 'unknown'
  const fields = [...new Set(candidate.conditions.flatMap(fieldsReadBy))]
  return {
    kind: trigger.id,
    text: candidate.why,
    state: shown === before ? 'as it is' : 'as it will be',
    conditions: Object.fromEntries(candidate.conditions.map((condition) => [condition, value(condition)])),
    facts: Object.fromEntries(fields.map((field) => [field, shown.record[field] ?? 'unknown'])),
    days: { anchor: trigger.due_anchor, count: days, due: due.due },
  }
}

function notesOn(states: States, { silent, kinds }: PreparedChange, status: string | null): string[] {
  const raised = kinds.some(({ trigger }) => trigger.default_severity !== 'info') ? raisingReasons(states, silent) : []
  return [
    ...(raised.length ? [`Severity raised by one step for ${raised.join(', ')}.`] : []),
    ...(status === 'planned' ? ['Planned: severity is one step lower, and going live waits until these reviews are closed.'] : []),
    ...(status === 'suspended' ? ['Suspended: these reviews are closed before use resumes.'] : []),
  ]
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
