import type { Capture } from '../core/capture'
import type { Difference } from '../core/change'
import type { Quote } from '../core/kind'
import type { Ports } from '../ports'
import { hasClaims } from '../store/claims'
import type { SnapshotRow } from '../store/snapshots'
import type { PollTarget } from '../store/source-states'
import { versionsFor } from './claim-versions'
import { type ClaimMove, isLost, movesBetween, writeMoves } from './follow-claims'
import { type Receipt, viewOf } from './receipt'
import { type FindingPorts, recordFinding } from './record-finding'

type ClaimPorts = FindingPorts & Pick<Ports, 'bodies' | 'pipeline'>
/** Tells what a version that becomes the current one moves; asked in each round of the batch that writes it. */
export type Follow = () => Promise<ClaimMove[]>
export const noMoves: Follow = async () => []

type Accepted = { after: Capture; differences: readonly Difference[]; from: SnapshotRow; snapshot: SnapshotRow }

/** What a capture that becomes the current version moves of the claims pinned to its source. */
export function followed(ports: ClaimPorts, target: PollTarget, { after, differences, from, snapshot }: Accepted): Follow {
  const source = viewOf(target)
  return async () => {
    if (!(await hasClaims(ports.db, source.id))) return []
    const versions = await versionsFor(ports, { source, fromSnapshotId: from.id, after, differences })
    return versions ? movesBetween(ports, { sourceId: source.id, snapshotId: snapshot.id }, versions) : []
  }
}

/**
 * What a version writes whose change has no finding of its own. A claim of which the words are no longer there is told all the same, with a finding: a
 * person said that they matter.
 */
export async function withClaims(
  ports: ClaimPorts,
  target: PollTarget,
  { follow, changeId, others }: { follow: Follow; changeId: string | null; others: Receipt['finding'] },
): Promise<Receipt['finding']> {
  if (follow === noMoves || !(await hasClaims(ports.db, target.source.id))) return others
  return async () => {
    const made = (await others?.()) ?? []
    const moves = await follow()
    if (!moves.some(isLost)) return [...made, { writing: writeMoves(ports, moves, null) }]
    return [...made, await recordFinding(ports, { ...lostFinding(ports, target, moves.filter(isLost)), changeId }, 'confirmed', moves)]
  }
}

function lostFinding({ now }: Pick<Ports, 'now'>, { source }: PollTarget, lost: readonly ClaimMove[]) {
  const quotes = lost.flatMap(({ fate }): Quote[] => {
    const was = 'before' in fate ? [{ side: 'removed' as const, text: fate.before, sourceId: source.id }] : []
    return 'after' in fate ? [...was, { side: 'added' as const, text: fate.after, sourceId: source.id }] : was
  })
  return {
    vendorId: source.vendorId,
    systemIds: source.systemIds,
    sourceId: source.id,
    kinds: ['silent-content-change'],
    announcement: 'unknown' as const,
    announcedBy: null,
    announcementWhy: 'The change by itself was not held to mean anything: nobody was asked whether it was announced.',
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    quotes: quotes.slice(0, 20),
    origin: 'found' as const,
    reason: 'Words that an answer about this vendor rests on are no longer there.',
    detectedAt: now(),
  }
}
