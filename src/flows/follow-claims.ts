import { type Fate, fateOf, type Versions } from '../core/claim-fate'
import type { Ports } from '../ports'
import { type Claim, claimsOfSource, stands, writeClaims } from '../store/claims'
import type { Finding } from '../store/findings'
import { combine, type Writing } from '../store/writing'

/** A claim as it stands, and what an accepted version of its page says of it. */
export type ClaimMove = { claim: Claim; fate: Fate; snapshotId: string | null }

/** Whether what an answer rests on is no longer said: then what rests on the answer is due again. */
export const isLost = ({ claim, fate }: Pick<ClaimMove, 'claim' | 'fate'>): boolean =>
  stands(claim) && (fate.state === 'gone' || (fate.state === 'edited' && !fate.cosmetic))

/** The claims pinned to a source that a later version of it moves; nothing of those that it leaves alone. */
export async function movesBetween(
  ports: Pick<Ports, 'db'>,
  { sourceId, snapshotId }: { sourceId: string; snapshotId: string },
  versions: Versions,
): Promise<ClaimMove[]> {
  const pinned = await claimsOfSource(ports.db, sourceId)
  return pinned.flatMap((claim): ClaimMove[] => {
    const { support } = claim
    if (support.type !== 'passage') return []
    const fate = fateOf({ ...support, exact: support.now ?? support.exact }, versions)
    return fate && differs(claim, fate) ? [{ claim, fate, snapshotId }] : []
  })
}

function differs(claim: Claim, fate: Fate): boolean {
  if (fate.state === 'holds') return claim.state !== 'holds'
  if (fate.state === 'relocated') return claim.state !== 'relocated' || claim.after !== fate.after
  return stands(claim)
}

/** What moved claims write, each audited; `finding` is what moved those that are lost. */
export function writeMoves(
  { db, now }: Pick<Ports, 'db' | 'now'>,
  moves: readonly ClaimMove[],
  finding: Pick<Finding, 'id'> | null,
): Writing {
  const at = now()
  const states = ['holds', 'relocated', 'edited', 'gone'] as const
  return combine(
    ...states.map((state) =>
      writeClaims(db, `claim.${state}`, {
        changed: moves
          .filter(({ fate }) => fate.state === state)
          .map(({ claim, fate, snapshotId }) => ({
            ...claim,
            ...movedTo(claim, fate),
            ...(finding && isLost({ claim, fate }) ? { findingId: finding.id } : {}),
            checkedSnapshotId: snapshotId,
            version: claim.version + 1,
            updatedAt: at,
          })),
      }),
    ),
  )
}

function movedTo({ state, support }: Claim, fate: Fate): Pick<Claim, 'state' | 'before' | 'after'> & Partial<Pick<Claim, 'support'>> {
  if (fate.state === 'holds') return { state: 'holds', before: null, after: null }
  if (fate.state === 'gone') return { state: 'gone', before: fate.before, after: null }
  const { before, after } = fate
  if (fate.state === 'relocated') return { state: 'relocated', before, after }
  // a cosmetic change moves nothing; what it made of the words is what is looked for from then on
  if (fate.cosmetic && support.type === 'passage') return { state, before, after, support: { ...support, now: after } }
  return { state: 'edited', before, after }
}
