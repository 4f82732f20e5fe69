import { z } from 'zod'
import { dayText } from '../core/day'
import { headlineOf } from '../core/headline'
import { toldTypes } from '../core/models-in-use'
import { pack } from '../core/pack'
import { packSets } from '../core/register'
import type { Actor } from '../store/audit'
import { evidenceById } from '../store/evidence'
import { systemRow, vendorRow } from '../store/reach'
import { type Persisted, persist, type Refusal } from '../store/writing'
import { type FindingPorts, type NewFinding, type Recorded, recordFinding } from './record-finding'

const text = (max: number) => z.string().trim().min(1).max(max)

export const kindIds = z
  .array(z.string().refine((id) => pack().triggers.has(id), { error: (issue) => `the pack knows no kind ${JSON.stringify(issue.input)}` }))
  .max(60)
  .transform((kinds) => [...new Set(kinds)])

/** A change that stands on no page, as a person reports it. */
export const findingReport = z
  .strictObject({
    id: text(200).optional(),
    vendorId: text(200).nullish(),
    systemId: text(200).nullish(),
    kinds: kindIds.refine((kinds) => kinds.length > 0, 'at least one kind'),
    detected: dayText,
    effective: dayText.nullish(),
    silent: z.boolean().nullish(),
    objectionDeadline: dayText.nullish(),
    notified: dayText.nullish(),
    sets: packSets.nullish(),
    quote: text(20_000),
    source: z.strictObject({
      type: z.enum(toldTypes),
      note: text(2_000).nullish(),
      evidenceId: text(200).nullish(),
    }),
  })
  .refine((report) => !!report.vendorId || !!report.systemId, { error: 'expected vendorId or systemId', path: ['vendorId'] })
export type FindingReport = z.infer<typeof findingReport>

export type ReportRefusal = Refusal<'no-such-vendor' | 'no-such-system' | 'other-vendor' | 'no-such-evidence' | 'id-taken'>

/**
 * Records what a person was told by mail, letter, console or monitoring: confirmed at once, with its case, and marked as reported. `silent` null or
 * missing leaves the announcement unknown.
 */
export function reportFinding(ports: FindingPorts, actor: Actor, report: FindingReport): Promise<Persisted<Recorded, ReportRefusal>> {
  const { db, now } = ports
  return persist<Recorded, ReportRefusal>(ports, actor, async () => {
    const system = report.systemId ? await systemRow(db, report.systemId) : null
    if (report.systemId && !system) return { ok: false, reason: 'no-such-system' }
    if (system && report.vendorId && system.vendorId !== report.vendorId) return { ok: false, reason: 'other-vendor' }
    const vendorId = system?.vendorId ?? report.vendorId ?? ''
    if (!(await vendorRow(db, vendorId))) return { ok: false, reason: 'no-such-vendor' }
    const { evidenceId } = report.source
    if (evidenceId && !(await evidenceById(db, evidenceId))) return { ok: false, reason: 'no-such-evidence' }
    const recorded = await recordFinding(
      ports,
      findingOf(report, { vendorId, systemIds: system ? [system.id] : [], at: now() }),
      'confirmed',
    )
    return { ok: true, writing: recorded.writing, result: recorded }
  })
}

const announcementOf = (silent: boolean | null | undefined) => (silent === true ? 'silent' : silent === false ? 'announced' : 'unknown')

/** Seen today it has this instant, otherwise the start of its day: lists are sorted by it. */
const instantOf = (day: string, at: string) => (at.startsWith(day) ? at : `${day}T00:00:00.000Z`)

function findingOf(report: FindingReport, { vendorId, systemIds, at }: { vendorId: string; systemIds: string[]; at: string }): NewFinding {
  const told = [{ before: [], after: [{ text: report.quote }], section: null }]
  return {
    ...(report.id ? { id: report.id } : {}),
    changeId: null,
    vendorId,
    systemIds,
    sourceId: null,
    kinds: report.kinds,
    announcement: announcementOf(report.silent),
    announcedBy: null,
    announcementWhy: 'As reported.',
    announcementOpenUntil: null,
    effectiveOn: report.effective ?? null,
    effectiveWords: null,
    objectBy: report.objectionDeadline ?? null,
    notifiedOn: report.notified ?? null,
    sets: report.sets ?? null,
    quotes: [{ side: 'stated', text: report.quote, sourceId: null }],
    headline: headlineOf({ kinds: report.kinds.map((kind) => ({ kind, passages: told })), all: told, source: null, language: null }),
    origin: 'reported',
    reported: report.source,
    detectedAt: instantOf(report.detected, at),
  }
}
