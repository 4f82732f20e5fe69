import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordFault, verify } from '../../src/flows/verify'
import { openDatabase } from '../../src/runtime/node/database'
import { auditHash, canonicalJson, genesis } from '../../src/store/audit'
import * as schema from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

describe('verify', () => {
  let w: World
  beforeAll(async () => {
    w = await world()
    const made = await registerForWork(w)
    const mailed = await made.report({
      systemId: 'sys-lark',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'lark-2 is replaced.',
    })
    await made.report({ vendorId: 'quietbox', kinds: ['subprocessor-added'], quote: 'Harbour joins us.' })
    await made.act(`/cases/${mailed.caseId}/triage`, { answer: 'material', reason: 'It is.' })
    await made.post('/contracts', { vendorId: 'quietbox', reference: 'C-1', clauses: [{ id: 'notice', present: true, value: 30 }] })
    await made.post('/sources', { url: 'https://terms.quietbox.example/', vendor: 'quietbox', systemIds: ['sys-notes'] })
    const quiet = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'A new writer.' })
    await made.act(`/cases/${quiet.caseId}/triage`, { answer: 'not-material', reason: 'Pinned.' })
    await w.person('analyst', { email: 'with-password@example.test', password: 'seven quiet gauges' })
    const data = new FormData()
    data.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'Assessment' }))
    data.set('file', new Blob(['The assessment.']), 'a.txt')
    await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form: data })
  })

  it('finds an untouched trail whole and names its head', async () => {
    const found = await verify(w.ports)
    const [head] = await w.ports.db.all<{ hash: string; seq: number }>(sql`select hash, seq from audit order by seq desc limit 1`)
    expect(found).toMatchObject({ ok: true, fault: null, head: head?.hash, rows: head?.seq })
    expect(found.records).toBeGreaterThan(30)
  })

  /** Alters one value, looks, and puts it back. */
  async function altered(table: string, column: string, where: string) {
    const { db } = w.ports
    const name = sql.raw(`${table} set ${column} = `)
    const [before] = await db.all<{ value: string | number | null }>(sql.raw(`select ${column} as value from ${table} where ${where}`))
    const value = before?.value ?? null
    const other = typeof value === 'number' ? value + 1 : flipped(value ?? '')
    await db.run(sql`update ${name}${other} where ${sql.raw(where)}`)
    const found = await verify(w.ports)
    await db.run(sql`update ${name}${value} where ${sql.raw(where)}`)
    return found
  }
  const flipped = (text: string) => {
    const at = text.search(/[a-z]/)
    const letter = text[at] === 'b' ? 'c' : 'b'
    return at < 0 ? `${text}b` : `${text.slice(0, at)}${letter}${text.slice(at + 1)}`
  }

  it.each(['prev', 'hash', 'at', 'actor_id', 'action', 'entity', 'entity_id', 'after'])(
    'fails when one byte of %s in an audit row is another, and names the row',
    async (column) => {
      const found = await altered('audit', column, 'seq = 12')
      expect(found.ok).toBe(false)
      expect(found.fault?.seq === 12 || found.fault?.seq === 13).toBe(true)
    },
  )

  it.each([
    ['finding', 'findings', 'quotes', "origin = 'reported'"],
    ['case', 'cases', 'reason', "state = 'triaged'"],
    ['review', 'reviews', 'citation', "obligation_id = 'aiact-26-1'"],
    ['review', 'review_reasons', 'text', "review_id = (select id from reviews where obligation_id = 'aiact-26-1')"],
    ['case-deployment', 'case_deployments', 'severity', "deployment_id = 'dep-new'"],
    ['to-do', 'to_dos', 'field', "entity_id = 'dep-notes'"],
    ['evidence', 'evidence', 'name', '1'],
    ['vendor', 'vendors', 'facts', "id = 'nimbus'"],
    ['system', 'systems', 'name', "id = 'sys-lark'"],
    ['deployment', 'deployments', 'facts', "id = 'dep-new'"],
    ['organisation', 'organisation', 'facts', '1'],
    ['unit', 'units', 'role_holders', "id = 'hiring'"],
    ['person', 'people', 'email', "role = 'auditor'"],
  ])('fails when one byte of a live %s (%s.%s) is another, and names the record', async (entity, table, column, where) => {
    const [live] = await w.ports.db.all<{ n: number }>(sql.raw(`select count(*) as n from ${table} where ${where}`))
    expect(live?.n).toBeGreaterThan(0)
    const one = `rowid = (select min(rowid) from ${table} where ${where})`
    const found = await altered(table, column, table === 'review_reasons' || table === 'case_deployments' ? where : one)
    expect(found, JSON.stringify(found)).toMatchObject({ ok: false, fault: { entity } })
    expect(found.fault?.entityId).toBeTruthy()
  })

  /** What no audit row keeps, and why: when a token was last used is written at each request. */
  const unaudited = ['tokens.last_used_at']
  const tables = {
    organisation: schema.organisation,
    unit: schema.units,
    person: schema.people,
    token: schema.tokens,
    vendor: schema.vendors,
    system: schema.systems,
    deployment: schema.deployments,
    contract: schema.contracts,
    source: schema.sources,
    finding: schema.findings,
    case: schema.cases,
    review: schema.reviews,
    'to-do': schema.toDos,
    dismissal: schema.dismissals,
    evidence: schema.evidence,
  }
  it.each(Object.entries(tables))('sees one byte of any column of a %s', async (entity, table) => {
    const name = getTableName(table)
    const missed: string[] = []
    for (const { name: column, notNull } of Object.values(getTableColumns(table))) {
      const [row] = await w.ports.db.all<{ id: number; value: unknown }>(
        sql.raw(`select rowid as id, ${column} as value from ${name} order by ${column} is null, rowid desc limit 1`),
      )
      if (!row) throw new Error(`no ${entity} to alter`)
      if (row.value === null && notNull) throw new Error(`${column} is null`)
      const found = await altered(name, column, `rowid = ${row.id}`)
      if (found.fault?.entity !== entity && !unaudited.includes(`${name}.${column}`)) missed.push(column)
    }
    expect(missed).toEqual([])
  })

  it('takes a record from before a column was added as it was recorded, and no other absence', async () => {
    const { db } = w.ports
    const [row] = await db.all<{ seq: number; after: string; id: string }>(
      sql`select seq, after, entity_id as id from audit where entity = 'vendor' order by seq desc limit 1`,
    )
    const { announcedAfterDays: _, ...older } = JSON.parse(row?.after ?? '{}')
    await db.run(sql`update audit set after = ${canonicalJson(older)} where seq = ${row?.seq}`)
    const told = async () => (await verify(w.ports)).fault?.what
    // the chain names the row that this test shortened; the records alone are looked at here
    expect(await told()).toMatch(/audit row .* was changed/)
    expect(await recordFault(w.ports, 'vendor')).toBeNull()
    await db.run(sql`update vendors set announced_after_days = 9 where id = ${row?.id}`)
    expect((await recordFault(w.ports, 'vendor'))?.what).toContain('announcedAfterDays')
    await db.run(sql`update vendors set announced_after_days = null where id = ${row?.id}`)
    await db.run(sql`update audit set after = ${row?.after} where seq = ${row?.seq}`)
    expect(await told()).toBeUndefined()
  })

  it('sees an edge of the graph of systems that no system speaks of', async () => {
    expect(await altered('system_parents', 'parent_id', "system_id = 'sys-new'")).toMatchObject({
      ok: false,
      fault: { entity: 'system', entityId: 'sys-new', what: expect.stringContaining('parentsInGraph') },
    })
    await w.ports.db.run(sql`insert into system_parents values ('sys-plain', 'sys-lark')`)
    expect((await verify(w.ports)).fault).toMatchObject({ entity: 'system', entityId: 'sys-plain' })
    await w.ports.db.run(sql`delete from system_parents where system_id = 'sys-plain'`)
  })

  it('fails when the file of a piece of evidence is another', async () => {
    await w.ports.db.run(sql`update bodies set data = x'00' where held = 1`)
    expect(await verify(w.ports)).toMatchObject({ ok: false, fault: { entity: 'evidence' } })
  })

  it('fails when an audit row or a recorded record is gone', async () => {
    await w.ports.db.run(sql`create table kept as select * from systems where id = 'sys-lark'`)
    await w.ports.db.run(sql`delete from systems where id = 'sys-lark'`)
    expect((await verify(w.ports)).fault).toMatchObject({ entity: 'system', entityId: 'sys-lark' })
    await w.ports.db.run(sql`insert into systems select * from kept`)
    await w.ports.db.run(sql`delete from audit where seq = 7`)
    expect((await verify(w.ports)).fault?.what).toBe('audit row 7 is missing')
  })
})

