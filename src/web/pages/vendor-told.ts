import { z } from 'zod'
import type { TimelineAct, TimelineEntry } from '../../store/vendor-timeline'
import { plural, sentence } from '../ui/days'
import { outcomeWords } from '../ui/signs'
import { changeDeed, kindsTitle, sourceTypeName } from './change-words'

/** One line of the timeline in words, for the page and for CSV alike. */
export type Told = { icon: string; tone: string; title: string; href: string | null; detail: string }
export type Naming = { vendorName: string; people: Map<string, string> }

const stored = z.looseObject({
  name: z.string().nullish(),
  reference: z.string().nullish(),
  url: z.string().nullish(),
  ownerId: z.string().nullish(),
  enabled: z.boolean().nullish(),
  withdrawnReason: z.string().nullish(),
  type: z.string().nullish(),
  facts: z.record(z.string(), z.unknown()).nullish(),
})
type Stored = z.infer<typeof stored>

function readState(text: string | null): Stored | null {
  if (text === null) return null
  const parsed = stored.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

const quiet = new Set(['version', 'updatedAt', 'createdAt', 'facts', 'factSources', 'demo', 'id'])
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** The fields that an edit changed, in words. */
export function changedFields(before: Stored | null, after: Stored | null): string[] {
  if (!before || !after) return []
  const differing = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
      (name) => JSON.stringify(a[name] ?? null) !== JSON.stringify(b[name] ?? null),
    )
  return [...differing(before, after).filter((name) => !quiet.has(name)), ...differing(before.facts ?? {}, after.facts ?? {})].map(inWords)
}

export function toldOf(entry: TimelineEntry, naming: Naming): Told {
  const person = (id: string | null | undefined) => (id ? (naming.people.get(id) ?? 'somebody who is gone') : null)
  if (entry.kind === 'changes') {
    const { finding } = entry
    const kinds = finding.headline === null ? '' : `${kindsTitle(finding.kinds, entry.sourceType)}.`
    return {
      icon: finding.severity,
      tone: finding.severity,
      title: changeDeed(finding, entry.sourceType),
      href: `/findings/${finding.id}`,
      detail: [kinds, entry.sourceType ? `${sourceTypeName(entry.sourceType)}.` : '', outcomeOf(entry.case, person)]
        .filter(Boolean)
        .join(' '),
    }
  }
  if (entry.kind === 'notice') return promiseTold(entry)
  if (entry.kind === 'reviews') {
    const outcomes = entry.outcomes.map((one) => outcomeNames[one] ?? one)
    return {
      icon: 'closed',
      tone: 'good',
      title: `${plural(entry.count, 'review')} closed: ${entry.deploymentName ?? 'a use that is not registered'}`,
      href: entry.deploymentName ? `/deployments/${entry.deploymentId}` : null,
      detail: `${sentence(outcomes.join(', '))}.${person(entry.closedBy) ? ` ${person(entry.closedBy)}.` : ''}`,
    }
  }
  return actTold(entry.act, person)
}

const outcomeNames: Record<string, string> = outcomeWords
type Person = (id: string | null | undefined) => string | null

function outcomeOf(of: Extract<TimelineEntry, { kind: 'changes' }>['case'], person: Person): string {
  if (!of) return 'No case.'
  const by = [of.triagedBy ? `by ${person(of.triagedBy)}` : '', of.approvedBy ? `agreed by ${person(of.approvedBy)}` : '']
    .filter(Boolean)
    .join(', ')
  if (of.state === 'open') return 'Waits for triage.'
  if (of.state === 'awaiting-second-signature') return `Not material ${by}, waits for a second signature.`
  if (of.state === 'snoozed') return 'Put off.'
  if (of.answer === 'not-material') return `Not material, ${by}.`
  return of.state === 'closed' ? `All reviews closed. Material, ${by}.` : `Material, ${by}. Reviews are open.`
}

const promiseOutcomes = {
  kept: 'The document followed.',
  unkept: 'The document has not followed in time.',
  told: 'Said in another notice.',
  unwatched: 'Could not be followed: the document is not watched.',
  withdrawn: 'The notice itself was not confirmed.',
} as const

function promiseTold({ promise, settled }: Extract<TimelineEntry, { kind: 'notice' }>): Told {
  const what = sourceTypeName(promise.documentType)
  const on = promise.statedOn ? ` for ${promise.statedOn}` : ''
  const outcome = promise.outcome ? promiseOutcomes[promise.outcome] : `Followed up on ${promise.dueAt.slice(0, 10)}.`
  return {
    icon: 'told',
    tone: settled && promise.outcome === 'unkept' ? 'high' : '',
    title: settled ? `Promise about ${what}: ${promise.outcome ?? 'open'}` : `Notice: ${what} will change${on}`,
    href: promise.findingId ? `/findings/${promise.findingId}` : `/changes/${promise.changeId}`,
    detail: settled ? outcome : `“${promise.quote.slice(0, 200)}” ${outcome}`,
  }
}

const entityWords: Record<string, string> = {
  vendor: 'Vendor',
  system: 'System',
  source: 'Source',
  evidence: 'Evidence',
  contract: 'Contract',
}
const actIcons: Record<string, string> = { evidence: 'doc', contract: 'pen', deployment: 'person', source: 'check' }

function actTold(act: TimelineAct, person: Person): Told {
  const [before, after] = [readState(act.before), readState(act.after)]
  const now = after ?? before
  const by = act.actorId ? `${person(act.actorId)}.` : 'By a rule of ours.'
  const base = { icon: actIcons[act.entity] ?? 'pen', tone: '' }
  if (act.entity === 'deployment') {
    const [from, to] = [person(before?.ownerId), person(after?.ownerId)]
    return {
      ...base,
      title: from ? `Owner changed: ${now?.name ?? 'a use'}` : `Owner named: ${now?.name ?? 'a use'}`,
      href: after ? `/deployments/${act.entityId}` : null,
      detail: `${from ? `From ${from} to ${to ?? 'nobody'}` : `${to ?? 'Nobody'}`}. ${by}`,
    }
  }
  const name = now?.name ?? now?.reference ?? now?.url?.replace(/^https?:\/\//, '') ?? ''
  const verb = (act.action.split('.')[1] ?? '').replaceAll('-', ' ')
  const fields = changedFields(before, after)
  return {
    ...base,
    title: `${entityWords[act.entity] ?? sentence(act.entity)} ${verb}${name ? `: ${name}` : ''}`,
    href: after ? placeOf(act) : null,
    detail: [
      fields.length ? `${sentence(fields.slice(0, 6).join(', '))}${fields.length > 6 ? ` and ${fields.length - 6} more` : ''}.` : '',
      act.action === 'evidence.withdrawn' && after?.withdrawnReason ? `${after.withdrawnReason}.` : '',
      by,
    ]
      .filter(Boolean)
      .join(' '),
  }
}

const places: Record<string, (id: string) => string> = {
  vendor: (id) => `/vendors/${id}`,
  system: (id) => `/systems/${id}`,
  source: (id) => `/sources/${id}`,
  evidence: (id) => `/evidence/${id}`,
  contract: (id) => `/contracts/${id}/edit`,
}
const placeOf = ({ entity, entityId }: TimelineAct) => places[entity]?.(entityId) ?? null
