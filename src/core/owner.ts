/** Who holds which role of the pack in a unit, and the unit above it. */
export type UnitRoles = { parentId: string | null; roleHolders: Record<string, string> }

/**
 * Whose review it is: who holds the role in the deployment's unit or the nearest unit above it, else the deployment's owner, else null (the
 * administrators' queue). `takers` says who takes the work of whom: oneself, or who stands in during an absence. Who is not among them holds nothing.
 */
export function ownerOf(
  role: string,
  deployment: { unitId: string | null; ownerId: string | null },
  units: ReadonlyMap<string, UnitRoles>,
  takers: ReadonlyMap<string, string>,
): string | null {
  const seen = new Set<string>()
  for (let id = deployment.unitId; id !== null && !seen.has(id); id = units.get(id)?.parentId ?? null) {
    seen.add(id)
    const taker = takers.get(units.get(id)?.roleHolders[role] ?? '')
    if (taker !== undefined) return taker
  }
  return takers.get(deployment.ownerId ?? '') ?? null
}
