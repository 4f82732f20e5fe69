import { type LabelInputs, labelOn } from '../core/label'
import { citation, type Obligation, pack, packVersion } from '../core/pack'
import { sourceTypes } from '../core/source'
import type { Case, CaseDeployment } from '../store/cases'
import type { Finding } from '../store/findings'
import type { Deployment, System, Vendor } from '../store/register'
import type { Review } from '../store/reviews'
import type { Source } from '../store/sources'
import { deploymentRowFrom, systemRowFrom, vendorRowFrom } from './register-row'
import { sourceRowFrom } from './source-row'

export type SeedCounts = { vendors: number; systems: number; deployments: number; sources: number; findings: number; reviews: number }

const words = [
  'Northgate',
  'Harbour',
  'Quill',
  'Lark',
  'Beacon',
  'Tern',
  'Alder',
  'Fathom',
  'Juniper',
  'Kestrel',
  'Larch',
  'Merle',
  'Osprey',
  'Plover',
  'Rowan',
  'Saffron',
] as const
const purposes = [
  'sorting of post',
  'drafting of adverts',
  'minutes of meetings',
  'answers to customers',
  'screening of applicants',
  'forecasts of stock',
] as const

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}
/** Ids of what is seeded. */
export const id = (kind: string, index: number) => `seed-${kind}-${String(index + 1).padStart(6, '0')}`
/** A number that looks random and is the same for the same index. */
const mixed = (index: number) => (Math.imul(index + 1, 2654435761) >>> 0) % 10_007

export const vendor = (i: number, now: string): Vendor =>
  vendorRowFrom(
    {
      name: `${at(words, i)} ${i + 1}`,
      domains: [`v${i + 1}.example`],
      isProcessor: mixed(i) % 3 > 0,
      tier: at(['critical', 'important', 'standard'], mixed(i)),
      changeNoticeDays: mixed(i) % 2 ? 30 : null,
    },
    { id: id('vendor', i), at: now },
    null,
  )

/** One in three rests on another of a lower number, so there are no circles. */
export const system = (i: number, { vendors }: SeedCounts, now: string): System =>
  systemRowFrom(
    {
      name: `${at(words, mixed(i))} ${i % 3 ? 'assistant' : 'model'} ${i + 1}`,
      vendorId: id('vendor', i % Math.max(vendors, 1)),
      kind: i % 3 ? 'saas_embedded_feature' : 'model_api',
      parentSystemIds: i % 3 && i > 2 ? [id('system', (mixed(i) % Math.ceil(i / 3)) * 3)] : [],
      versionBinding: at(['pinned_snapshot', 'floating_alias', 'vendor_managed'], mixed(i)),
      gpaiBased: true,
    },
    { id: id('system', i), at: now },
    null,
  )

export const deployment = (i: number, { systems }: SeedCounts, now: string): Deployment =>
  deploymentRowFrom(
    {
      name: `${at(purposes, mixed(i))} ${i + 1}`,
      systemId: id('system', i % Math.max(systems, 1)),
      status: at(['planned', 'pilot', 'live'], mixed(i)),
      ourRole: ['deployer'],
      annexIiiPoint: mixed(i) % 9 ? 'none' : '4a',
      personalData: mixed(i) % 4 ? 'identifiable' : null,
    },
    { id: id('deployment', i), at: now },
    null,
  )

export const source = (i: number, { vendors }: SeedCounts, now: string): Source =>
  sourceRowFrom(
    {
      url: `https://v${(i % Math.max(vendors, 1)) + 1}.example/${at(sourceTypes, Math.floor(i / Math.max(vendors, 1)))}/${i + 1}`,
      type: at(sourceTypes, i),
      enabled: true,
    },
    id('vendor', i % Math.max(vendors, 1)),
    { id: id('source', i), at: now },
    null,
  )

const severityOf = (i: number) => at(['critical', 'high', 'medium', 'medium', 'low'] as const, mixed(i))
const earlier = (now: string, i: number) => new Date(Date.parse(now) - (mixed(i) % 8_760) * 3_600_000).toISOString()

