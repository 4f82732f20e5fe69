import type { Capture, CaptureVerdict, HealthCause, TransportCause } from '../core/capture'
import { addCheck, checkHash } from '../core/checks'
import { staysGated } from '../core/gated'
import { emptyMemory } from '../core/memory'
import type { Examined, Ports } from '../ports'
import { bodyOf } from '../store/bodies'
import { captureWithBody, snapshotWithCapture } from '../store/snapshots'
import { type CaptureRow, memoryOf, type PollTarget, type StatePatch } from '../store/source-states'
import { goneFinding, saidBefore } from './gone-finding'
import { keepBody } from './keep-body'
import { captureIdOf, configOf, hasBaseline, headersToKeep, patchOf, type Receipt, viewOf, withHealth } from './receipt'
import { disproved, receiveReading } from './receive-reading'

export type ReceivePorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'random' | 'pipeline' | 'bodies'>

/** A body as it came, from the network or from a person's hand. */
export type Received = { capture: Capture; bodyHash: string }
/** A fetch that brought no document to read. */
export type Fault = {
  cause: TransportCause
  reason: string
  status: number | null
  finalUrl: string | null
  at: string
  headers: Record<string, string>
  needsBrowser?: true
}

const failureBodyBytes = 64 * 1024
/** A run is written anew at each of its checks, so it ends before it grows long. */
const mostInARun = 250

/**
 * The staged check. Equal bytes extend the run; a known fingerprint costs a row; only a new one is compared with the last good snapshot. What
 * is not the document changes the source's health and nothing else.
 */
export async function receiveCapture(ports: ReceivePorts, target: PollTarget, { capture, bodyHash }: Received): Promise<Receipt> {
  const { state } = target
  const comparable = hasBaseline(target, ports.digest)
  const good = capture.status === null || (capture.status >= 200 && capture.status < 300)
  if (comparable && good) {
    if (bodyHash === state.lastBodyHash) return receiveSame(ports, target, capture.at, bodyHash)
    const fingerprint = await ports.pipeline.fingerprint(capture, viewOf(target), state.lastFingerprint)
    if (fingerprint !== null && fingerprint === state.lastFingerprint) return sameText(ports, target, capture, bodyHash, fingerprint)
  }
  const current = comparable && state.currentSnapshotId ? await snapshotWithCapture(ports.db, state.currentSnapshotId) : null
  const before = current && (await captureAgain(ports, target, current.capture))
  const memory = comparable ? await memoryOf(ports.db, target.source.id) : emptyMemory
  const examined = await ports.pipeline.examine({
    source: viewOf(target),
    capture,
    before,
    beforeKey: current && `${current.snapshot.id} ${configOf(target, ports.digest)}`,
    memory,
    candidate: comparable ? state.candidate : null,
  })
  if (examined.outcome === 'unavailable' || !examined.reading) return unavailable(ports, target, { capture, bodyHash }, examined, before)
  return receiveReading(
    ports,
    target,
    { capture, bodyHash },
    { ...examined, reading: examined.reading },
    { from: before && current ? current.snapshot : null },
  )
}

/** The stored capture as it came, so that today's collector reads it; null when its body is gone. */
export async function captureAgain(
  ports: Pick<Ports, 'db' | 'bodies'>,
  { source }: { source: Pick<PollTarget['source'], 'url'> },
  row: CaptureRow,
): Promise<Capture | null> {
  const body = row.bodyHash && (await bodyOf(ports, row.bodyHash))
  if (!body) return null
  return {
    at: row.at,
    status: row.status,
    headers: row.headers ?? {},
    mediaType: row.mediaType,
    requestedUrl: source.url,
    finalUrl: row.finalUrl ?? source.url,
    body,
  }
}

