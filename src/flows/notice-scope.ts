import { type Severity, severities } from '../core/kind'
import type { Ports } from '../ports'
import { type Case, casesById } from '../store/cases'
import { type Finding, findingsById } from '../store/findings'
import type { NoticeRow } from '../store/notices'
import { unitsBelow } from '../store/units'
import { isVisible, type Scope } from '../store/visibility'
import { noticeEvent } from './notice-events'

type Needs = Pick<Ports, 'db'>
const isText = (value: unknown): value is string => typeof value === 'string'

/** What causes are about, read once for many of them. */
export async function subjectsOf({ db }: Needs, causes: readonly NoticeRow[]) {
  const ids = (name: 'caseId' | 'findingId') => [...new Set(causes.flatMap((cause) => cause[name] ?? []))]
  const cases = new Map((await casesById(db, ids('caseId'))).map((one): [string, Case] => [one.id, one]))
  const findings = new Map((await findingsById(db, ids('findingId'))).map((one): [string, Finding] => [one.id, one]))
  return {
    caseOf: ({ caseId }: NoticeRow) => cases.get(caseId ?? '') ?? null,
    findingOf: ({ findingId }: NoticeRow) => findings.get(findingId ?? '') ?? null,
    severityOf: (cause: NoticeRow): Severity =>
      cause.severity ??
      cases.get(cause.caseId ?? '')?.severity ??
      findings.get(cause.findingId ?? '')?.severity ??
      severities.find((one) => one === cause.payload.severity) ??
      noticeEvent(cause.event).severity,
  }
}

/** What of a cause says who may see it. */
export type Concern = Pick<NoticeRow, 'unitId' | 'caseId' | 'findingId' | 'sourceId' | 'payload'>

/** The record by which units decide who may see a cause; null = everybody may. */
function recordOf({ caseId, findingId, sourceId, payload }: Concern) {
  if (caseId) return { noun: 'cases', id: caseId }
  if (findingId) return { noun: 'findings', id: findingId }
  const [first] = Array.isArray(payload.sourceIds) ? payload.sourceIds : [sourceId]
  if (isText(first)) return { noun: 'sources', id: first }
  if (isText(payload.deploymentId)) return { noun: 'deployments', id: payload.deploymentId }
  if (isText(payload.vendorId)) return { noun: 'vendors', id: payload.vendorId }
  return null
}

/** Who sees what, each question asked of the database once: the same few sets of units come again and again. */
export function seeing({ db }: Needs) {
  const scopes = new Map<string, Promise<Scope>>()
  const answers = new Map<string, Promise<boolean>>()
  const scopeOf = (unitIds: readonly string[] | null): Promise<Scope> => {
    const key = JSON.stringify(unitIds)
    const known = scopes.get(key)
    if (known) return known
    const made = unitIds === null ? Promise.resolve({ unitIds: null }) : unitsBelow(db, [...unitIds]).then((below) => ({ unitIds: below }))
    scopes.set(key, made)
    return made
  }
  const sees = async (unitIds: readonly string[] | null, cause: Concern): Promise<boolean> => {
    if (unitIds === null) return true
    const scope = await scopeOf(unitIds)
    if (cause.unitId) return scope.unitIds?.includes(cause.unitId) ?? true
    const record = recordOf(cause)
    if (!record) return true
    const key = `${record.noun} ${record.id} ${JSON.stringify(unitIds)}`
    const known = answers.get(key)
    if (known) return known
    const asked = isVisible(db, scope, record.noun, record.id).then((seen) => seen !== false)
    answers.set(key, asked)
    return asked
  }
  return { scopeOf, sees }
}