export function finding(i: number, { vendors, systems, sources }: SeedCounts, now: string): Finding {
  const kinds = [...pack().triggers.keys()]
  return {
    id: id('finding', i),
    changeId: null,
    vendorId: id('vendor', i % Math.max(vendors, 1)),
    systemIds: systems ? [id('system', mixed(i) % systems)] : [],
    sourceId: sources ? id('source', mixed(i) % sources) : null,
    kinds: [at(kinds, mixed(i))],
    severity: severityOf(i),
    announcement: at(['announced', 'silent', 'unknown'], mixed(i)),
    announcedBy: null,
    announcementWhy: null,
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    notifiedOn: null,
    sets: null,
    quotes: [{ side: 'added', text: `Clause ${i + 1}: ${mixed(i)} days from the first of the month.`, sourceId: null }],
    headline: i % 4 ? `changes its terms: ${mixed(i) % 90} days became ${mixed(i + 1) % 90} days` : null,
    state: 'confirmed',
    origin: 'found',
    reported: null,
    reason: null,
    detectedAt: earlier(now, i),
    confirmedAt: earlier(now, i),
    caseId: id('case', i),
    version: 1,
    demo: false,
    updatedAt: now,
  }
}

export function caseOf(i: number, { vendors }: SeedCounts, perFinding: number, now: string): Case {
  const closed = mixed(i) % 3 === 0
  return {
    id: id('case', i),
    findingIds: [id('finding', i)],
    vendorId: id('vendor', i % Math.max(vendors, 1)),
    severity: severityOf(i),
    state: closed ? 'closed' : i % 2 ? 'triaged' : 'open',
    stateBefore: null,
    assigneeId: null,
    objectBy: null,
    openedAt: earlier(now, i),
    answer: closed ? 'not-material' : i % 2 ? 'material' : null,
    reason: closed ? 'Seeded as closed.' : i % 2 ? 'Seeded as material.' : null,
    triagedBy: null,
    triagedAt: closed || i % 2 ? earlier(now, i) : null,
    approvedBy: null,
    approvedAt: null,
    snoozedUntil: null,
    snoozeReason: null,
    closedAt: closed ? now : null,
    joinedInto: null,
    reviewCount: perFinding,
    deploymentCount: perFinding,
    offeredEdits: [],
    notes: [],
    packVersion: packVersion.asOf,
    packHash: packVersion.hash,
    version: 1,
    demo: false,
    updatedAt: now,
  }
}

/** A pair of deployment and obligation occurs once, however many there are. */
export function review(i: number, { deployments, findings }: SeedCounts, obligations: readonly Obligation[], now: string): Review {
  const obligation = at(obligations, Math.floor(i / deployments))
  const of = i % findings
  const closed = mixed(of) % 3 === 0
  const kind = at([...pack().triggers.keys()], mixed(of))
  const label: LabelInputs = { force: obligation.force, from: null, disputedFrom: null, legacy: false, publicAuthority: false }
  const day = (offset: number) => new Date(Date.parse(now) + offset * 86_400_000).toISOString().slice(0, 10)
  return {
    id: id('review', i),
    deploymentId: id('deployment', i % deployments),
    unitId: null,
    obligationId: obligation.id,
    framework: obligation.framework,
    citation: citation(obligation),
    action: at(['recheck', 'redo', 'update', 'decide'], mixed(i)),
    severity: severityOf(of),
    state: closed ? 'closed' : i % 5 ? 'open' : 'in-progress',
    outcome: closed ? 'not-material' : null,
    outcomeReason: closed ? 'Seeded as closed.' : null,
    evidenceIds: [],
    dueOn: day((mixed(i) % 90) - 20),
    lateFromStart: false,
    provisional: mixed(i) % 7 === 0,
    stale: null,
    labelAtDetection: labelOn(day(0), label),
    labelInputs: label,
    ownerId: null,
    ownerByHand: false,
    role: 'system-owner',
    openedAt: earlier(now, of),
    startedAt: null,
    closedAt: closed ? now : null,
    closedBy: null,
    approvedBy: null,
    approvedAt: null,
    returnReason: null,
    packVersion: packVersion.asOf,
    packHash: packVersion.hash,
    version: 1,
    demo: false,
    updatedAt: now,
    reasons: [
      {
        caseId: id('case', of),
        findingId: id('finding', of),
        kind,
        text: `Review due because of a change of ${at(words, of)}.`,
        explanationId: null,
        at: earlier(now, of),
      },
    ],
    toDoIds: [],
  }
}

export function placesOf(opened: readonly Review[]): CaseDeployment[] {
  const places = new Map<string, CaseDeployment>()
  for (const one of opened)
    for (const { caseId } of one.reasons)
      places.set(`${caseId} ${one.deploymentId}`, { caseId, deploymentId: one.deploymentId, severity: one.severity, dueOn: one.dueOn })
  return [...places.values()]
}
