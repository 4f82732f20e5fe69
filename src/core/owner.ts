/** Who holds which role of the pack in a unit, and the unit above it. */
export type UnitRoles = { parentId: string | null; roleHolders: Record<string, string> }

/**
 * Whose review it is: who holds the role in the deployment's unit or the nearest unit above it, else the deployment's owner, else null (the
 * administrators' queue). Somebody who is not `active` holds nothing.
 */
export function ownerOf(
  role: string,
  deployment: { unitId: string | null; ownerId: string | null },
  units: ReadonlyMap<string, UnitRoles>,
  active: ReadonlySet<string>,
): string | null {
  const seen = new Set<string>()
  for (let id = deployment.unitId; id !== null && !seen.has(id); id = units.get(id)?.parentId ?? null) {
    seen.add(id)
    const holder = units.get(id)?.roleHolders[role]
    if (holder && active.has(holder)) return holder
  }
  return deployment.ownerId && active.has(deployment.ownerId) ? deployment.ownerId : null
}
