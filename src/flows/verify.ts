import { asc, gt, sql } from 'drizzle-orm'
import { checkHash, checksOf } from '../core/checks'
import type { Ports } from '../ports'
import { type AuditRow, auditHash, canonicalJson, genesis } from '../store/audit'
import { bodyOf } from '../store/bodies'
import { spoiltExplanation } from '../store/explanations'
import { reviewNotFoundByEvidence } from '../store/resting'
import { audit, evidence, runs } from '../store/schema'
import { type AuditedRecords, auditedRecords, type LiveRecord } from './audited-records'

type VerifyPorts = Pick<Ports, 'db' | 'digest' | 'bodies'>

export type Fault = { seq: number | null; entity: string | null; entityId: string | null; what: string }
export type Verified = { ok: boolean; rows: number; records: number; head: string; fault: Fault | null }

const rowsAPage = 1_000
const recordsAPage = 250

/**
 * The audit chain recomputed from its first row, and the last recorded state of every record against the live one. Answers the first fault in that
 * order. Reads page by page: memory does not grow with the trail. `progress` is told now and then how many rows were seen.
 */
export async function verify(ports: VerifyPorts, progress: (seen: number) => void = () => {}): Promise<Verified> {
  const chain = await verifyChain(ports, progress)
  const base = { rows: chain.rows, head: chain.head }
  if (chain.fault) return { ...base, ok: false, records: 0, fault: chain.fault }
  let records = 0
  for (const entity of Object.keys(auditedRecords)) {
    const live = await recordFault(ports, entity, (more) => {
      records += more
      progress(chain.rows + records)
    })
    const fault = live ?? (await verifyGone(ports, entity))
    if (fault) return { ...base, ok: false, records, fault }
  }
  const fault =
    (await verifyEvidence(ports)) ?? (await verifyLinks(ports)) ?? (await verifyExplanations(ports)) ?? (await verifyRuns(ports))
  return { ...base, ok: !fault, records, fault }
}

/** Reviews are found again from the documents that they name. */
async function verifyLinks({ db }: VerifyPorts): Promise<Fault | null> {
  const id = await reviewNotFoundByEvidence(db)
  return id === null
    ? null
    : { seq: null, entity: 'review', entityId: id, what: `review ${id} is no longer found from a document that it was signed on` }
}

/** What explains a reason is named by its content. */
async function verifyExplanations({ db, digest }: VerifyPorts): Promise<Fault | null> {
  const id = await spoiltExplanation(db, digest)
  return id === null
    ? null
    : { seq: null, entity: 'explanation', entityId: id, what: `explanation ${id} was changed: its hash does not fit` }
}

