import type { Difference, StoredDifference } from '../core/change'
import { triggerOf } from '../core/pack'
import { confirmAfter } from '../core/schedule'
import { withoutLeads } from '../core/with-leads'
import type { Examined } from '../ports'
import { findingsOfChange } from '../store/findings'
import { type ChangeRow, changeById, type SnapshotRow, snapshotById } from '../store/snapshots'
import type { PollTarget } from '../store/source-states'
import { announced } from './announce-change'
import { boundQuotes } from './bound-quotes'
import { type Follow, followed, noMoves, withClaims } from './claims-of-capture'
import { keepBody } from './keep-body'
import { promisesOf } from './promises-of'
import { changeIdOf, configOf, patchOf, type Receipt, snapshotIdOf, withHealth } from './receipt'
import { captureRow, plain, type Received, type ReceivePorts, validatorsOf } from './receive-capture'
import { confirmWriting, disproveWriting, recordFinding } from './record-finding'

type Read = Examined & { reading: NonNullable<Examined['reading']> }

/**
 * The document, read: a baseline, the same, noise, a cosmetic change at once, a material one when a second fetch agrees. `from` is the current
 * snapshot, null at a baseline.
 */
export async function receiveReading(
  ports: ReceivePorts,
  target: PollTarget,
  received: Received,
  read: Read,
  current: { from: SnapshotRow | null },
): Promise<Receipt> {
  const receipt = await receiptOf(ports, target, received, read, current)
  const { change } = receipt
  return change ? { ...receipt, promises: promisesOf(ports, target.source, change, read.reading.language) } : receipt
}

async function receiptOf(
  ports: ReceivePorts,
  target: PollTarget,
  received: Received,
  read: Read,
  { from }: { from: SnapshotRow | null },
): Promise<Receipt> {
  const { state, last } = target
  const { capture, bodyHash } = received
  const isUpgrade = from !== null && from.collectorVersion !== versionOf(read.reading)
  const examined = boundQuotes(isUpgrade ? withoutLeads(read) : read)
  const { outcome, reading, memory, candidate } = examined
  const same = from !== null && !examined.differs
  // an upgraded collector reads the same document under a new version: a snapshot of its own, no change
  const upgraded = same && isUpgrade
  const pending = outcome === 'material' && candidate !== null
  const early = pending && isUrgent(examined)
  const wanted = !same || upgraded
  const snapshot = wanted && (!pending || early) ? snapshotOf(ports, target, received, reading) : null
  const known = snapshot && (await snapshotById(ports.db, snapshot.id))
  const repeats = last !== null && last.verdict === 'ok' && last.bodyHash === bodyHash
  const text = same ? state.currentCaptureId : (known?.captureId ?? null)
  const kept = text === null || upgraded ? await keepBody(ports, bodyHash, capture.body, target.source.id) : null
  const row = repeats
    ? last
    : {
        ...captureRow(ports, target, received, { verdict: 'ok', cause: null, reason: null }),
        fingerprint: text === null ? reading.fingerprint : null,
        bodyKept: kept !== null,
        sameTextAs: kept ? null : text,
      }
  const made = snapshot && !known ? { ...snapshot, captureId: row.id } : null
  const captureId = made?.captureId ?? known?.captureId ?? row.id
  const current = outcome === 'baseline' || upgraded || examined.becomesCurrent
  const patch = {
    ...withHealth(patchOf(target), { verdict: 'ok', cause: null, status: capture.status, at: capture.at }, ports.random()),
    lastCaptureId: row.id,
    memory,
    runId: null,
    candidate,
    candidateChangeId: null,
    confirmAt: pending ? confirmAfter(capture.at, ports.random()) : null,
    // the same text, whatever else of the page went into the fingerprint: known from here on
    ...(same && !upgraded && { lastFingerprint: reading.fingerprint }),
    ...(current && snapshot && { currentSnapshotId: snapshot.id, currentCaptureId: captureId, lastFingerprint: reading.fingerprint }),
    // while something waits, validators and hash stay those of the current text: the server then sends the other one whole
    ...(!pending &&
      memory.waiting === null && { ...validatorsOf(capture), lastBodyHash: bodyHash, validatorsFor: configOf(target, ports.digest) }),
  }
  const base: Receipt = {
    ...plain(patch, { verdict: 'ok', status: capture.status }),
    capture: repeats ? null : row,
    body: kept?.body ?? null,
    snapshot: made,
    parsed: true,
  }
  if (outcome === 'baseline' || from === null)
    return {
      ...base,
      state: { ...patch, changedAt: patch.changedAt ?? capture.at },
      result: state.currentSnapshotId === null ? 'first' : 'unchanged',
    }
  const moves =
    current && snapshot && !upgraded
      ? followed(ports, target, { after: capture, differences: examined.differences, from, snapshot })
      : noMoves
  const change = snapshot && !upgraded ? changeOf(ports, target, examined, from, snapshot.id, capture.at) : null
  const quiet = { follow: moves, changeId: change?.id ?? null, others: disproved(ports, target) }
  if (outcome === 'same')
    return told(
      base,
      examined.heldBack.length ? change : null,
      examined.differs ? 'noise' : 'none',
      await withClaims(ports, target, { ...quiet, changeId: examined.heldBack.length ? quiet.changeId : null }),
    )
  if (outcome === 'cosmetic')
    return told({ ...base, state: { ...patch, changedAt: capture.at } }, change, 'cosmetic', await withClaims(ports, target, quiet))
  return material(ports, target, { base, examined, change, from, pending, moves })
}

