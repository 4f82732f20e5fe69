import type { Truth } from './conditions'
import { type Day, earliest, isDay } from './day'
import { type Due, dueOf } from './due'
import type { Severity } from './kind'
import { type LabelInputs, type LegalGrounds, labelInputsOf, labelOn, legacyDuty, legalGrounds } from './label'
import { type ChangeLinks, isOutsideScope, type Link, type Linked, linksOf, type Reason } from './links'
import { type Action, actions, type Trigger, triggerOf } from './pack'
import type { PackRecord } from './register'
import { daysGiven, raisingReasons, severest, severityOf, silentKind, statusOf } from './severity'
import { isStale } from './staleness'
import { type States, statesOf } from './states'
import { kindsOf, type VendorChange } from './vendor-change'

/** How one kind came to point at one obligation: the values of the conditions, the facts they were read from, and the days given. */
export type Because = {
  kind: string
  state: 'as it is' | 'as it will be'
  conditions: Record<string, boolean | 'unknown'>
  facts: Record<string, unknown>
  days: { anchor: string; count: number | null; due: Day | null }
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
  /** How it came about; worked out when asked, for a plan over thousands of deployments need not. */
  because: () => Because[]
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
  triggers: Trigger[]
  links: ChangeLinks
  overlay: PackRecord
  labels: Map<string, Labelled>
}
type Labelled = { label: string; labelInputs: LabelInputs }

/** Works out once what is the same for all deployments that a change reaches: its kinds, links and the register as it will be. */
export function prepareChange(change: VendorChange): PreparedChange {
  const triggers = kindsOf(change).map(triggerOf)
  return {
    change,
    silent: change.silent === true || triggers.some((trigger) => trigger.id === silentKind),
    triggers,
    links: linksOf(triggers),
    overlay: Object.assign({}, ...triggers.map((trigger) => trigger.after_state), change.sets),
    labels: new Map(),
  }
}

/** The reviews that a change makes due for one deployment, with reasons. Pure; sorted by obligation. */
export function planDeployment(record: PackRecord, prepared: PreparedChange): DeploymentPlan {
  const { change, silent, triggers, links } = prepared
  const states = statesOf(record, prepared.overlay)
  const status = statusOf(states.after.record)
  const notes = notesOn(states, prepared, status)
  if (status === 'retired') return { severity: 'info', due: null, active: [], provisional: [], reviews: [], complete: [], notes }
  const live = status !== 'planned' && status !== 'suspended'
  const timings = new Map<Trigger, Timing>()
  for (const trigger of triggers) {
    const severity = severityOf(trigger, { states, silent, status })
    const days = daysGiven(trigger, severity)
    const due = days === null ? { due: null, late: false } : dueOf({ trigger, days, change, record: states.after.record, live })
    timings.set(trigger, { severity, days, ...due })
  }
  const severity = severest([...timings.values()].map((timing) => timing.severity))
  const truths = links.tests.map((expression) => states.either(expression))
  const plan: DeploymentPlan = { severity, due: null, active: [], provisional: [], reviews: [], complete: [], notes }
  const grounds = legalGrounds(states)
  const missing = missingBy(links, states)
  const because = explainedBy(links, states, timings)
  for (const linked of isOutsideScope(states) ? links.outside : links.inside)
    addLinked(plan, linked, { prepared, states, timings, truths, missing, grounds, because })
  plan.due = earliest(plan.reviews.map((review) => review.due))
  plan.complete = [...new Set(plan.complete)].sort()
  return plan
}

type Timing = Due & { severity: Severity; days: number | null }
type Deciding = {
  prepared: PreparedChange
  states: States
  timings: Map<Trigger, Timing>
  truths: Truth[]
  missing: (test: number) => string[]
  grounds: LegalGrounds
  because: (link: Link) => Because
}

