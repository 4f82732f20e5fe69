import type { Capture } from '../core/capture'
import type { Difference } from '../core/change'
import { claimDocument } from '../core/claim-document'
import type { Versions } from '../core/claim-fate'
import { compare } from '../core/compare'
import { differencesOf } from '../core/differences'
import { emptyMemory } from '../core/memory'
import type { Reading } from '../core/reading'
import type { SourceView } from '../core/source'
import type { Ports } from '../ports'
import { hasClaims } from '../store/claims'
import { changeById, snapshotWithCapture } from '../store/snapshots'
import { sourceById } from '../store/sources'
import { type ClaimMove, movesBetween } from './follow-claims'
import { captureAgain } from './receive-capture'

type FollowPorts = Pick<Ports, 'db' | 'bodies' | 'pipeline'>

/** The current version of a source and the one that is about to follow it, each read again; null where one can no longer be read. */
export async function versionsFor(
  ports: FollowPorts,
  {
    source,
    fromSnapshotId,
    after,
    differences,
  }: { source: SourceView; fromSnapshotId: string; after: Capture; differences: readonly Difference[] },
): Promise<Versions | null> {
  const from = await readingOf(ports, source, fromSnapshotId)
  const read = await ports.pipeline.read(after, source)
  return from && read.ok ? versionsOf(from, read.reading, differences) : null
}

/** What the change of a finding moves, for a person who confirms it before a second fetch has. */
export async function movesOfChange(ports: FollowPorts, changeId: string | null): Promise<ClaimMove[]> {
  const change = changeId === null ? null : await changeById(ports.db, changeId)
  const source = change && (await sourceById(ports.db, change.sourceId))
  if (!change || !source || !(await hasClaims(ports.db, source.id))) return []
  const view = { id: source.id, url: source.url, type: source.type, collector: source.collector, rules: source.rules }
  const [from, to] = [await readingOf(ports, view, change.fromSnapshotId), await readingOf(ports, view, change.toSnapshotId)]
  if (!from || !to) return []
  const { differences } = differencesOf(compare(from, to), from, to, emptyMemory, source.type)
  return movesBetween(ports, { sourceId: source.id, snapshotId: change.toSnapshotId }, versionsOf(from, to, differences))
}

export const versionsOf = (from: Reading, to: Reading, differences: readonly Difference[]): Versions => ({
  before: claimDocument(from.statements),
  after: claimDocument(to.statements),
  whole: to.whole,
  differences,
})

/** What a snapshot says, read again from its capture by today's collector; null where its body is no longer kept. */
export async function readingOf(ports: FollowPorts, source: SourceView, snapshotId: string): Promise<Reading | null> {
  const row = await snapshotWithCapture(ports.db, snapshotId)
  const capture = row && (await captureAgain(ports, { source }, row.capture))
  const read = capture && (await ports.pipeline.read(capture, source))
  return read?.ok ? read.reading : null
}
