import { deploymentOwn, factsFrom, systemOwn, vendorOwn } from '../core/register-record'
import type { Deployment, System, Vendor } from '../store/register'

/** What was given for a record, parsed by its schema before (`vendorFields` and so on). */
type Given = Record<string, unknown>
/** What a new row begins with. */
export type Begun = { id: string; at: string; demo?: boolean }

/** The row of a record with what was given, new or in place of `before` (its version raised). */
export function vendorRowFrom(
  given: Given,
  { id, at, demo = false }: Begun,
  before: Vendor | null,
  catalogueId: string | null = null,
): Vendor {
  const own = vendorOwn.parse(given)
  return {
    ...common(own, { id, at, demo }, before),
    facts: factsFrom('vendor', given),
    domains: own.domains ?? [],
    aliases: own.aliases ?? [],
    catalogueId: before?.catalogueId ?? catalogueId,
    // files do not know them, so that an import leaves them as they are
    announcedBeforeDays: own.announcedBeforeDays === undefined ? (before?.announcedBeforeDays ?? null) : own.announcedBeforeDays,
    announcedAfterDays: own.announcedAfterDays === undefined ? (before?.announcedAfterDays ?? null) : own.announcedAfterDays,
  }
}

export function systemRowFrom(given: Given, { id, at, demo = false }: Begun, before: System | null): System {
  const own = systemOwn.parse(given)
  return {
    ...common(own, { id, at, demo }, before),
    facts: factsFrom('system', given),
    vendorId: own.vendorId,
    state: own.state ?? before?.state ?? 'registered',
    proposedByFindingId: before?.proposedByFindingId ?? null,
    feature: own.feature ?? null,
  }
}

export function deploymentRowFrom(given: Given, { id, at, demo = false }: Begun, before: Deployment | null): Deployment {
  const own = deploymentOwn.parse(given)
  return {
    ...common(own, { id, at, demo }, before),
    facts: factsFrom('dep', given),
    systemId: own.systemId,
    ownerId: own.ownerId ?? null,
  }
}

type Common = {
  name: string
  unitId?: string | null
  factSources?: Record<string, { source?: string | null; checkedOn?: string | null }> | null
}

const common = (
  given: Common,
  { id, at, demo }: Required<Begun>,
  before: { id: string; version: number; demo: boolean; createdAt: string } | null,
) => ({
  id: before?.id ?? id,
  unitId: given.unitId ?? null,
  name: given.name,
  factSources: given.factSources ?? {},
  version: (before?.version ?? 0) + 1,
  demo: before?.demo ?? demo,
  createdAt: before?.createdAt ?? at,
  updatedAt: at,
})

/** The systems that a system says it is built on, each once. */
export const parentsOf = ({ facts }: Pick<System, 'facts'>): string[] => {
  const { parentSystemIds } = facts
  return Array.isArray(parentSystemIds) ? [...new Set(parentSystemIds.filter((id) => typeof id === 'string'))] : []
}