/** Unchanged checks against the running hash of their run. */
async function verifyRuns({ db, digest }: VerifyPorts): Promise<Fault | null> {
  for (let after = ''; ; ) {
    const rows = await db.select().from(runs).where(gt(runs.id, after)).orderBy(asc(runs.id)).limit(rowsAPage)
    for (const { id, captureId, firstAt, lastAt, count, hash, checks } of rows) {
      if (!checks) continue
      const made = checksOf(checks, firstAt)
      const chained = made.reduce((before, check) => checkHash(digest, before, captureId, check), '')
      if (chained !== hash || made.length !== count || made.at(-1)?.at !== lastAt)
        return { seq: null, entity: 'run', entityId: id, what: `run ${id} of unchanged checks was changed: its hash does not fit` }
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
  }
}

type Place = { seq: number; head: string }

/**
 * The audit chain recomputed from its first row, or from one that was recomputed before, as long as `more` says so; it is asked after each page of
 * 1,000 rows. `whole` says whether the last row was reached.
 */
export async function verifyChain(
  { db, digest }: Pick<VerifyPorts, 'db' | 'digest'>,
  progress: (seen: number) => void,
  from: Place = { seq: 0, head: genesis },
  more: () => boolean = () => true,
): Promise<{ rows: number; head: string; fault: Fault | null; whole: boolean }> {
  let { seq, head } = from
  for (;;) {
    const rows = await db.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(rowsAPage)
    if (!rows.length) return { rows: seq, head, fault: null, whole: true }
    for (const row of rows) {
      const what = faultOf(digest, row, { seq, head })
      if (what) return { rows: seq, head, fault: { seq: row.seq, entity: row.entity, entityId: row.entityId, what }, whole: false }
      seq = row.seq
      head = row.hash
    }
    progress(seq)
    if (!more()) return { rows: seq, head, fault: null, whole: false }
  }
}

function faultOf(digest: Ports['digest'], row: AuditRow, before: { seq: number; head: string }): string | null {
  if (row.seq !== before.seq + 1) return `audit row ${before.seq + 1} is missing`
  if (row.prev !== before.head) return `audit row ${row.seq} does not follow the row before it`
  return auditHash(digest, row) === row.hash ? null : `audit row ${row.seq} was changed: its hash does not fit`
}

/** The first live record of a noun that is not as it was last recorded. */
export async function recordFault(ports: VerifyPorts, entity: string, seen: (count: number) => void = () => {}): Promise<Fault | null> {
  const how = auditedRecords[entity]
  if (!how) return null
  for (let after = ''; ; ) {
    const live = await readRecords(ports, how, { entity, after })
    if ('what' in live) return live
    const last = live.at(-1)
    if (!last) return null
    const recorded = await lastRecorded(
      ports.db,
      entity,
      live.map(({ id }) => id),
    )
    for (const { id, state } of live) {
      const row = recorded.get(id)
      const fault = (what: string): Fault => ({ seq: row?.seq ?? null, entity, entityId: id, what: `${entity} ${id} ${what}` })
      if (!row) return fault('stands in the register, but the audit trail never recorded it')
      if (row.after === null) return fault('stands in the register, but was recorded as removed')
      if (canonicalJson(state) !== row.after && canonicalJson(withoutLater(state, row.after)) !== row.after)
        return fault(`is not as it was last recorded${differing(state, row.after)}`)
    }
    seen(live.length)
    after = last.id
  }
}

/** The next records of a noun, or the first among them that can no longer be read. */
async function readRecords(
  { db, digest }: VerifyPorts,
  how: AuditedRecords,
  { entity, after }: { entity: string; after: string },
): Promise<LiveRecord[] | Fault> {
  const read = async (key: string, limit: number): Promise<LiveRecord[] | null> => {
    try {
      return await how.after(db, key, limit, digest)
    } catch (error) {
      // a stored value that should be JSON and is not
      if (error instanceof SyntaxError) return null
      throw error
    }
  }
  const page = await read(after, recordsAPage)
  if (page) return page
  const ids = await db.all<{ id: string; seq: number }>(sql`select entity_id as id, max(seq) as seq from audit
    where entity = ${entity} and entity_id > ${after} group by entity_id order by entity_id limit ${recordsAPage}`)
  let key = after
  for (const { id, seq } of ids) {
    if ((await read(key, 1)) === null)
      return { seq, entity, entityId: id, what: `${entity} ${id} cannot be read: what is stored is not JSON` }
    key = id
  }
  return { seq: null, entity, entityId: null, what: `a ${entity} after ${after} cannot be read: what is stored is not JSON` }
}

type Last = { seq: number; after: string | null }

async function lastRecorded(db: Ports['db'], entity: string, ids: readonly string[]): Promise<Map<string, Last>> {
  const rows = await db.all<Last & { id: string }>(sql`select audit.entity_id as id, audit.seq as seq, audit.after as after
    from json_each(${JSON.stringify(ids)}) as wanted join audit on audit.entity = ${entity} and audit.entity_id = wanted.value
    where audit.seq = (select max(seq) from audit as later where later.entity = ${entity} and later.entity_id = wanted.value)`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** A record without the empty fields that its recorded state does not know: columns that a later release added. */
function withoutLater(state: object, after: string): object {
  const recorded: unknown = JSON.parse(after)
  if (typeof recorded !== 'object' || recorded === null) return state
  return Object.fromEntries(Object.entries(state).filter(([name, value]) => value !== null || name in recorded))
}

/** Names of the fields that differ; never what stands in them. */
function differing(state: object, after: string): string {
  const recorded: unknown = JSON.parse(after)
  if (typeof recorded !== 'object' || recorded === null) return ''
  const names = [...new Set([...Object.keys(state), ...Object.keys(recorded)])].filter(
    (name) => canonicalJson(Reflect.get(state, name) ?? null) !== canonicalJson(Reflect.get(recorded, name) ?? null),
  )
  return names.length ? `: ${names.sort().join(', ')}` : ''
}

/** A record that was recorded and not removed, and yet is not there. */
async function verifyGone({ db }: VerifyPorts, entity: string): Promise<Fault | null> {
  const how = auditedRecords[entity]
  if (!how) return null
  const [gone] = await db.all<{ seq: number; id: string }>(sql`select audit.seq as seq, audit.entity_id as id from audit
    where audit.entity = ${entity} and audit.after is not null and not ${how.exists}
      and audit.seq = (select max(seq) from audit as later where later.entity = audit.entity and later.entity_id = audit.entity_id)
    order by audit.seq limit 1`)
  return gone ? { seq: gone.seq, entity, entityId: gone.id, what: `${entity} ${gone.id} is gone without a record of its removal` } : null
}

/** Uploads are held to the hash that was recorded of them. */
async function verifyEvidence(ports: VerifyPorts): Promise<Fault | null> {
  for (let after = ''; ; ) {
    const [row] = await ports.db
      .select({ id: evidence.id, sha256: evidence.sha256 })
      .from(evidence)
      .where(gt(evidence.id, after))
      .orderBy(asc(evidence.id))
      .limit(1)
    if (!row) return null
    const body = await bodyOf(ports, row.sha256)
    if (!body || ports.digest(body) !== row.sha256)
      return {
        seq: null,
        entity: 'evidence',
        entityId: row.id,
        what: `evidence ${row.id}: its file is not the one whose hash was recorded`,
      }
    after = row.id
  }
}