/** The same bytes again, or the server's word that they are (`bodyHash` null: 304). One more check in the run. */
export async function receiveSame(ports: ReceivePorts, target: PollTarget, at: string, bodyHash: string | null): Promise<Receipt> {
  const { source, last } = target
  const verdict = bodyHash === null ? 'not-modified' : 'ok'
  const check = { at, notModified: bodyHash === null }
  const run = target.run?.checks && target.run.count < mostInARun ? target.run : null
  const repeated = run ? run.captureId : await repeatedCapture(ports, target)
  const next = {
    id: run?.id ?? ports.digest(`run\n${source.id}\n${repeated}\n${at}`).slice(0, 24),
    sourceId: source.id,
    captureId: repeated,
    firstAt: run?.firstAt ?? at,
    lastAt: at,
    count: (run?.count ?? 0) + 1,
    notModified: (run?.notModified ?? 0) + (check.notModified ? 1 : 0),
    hash: checkHash(ports.digest, run?.hash ?? '', repeated, check),
    checks: addCheck(run?.checks ?? '', run?.lastAt ?? at, check),
  }
  const settled = await settle(ports, target)
  const patch = { ...withHealth(settled.patch, { verdict, cause: null, status: 200, at }, ports.random()), runId: next.id }
  return {
    ...plain(patch, { verdict, status: bodyHash === null ? 304 : 200 }),
    run: next,
    finding: settled.finding,
    result: bodyHash === null ? 'not-modified' : 'unchanged',
    state: { ...patch, lastCaptureId: last?.id ?? patch.lastCaptureId },
  }
}

async function repeatedCapture({ db }: Pick<Ports, 'db'>, { source, state, last }: PollTarget): Promise<string> {
  if (last && last.verdict === 'ok' && last.bodyHash === state.lastBodyHash) return last.id
  const found = state.lastBodyHash ? await captureWithBody(db, source.id, state.lastBodyHash) : null
  const id = found?.id ?? state.currentCaptureId
  if (id === null) throw new Error(`nothing was captured of ${source.id} that could be the same`)
  return id
}

/** Other bytes with the same text: a row that says so, no body. */
async function sameText(
  ports: ReceivePorts,
  target: PollTarget,
  capture: Capture,
  bodyHash: string,
  fingerprint: string,
): Promise<Receipt> {
  const settled = await settle(ports, target)
  const row = {
    ...captureRow(ports, target, { capture, bodyHash }, { verdict: 'ok', cause: null, reason: null }),
    fingerprint: null,
    headers: null,
  }
  const patch = {
    ...withHealth(settled.patch, { verdict: 'ok', cause: null, status: capture.status, at: capture.at }, ports.random()),
    ...validatorsOf(capture),
    lastCaptureId: row.id,
    lastBodyHash: bodyHash,
    lastFingerprint: fingerprint,
    runId: null,
  }
  return {
    ...plain(patch, { verdict: 'ok', status: capture.status }),
    capture: { ...row, sameTextAs: target.state.currentCaptureId },
    finding: settled.finding,
  }
}

/** The transport failed or was refused: a row with its cause, and the source's health. */
export function receiveFault(ports: ReceivePorts, target: PollTarget, fault: Fault): Receipt {
  const verdict = fault.cause === 'robots' ? 'blocked' : 'error'
  const row: CaptureRow = {
    ...captureBase(ports, target, fault.at),
    status: fault.status,
    verdict,
    cause: fault.cause,
    reason: fault.reason,
    finalUrl: fault.finalUrl,
    headers: headersToKeep(fault.headers),
  }
  return { ...failed(ports, target, row, fault.needsBrowser), result: 'error' }
}