function told(base: Receipt, change: ChangeRow | null, material: Receipt['material'], finding: Receipt['finding']): Receipt {
  const result = material === 'none' ? 'unchanged' : material === 'noise' ? 'noise' : 'changed'
  return { ...base, change, changeId: change?.id ?? null, material, result, finding }
}

type Material = { base: Receipt; examined: Read; change: ChangeRow | null; from: SnapshotRow; pending: boolean; moves: Follow }

async function material(
  ports: ReceivePorts,
  target: PollTarget,
  { base, examined, change, from, pending, moves }: Material,
): Promise<Receipt> {
  const { candidateChangeId, candidate: earlier } = target.state
  // a document that is back as another one is told as such: what was told of its absence stands
  const state = { ...base.state, ...(!pending && { gatedFindingId: null, changedAt: base.state.lastCheckedAt }) }
  const result = { ...base, state, material: 'material' as const, result: 'changed' as const }
  const told = (given: ChangeRow, state: 'provisional' | 'confirmed') => {
    const id = ports.newId()
    const made = async () => recordFinding(ports, { ...(await announced(ports, target, examined, given, from)), id }, state, await moves())
    return { id, made }
  }
  if (pending) {
    const undo = disproved(ports, target)
    if (!change) return { ...result, finding: undo }
    const { id, made } = told(change, 'provisional')
    const finding = async () => [...((await undo?.()) ?? []), await made()]
    return { ...result, change, changeId: change.id, finding, findingIds: [id], state: { ...state, candidateChangeId: change.id } }
  }
  if (candidateChangeId !== null) {
    const provisional = (await findingsOfChange(ports.db, candidateChangeId)).filter(({ state }) => state === 'provisional')
    const confirmed = async () => {
      const moved = await moves()
      return Promise.all(provisional.map((one, index) => confirmWriting(ports, one, index === 0 ? moved : [])))
    }
    const finding = provisional.length
      ? confirmed
      : await withClaims(ports, target, { follow: moves, changeId: candidateChangeId, others: null })
    if (provisional.length || (await changeById(ports.db, candidateChangeId)))
      return { ...result, changeId: candidateChangeId, finding, findingIds: provisional.map(({ id }) => id) }
  }
  if (!change) return result
  const dated = { ...change, detectedAt: earlier?.at ?? change.detectedAt }
  const { id, made } = told(dated, 'confirmed')
  return { ...result, change: dated, changeId: dated.id, finding: async () => [await made()], findingIds: [id] }
}