/** One review an obligation from all the links that reach it, active and provisional (`semantics-merge`). */
function addLinked(
  plan: DeploymentPlan,
  { obligation, citation, dateKey, links }: Linked,
  { prepared, states, timings, truths, missing, grounds, because }: Deciding,
) {
  const reaching = links.filter((link) => truths[link.test] !== false)
  if (!reaching.length) return
  const provisional = reaching.every((link) => truths[link.test] === null)
  const fields = provisional ? missingFor(reaching, missing) : []
  plan.complete.push(...fields)
  ;(provisional ? plan.provisional : plan.active).push(obligation.id)
  const { change } = prepared
  const changedOn = isDay(change.effective) ? change.effective : change.detected
  if (obligation.id === legacyDuty && changedOn < grounds.chapterThreeDate) {
    plan.notes.push(
      `${citation}: the change takes effect before ${grounds.chapterThreeDate}, so it is only a note. Record the design as it now is and the day of first marketing.`,
    )
    return
  }
  const dates = reaching.flatMap((link) => timings.get(link.trigger) ?? [])
  const due = earliest(dates.map((date) => date.due))
  plan.reviews.push({
    obligation: obligation.id,
    citation,
    title: obligation.title,
    reviewKind: obligation.review_kind,
    action: actions.find((action) => reaching.some((link) => link.action === action)) ?? 'update',
    severity: plan.severity,
    ...labelled(obligation, grounds, prepared),
    due,
    late: dates.some((date) => date.late && date.due === due),
    provisional,
    stale: isStale(dateKey, states.after.record, changedOn),
    reasons: reaching.map((link) => link.reason),
    missing: fields,
    because: () => reaching.map(because),
  })
}

/** Many deployments share the same grounds, and with them the label. */
function labelled(obligation: Linked['obligation'], grounds: LegalGrounds, { change, labels }: PreparedChange): Labelled {
  const name = `${obligation.id} ${grounds.name}`
  const known = labels.get(name)
  if (known) return known
  const labelInputs = labelInputsOf(obligation, grounds)
  const made = { label: labelOn(change.detected, labelInputs), labelInputs }
  labels.set(name, made)
  return made
}

/** The fields that leave a test open, worked out once a deployment: many obligations rest on the same test. */
function missingBy({ tests }: ChangeLinks, states: States) {
  const known = new Map<number, string[]>()
  return (test: number): string[] => {
    const fields = known.get(test) ?? states.missing(tests[test] ?? { all: [] }).sort()
    known.set(test, fields)
    return fields
  }
}

function missingFor([first, ...others]: Link[], missing: (test: number) => string[]): string[] {
  const fields = first ? missing(first.test) : []
  return others.length ? [...new Set([...fields, ...others.flatMap((link) => missing(link.test))])].sort() : fields
}

/** Links of one kind on the same test came about in the same way, whatever obligation they point at: one answer a deployment. */
function explainedBy(links: ChangeLinks, states: States, timings: Map<Trigger, Timing>) {
  const known = new Map<Trigger, Map<number, Because>>()
  return (link: Link): Because => {
    const byTest = known.get(link.trigger) ?? new Map<number, Because>()
    const because = byTest.get(link.test) ?? explained(link, links, states, timings.get(link.trigger))
    known.set(link.trigger, byTest.set(link.test, because))
    return because
  }
}

function explained(link: Link, { tests }: ChangeLinks, { before, after, either }: States, timing: Timing | undefined): Because {
  const expression = tests[link.test] ?? { all: [] }
  const shown = before.test(expression) === either(expression) ? before : after
  return {
    kind: link.trigger.id,
    state: shown === before ? 'as it is' : 'as it will be',
    conditions: Object.fromEntries(link.conditions.map((condition) => [condition, shown.test({ cond: condition }) ?? 'unknown'])),
    facts: Object.fromEntries(link.reads.map((field) => [field, shown.record[field] ?? 'unknown'])),
    days: { anchor: link.trigger.due_anchor, count: timing?.days ?? null, due: timing?.due ?? null },
  }
}

function notesOn(states: States, { silent, triggers }: PreparedChange, status: string | null): string[] {
  if (status === 'retired') return ['Retired: use has ended, so nothing is due here.']
  const raisable = triggers.filter((trigger) => trigger.default_severity !== 'info')
  const raised = raisable.length ? raisingReasons(states, silent && raisable.some((trigger) => trigger.id !== silentKind)) : []
  return [
    ...(raised.length ? [`Raises severity: ${raised.join(', ')}.`] : []),
    ...(status === 'planned' ? ['Planned: severity is one step lower, and going live waits until these reviews are closed.'] : []),
    ...(status === 'suspended' ? ['Suspended: these reviews are closed before use resumes.'] : []),
  ]
}