describe('the chain', () => {
  it('hashes the previous hash with the canonical row, whatever the order of keys', () => {
    const digest = (data: string | Uint8Array) => String(data.length)
    const row = {
      seq: 1,
      prev: genesis,
      at: 'a',
      actorId: null,
      action: 'x',
      entity: 'e',
      entityId: 'i',
      after: canonicalJson({ b: 1, a: [undefined, null, { d: 'é', c: undefined }] }),
    }
    expect(row.after).toBe('{"a":[null,null,{"d":"é"}],"b":1}')
    expect(auditHash(digest, row)).toBe(String(canonicalJson([genesis, 1, 'a', null, 'x', 'e', 'i', row.after]).length))
  })

  it('stays whole while three processes write audited changes at once', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'telltale-chain-'))
    afterAll(() => rm(dir, { recursive: true, force: true }))
    const opened = await openDatabase({ dataDir: dir, databaseUrl: null, at: '2026-11-21T09:00:00.000Z' })
    const script = join('node_modules', '.cache', `chain-writer-${process.pid}.mjs`)
    await build({
      stdin: { contents: writer, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: script,
      logLevel: 'error',
    })
    const run = (name: string) =>
      new Promise<number | null>((resolve) =>
        spawn(process.execPath, [script, opened.url, name, '334'], { stdio: 'inherit' }).on('exit', resolve),
      )
    expect(await Promise.all(['one', 'two', 'three'].map(run))).toEqual([0, 0, 0])
    await rm(script)
    const { ports } = await world({ ports: { db: opened.db } })
    expect(await verify(ports)).toMatchObject({ ok: true, rows: 1_002, records: 1_002 })
    opened.close()
  }, 300_000)
})

/** One process that adds units, each in an audited batch of its own. */
const writer = `
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { sql } from 'drizzle-orm'
import { digest } from './src/runtime/crypto'
import { insertRows } from './src/store/bulk'
import { commit } from './src/store/writing'
import * as schema from './src/store/schema'
const [url = '', name = '', count = '0'] = process.argv.slice(2)
const client = createClient({ url, timeout: 5000, concurrency: 1 })
const db = drizzle(client, { schema })
const ports = { db, digest, now: () => new Date().toISOString() }
for (let n = 0; n < Number(count); n++) {
  const at = ports.now()
  const unit = { id: name + '-' + n, name: name + ' ' + n, parentId: null, roleHolders: {}, version: 1, demo: false, createdAt: at, updatedAt: at }
  const done = await commit(ports, { personId: name }, {
    acts: [{ action: 'unit.added', entity: 'unit', entityId: unit.id, after: unit }],
    write: (applies) => insertRows(db, schema.units, [unit], { applies }),
    guard: sql\`1\`,
  })
  if (!done) process.exit(1)
}
`