/** A second fetch did not see again what the first had seen: a provisional finding of it is not confirmed. */
export function disproved(ports: ReceivePorts, { state }: PollTarget): Receipt['finding'] {
  const { candidateChangeId } = state
  if (candidateChangeId === null) return null
  return async () => {
    const provisional = (await findingsOfChange(ports.db, candidateChangeId)).filter((finding) => finding.state === 'provisional')
    return Promise.all(provisional.map((finding) => disproveWriting(ports, finding)))
  }
}

/**
 * Additions whose kinds are critical or high are told at once, marked provisional; beside edits, where the addition itself is what proves such a kind.
 * All else waits for the second fetch, and whatever goes along with a removal.
 */
function isUrgent({ differences, kinds, quotes }: Read): boolean {
  const material = differences.filter(({ grade }) => grade === 'material')
  const added = material.filter(({ before }) => before.length === 0).flatMap(({ after }) => after.map(({ text }) => text))
  const grave = kinds.filter(({ kind }) => ['critical', 'high'].includes(triggerOf(kind).default_severity))
  if (material.some(({ after }) => after.length === 0)) return false
  if (material.every(({ before }) => before.length === 0)) return grave.length > 0
  const proofs = grave.flatMap((kind) => kind.quotes.flatMap((index) => quotes[index] ?? [])).filter(({ side }) => side === 'added')
  return proofs.some((proof) => added.some((text) => proof.text.includes(text)))
}

function snapshotOf({ digest }: ReceivePorts, { source, state }: PollTarget, { capture }: Received, reading: Read['reading']): SnapshotRow {
  const { fingerprint, collector, language, statementCount, stated } = reading
  const chain = { sourceId: source.id, previousId: state.currentSnapshotId, fingerprint, collectorVersion: versionOf(reading) }
  return {
    id: snapshotIdOf(digest, chain),
    sourceId: source.id,
    previousId: state.currentSnapshotId,
    captureId: '',
    at: capture.at,
    fingerprint,
    collector,
    collectorVersion: chain.collectorVersion,
    rules: source.rules,
    language,
    statementCount,
    stated: stated.slice(0, 20),
  }
}

function changeOf(
  { digest }: ReceivePorts,
  { source }: PollTarget,
  examined: Read,
  from: SnapshotRow,
  toSnapshotId: string,
  at: string,
): ChangeRow {
  const { outcome, differences, heldBack, kinds, trail, reading } = examined
  return {
    id: changeIdOf(digest, from.id, toSnapshotId),
    sourceId: source.id,
    vendorId: source.vendorId,
    fromSnapshotId: from.id,
    toSnapshotId,
    detectedAt: at,
    verdict: outcome === 'material' || outcome === 'cosmetic' ? outcome : 'noise',
    differences: differences.slice(0, mostDifferences).map(storedDifference),
    heldBack: heldBack.slice(0, mostDifferences).map(({ text, rule }) => ({ text: text.slice(0, longestText), rule })),
    recognised: kinds,
    trail: trail.slice(0, 50),
    rulesVersion: versionOf(reading),
  }
}

const versionOf = ({ collector, collectorVersion }: Read['reading']) => `${collector}@${collectorVersion}`
const mostDifferences = 500
const longestText = 4_000

const storedDifference = ({ before, after, section, why }: Difference): StoredDifference => ({
  before: textOf(before),
  after: textOf(after),
  section,
  why,
})
const textOf = (statements: Difference['before']): string | null =>
  statements.length
    ? statements
        .map(({ text }) => text)
        .join('\n')
        .slice(0, longestText)
    : null