async function unavailable(
  ports: ReceivePorts,
  target: PollTarget,
  { capture, bodyHash }: Received,
  { judgement, memory }: Examined,
  before: Capture | null,
): Promise<Receipt> {
  const row = captureRow(ports, target, { capture, bodyHash }, judgement)
  const kept =
    capture.body.length > 0 && capture.body.length <= failureBodyBytes ? await keepBody(ports, bodyHash, capture.body, null) : null
  const receipt = failed(ports, target, { ...row, bodyKept: kept !== null }, judgement.needsBrowser)
  const comparable = hasBaseline(target, ports.digest)
  const state = { ...receipt.state, memory: comparable ? memory : null }
  const stored = { ...receipt, body: kept?.body ?? null, parsed: true, state }
  const gated = { since: state.gatedSince, captures: state.gatedCaptures }
  if (!before || state.gatedFindingId !== null || !staysGated(gated, capture.at)) return stored
  const said = await saidBefore(ports, before, viewOf(target))
  const { id, finding } = goneFinding(ports, target, { row, patch: state, judgement, said })
  return { ...stored, state: { ...state, gatedFindingId: id }, finding, findingIds: [id] }
}

function failed(ports: ReceivePorts, target: PollTarget, row: CaptureRow, needsBrowser = false): Receipt {
  const patch = { ...withHealth(patchOf(target), { ...row, needsBrowser }, ports.random()), lastCaptureId: row.id, runId: null }
  return { ...plain(patch, row), capture: row, result: 'error', cause: row.cause, reason: row.reason }
}

/** Back to the current text: what waited for confirmation or for lasting has come to nothing. */
async function settle(ports: ReceivePorts, target: PollTarget): Promise<{ patch: StatePatch; finding: Receipt['finding'] }> {
  const patch = patchOf(target)
  if (!target.state.candidate && !target.state.waits) return { patch, finding: null }
  const memory = target.state.waits ? { ...(await memoryOf(ports.db, target.source.id)), waiting: null } : null
  return { patch: { ...patch, memory, candidate: null, candidateChangeId: null, confirmAt: null }, finding: disproved(ports, target) }
}

/** The part of a capture's row that is known before anything was fetched. Its id follows from source, ordinal and instant. */
export const captureBase = ({ digest }: Pick<Ports, 'digest'>, { source, last }: PollTarget, at: string): CaptureRow => {
  const ordinal = (last?.ordinal ?? 0) + 1
  return {
    id: captureIdOf(digest, source.id, ordinal),
    sourceId: source.id,
    ordinal,
    at,
    status: null,
    verdict: 'ok',
    cause: null,
    reason: null,
    finalUrl: null,
    mediaType: null,
    bodyHash: null,
    bytes: null,
    fingerprint: null,
    bodyKept: false,
    sameTextAs: null,
    headers: null,
  }
}

/** A row for bytes that came. */
export const captureRow = (
  ports: Pick<Ports, 'digest'>,
  target: PollTarget,
  { capture, bodyHash }: Received,
  { verdict, cause, reason }: { verdict: CaptureVerdict; cause: HealthCause | null; reason: string | null },
): CaptureRow => ({
  ...captureBase(ports, target, capture.at),
  status: capture.status,
  verdict,
  cause,
  reason: reason?.slice(0, 500) ?? null,
  finalUrl: capture.finalUrl,
  mediaType: capture.mediaType?.slice(0, 200) ?? null,
  bodyHash,
  bytes: capture.body.length,
  headers: headersToKeep(capture.headers),
})

/** What a conditional request sends next time (RFC 9110, 13.1). */
export const validatorsOf = ({ headers }: Pick<Capture, 'headers'>) => ({
  etag: headers.etag?.slice(0, 500) ?? null,
  lastModified: headers['last-modified']?.slice(0, 100) ?? null,
})

/** A receipt of a check at which nothing is to be told. */
export const plain = (state: StatePatch, { verdict, status }: { verdict: CaptureVerdict; status: number | null }): Receipt => ({
  state,
  run: null,
  capture: null,
  body: null,
  snapshot: null,
  change: null,
  finding: null,
  findingIds: [],
  changeId: null,
  result: 'unchanged',
  verdict,
  cause: null,
  reason: null,
  status,
  material: 'none',
  parsed: false,
})
