import { describe, expect, it } from 'vitest'
import { exportRegister } from '../../src/flows/export-register'
import { type ImportRequest, importRegister } from '../../src/flows/import/import-register'
import type { FileFormat, RegisterNoun } from '../../src/flows/register-file-nouns'
import { type World, world } from '../world'

const actor = { personId: null }
const bytes = (text: string) => new TextEncoder().encode(text)

async function take({ ports }: World, as: RegisterNoun | null, data: string | Uint8Array, more: Partial<ImportRequest> = {}) {
  const request = { as, format: 'csv' as FileFormat, strict: false, dryRun: false, scope: { unitIds: null }, ...more }
  const done = await importRegister(ports, actor, { ...request, data: typeof data === 'string' ? bytes(data) : data })
  if (!done.ok) throw new Error(done.reason)
  const { created, updated, unchanged, errors } = done.result
  return {
    counts: [created, updated, unchanged],
    errors: errors.map(({ line, field, value, message }) => `${line} ${field} ${value}: ${message}`),
    raw: errors,
  }
}
const out = async ({ ports }: World, as: RegisterNoun, format: FileFormat = 'csv', template = false) =>
  exportRegister(ports.db, { as, format, template, scope: { unitIds: null } })
const text = (data: Uint8Array) => new TextDecoder().decode(data)

const register = `vendor.id,vendor.name,vendor.domains,system.id,system.name,dep.id,dep.name,dep.our_role,dep.affected_groups,dep.dates.dpia,dep.purpose
v1,Northgate,northgate.example;northgate.test,s1,Rota,d1,Wards,deployer;importer,[],2026-03-01,"=cmd|' /C calc'!A0"
v1,Northgate,northgate.example;northgate.test,s1,Rota,d2,Kitchen,,minors,,"two
lines"
v2,Unused,,s2,Spare,,,,,,
`

describe('a register file', () => {
  it('of 50 rows with two malformed ones gives 48 records and two errors with line and field, or nothing when strict', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `v${i},Vendor ${i},${i === 7 ? 'soon' : 30},${i === 30 ? 'gigantic' : 'standard'}`)
    const file = `vendor.id,vendor.name,vendor.change_notice_days,vendor.tier\n${rows.join('\n')}\n`
    const strict = await world()
    expect((await take(strict, 'vendors', file, { strict: true })).counts).toEqual([0, 0, 0])
    expect(text(await out(strict, 'vendors')).split('\n')).toHaveLength(2)
    const { counts, raw } = await take(strict, 'vendors', file)
    expect(counts).toEqual([48, 0, 0])
    expect(raw.map(({ line, field, value }) => [line, field, value])).toEqual([
      [9, 'vendor.change_notice_days', 'soon'],
      [32, 'vendor.tier', 'gigantic'],
    ])
    expect((await take(strict, 'vendors', file)).counts).toEqual([0, 0, 48])
  })

  it('may have the columns of what is kept elsewhere, and says so where they are filled', async () => {
    const w = await world()
    const file = (certificate: string) => `vendor.id,vendor.name,vendor.certifications\nv1,Northgate,${certificate}\n`
    expect(await take(w, 'vendors', file(''))).toMatchObject({ counts: [1, 0, 0], errors: [] })
    const filled = await take(w, 'vendors', file('ISO 42001'))
    expect(filled.counts).toEqual([0, 0, 1])
    expect(filled.errors).toEqual([expect.stringMatching(/^1 vendor\.certifications .*records of their own/)])
  })

  it.each(['csv', 'xlsx', 'json'] as const)('goes out as %s and into an empty register the same; again it is unchanged', async (format) => {
    const one = await world()
    expect(await take(one, 'register', register)).toMatchObject({ counts: [3, 0, 0], errors: [] })
    const file = await out(one, 'register', format)
    const two = await world()
    expect((await take(two, 'register', file, { format })).errors).toEqual([])
    for (const as of ['vendors', 'systems', 'deployments', 'register'] as const)
      expect(text(await out(two, as)), as).toBe(text(await out(one, as)))
    const again = await take(two, 'register', file, { format })
    expect(again.counts.slice(0, 2)).toEqual([0, 0])
    expect(again.counts[2]).toBeGreaterThan(2)
  })

  it.each(['csv', 'xlsx', 'json'] as const)(
    'as %s keeps what stands beside the facts: where they come from, other names, features',
    async (format) => {
      const [one, two] = [await world(), await world()]
      const { token } = await one.person('administrator')
      const add = async (noun: string, body: object) =>
        expect((await one.send('POST', `/api/v1/${noun}`, { token, body })).status).toBe(201)
      const checked = { source: 'The DPA, section 4; annex "B"', checkedOn: '2026-11-02' }
      await add('vendors', {
        id: 'v1',
        name: 'Northgate',
        aliases: ['North Gate', 'NG; Ltd'],
        tier: 'critical',
        factSources: { tier: checked },
      })
      await add('vendors', { id: 'v2', name: 'Plain' })
      const feature = {
        defaultState: 'on',
        ourSetting: 'off',
        optOut: 'admin',
        plan: 'Team',
        upstreamModel: 'lark-2',
        upstreamBinding: 'vendor_managed',
      }
      await add('systems', {
        id: 's1',
        vendorId: 'v1',
        name: 'Rota',
        kind: 'saas_embedded_feature',
        feature,
        factSources: { kind: checked },
      })
      await add('systems', { id: 's2', vendorId: 'v1', name: 'Seen', state: 'proposed', parentSystemIds: ['s1'] })
      await add('deployments', { id: 'd1', systemId: 's1', name: 'Wards', personalData: 'none', factSources: { personalData: checked } })
      for (const as of ['vendors', 'systems', 'deployments'] as const)
        expect((await take(two, as, await out(one, as, format), { format })).errors).toEqual([])
      const three = await world()
      expect((await take(three, 'register', await out(one, 'register', format), { format })).errors).toEqual([])
      for (const other of [two, three])
        for (const as of ['vendors', 'systems', 'deployments'] as const)
          expect(JSON.parse(text(await out(other, as, 'json'))), as).toEqual(JSON.parse(text(await out(one, as, 'json'))))
    },
  )

  it('takes units and owners along into an installation that has none, and refuses unknown ones in another', async () => {
    const file =
      'vendor.id,vendor.name,vendor.unit_id,system.id,system.name,dep.id,dep.name,dep.owner\nv1,A,hiring,s1,S,d1,D,ada@example.test\n'
    const empty = await world()
    expect((await take(empty, 'register', file)).errors).toEqual([])
    expect(text(await out(empty, 'register'))).toContain('ada@example.test')
    const peopled = await world()
    const { token } = await peopled.person('administrator')
    await peopled.send('POST', '/api/v1/units', { token, body: { id: 'other', name: 'Other' } })
    expect((await take(peopled, 'register', file)).errors).toEqual([
      '2 vendor.unit_id hiring: no such unit: hiring',
      '2 dep.owner ada@example.test: no such person: ada@example.test',
    ])
  })

  it('a cell that a spreadsheet would run is guarded in the file and comes back as it was', async () => {
    const one = await world()
    await take(one, 'register', register)
    const csv = text(await out(one, 'register'))
    expect(csv).toContain("\"'=cmd|' /C calc'!A0\"".slice(1, -1))
    expect(csv).not.toMatch(/(^|,)=cmd/m)
  })

  it('changes what it names and leaves the rest; an empty cell makes a fact unknown', async () => {
    const made = await world()
    await take(made, 'vendors', 'vendor.id,vendor.name,vendor.tier,vendor.governing_law\nv1,A,critical,Law of Ireland\n')
    expect((await take(made, 'vendors', 'vendor.id,vendor.tier\nv1,standard\n')).counts).toEqual([0, 1, 0])
    expect((await take(made, 'vendors', 'vendor.id,vendor.tier\nv1,\n')).counts).toEqual([0, 1, 0])
    expect(
      (await take(made, 'systems', 'system.id,system.name,system.vendor_id,system.parent_system_ids\ns0,S0,v1,\ns1,S,v1,s0\n')).counts,
    ).toEqual([2, 0, 0])
    expect((await take(made, 'deployments', 'dep.id,dep.name,dep.system_id\nd1,D,s1\n')).counts).toEqual([1, 0, 0])
    expect(await take(made, 'systems', 'system.id,system.name\ns1,Rota\n')).toMatchObject({ counts: [0, 1, 0], errors: [] })
    expect((await take(made, 'sources', 'source.id,source.url,source.vendor\nq1,https://a.example/terms,v1\n')).counts).toEqual([1, 0, 0])
    expect(await take(made, 'sources', 'source.id,source.interval_minutes\nq1,60\n')).toMatchObject({ counts: [0, 1, 0], errors: [] })
    expect(await take(made, 'deployments', 'dep.id,dep.status\nd1,live\n')).toMatchObject({ counts: [0, 1, 0], errors: [] })
    const { token } = await made.person('auditor')
    expect((await made.send('GET', '/api/v1/vendors/v1', { token })).json).toMatchObject({
      name: 'A',
      tier: null,
      governingLaw: 'Law of Ireland',
      version: 3,
    })
  })

  it('tells rows that are no CSV, unknown columns, repeated ids, missing parents and circles, and takes the rest', async () => {
    const made = await world()
    const vendors = await take(made, 'vendors', 'vendor.id,vendor.name,vendor.colour\nv1,A,red\nv2,"B"x,red\nv3,C\nv1,D,red\nv4,,red\n')
    expect(vendors.counts).toEqual([1, 0, 0])
    expect(vendors.errors.map((error) => error.split(' ').slice(0, 2).join(' '))).toEqual([
      '1 vendor.colour',
      '3 ',
      '4 vendor.colour',
      '5 vendor.id',
      '6 vendor.name',
    ])
    const systems = await take(
      made,
      'systems',
      'system.id,system.name,system.vendor_id,system.parent_system_ids\na,A,v1,b\nb,B,v1,c\nc,C,v1,a\nd,D,v1,e\ne,E,v1,\nf,F,v9,\ng,G,v1,f\n',
    )
    expect(systems.counts).toEqual([2, 0, 0])
    expect(systems.errors).toEqual([
      '2 system.parent_system_ids b: a system cannot rest on itself',
      '3 system.parent_system_ids c: a system cannot rest on itself',
      '4 system.parent_system_ids a: a system cannot rest on itself',
      '7 system.vendor_id v9: no such vendor: v9',
      '8 system.parent_system_ids f: no such system: f',
    ])
  })

  it('of sources keeps the ids, makes the vendors that it names and tells wrong ones by their line', async () => {
    const made = await world()
    const file = `{"sources":[
 {"id":"s1","url":"https://a.example/terms","vendor":"v01","type":"terms"},
 {"id":"s2","url":"https://a.example/dpa","vendor":"v01","colour":"red"},
 {"id":"s3","url":"ftp://a.example/","vendor":"v02"},
 {"id":"s4","url":"https://a.example/terms/","vendor":"v01"}
]}`
    const done = await take(made, null, file, { format: 'json' })
    expect(done.counts).toEqual([1, 0, 0])
    expect(done.raw.map(({ line, field }) => `${line} ${field}`)).toEqual(['3 colour', '4 url', '5 url'])
    expect((await take(made, null, file, { format: 'json' })).counts).toEqual([0, 0, 1])
    expect(text(await out(made, 'sources'))).toContain('s1,https://a.example/terms,v01,,terms,,,720,true,')
    expect(text(await out(made, 'vendors')).split('\n')).toHaveLength(3)
  })

  it('of JSON on one line tells each fault with the number of its record, in the list of its noun', async () => {
    const made = await world()
    const vendors = [{ id: 'v1', name: 'One' }, { id: 'v2', name: 'Two', tier: 'gigantic' }, 'three', { id: 'v1', name: 'Again' }]
    const done = await take(made, null, JSON.stringify({ vendors, systems: [{ id: 's1', name: 'S', vendorId: 'v9' }] }), { format: 'json' })
    expect(done.raw.map(({ line, record, of, field }) => [line, record, of, field])).toEqual([
      [1, 1, 'systems', 'vendorId'],
      [1, 2, 'vendors', 'tier'],
      [1, 3, 'vendors', ''],
      [1, 4, 'vendors', 'id'],
    ])
    expect(done.raw.at(-1)?.message).toBe('stands on record 1 of vendors already')
    const lines = await take(await world(), 'vendors', JSON.stringify(vendors, null, 1), { format: 'json' })
    expect(lines.raw.map(({ line, record }) => [line, record])).toEqual([
      [6, 2],
      [11, 3],
      [12, 4],
    ])
    const form = new FormData()
    form.set('as', 'vendors')
    form.set('file', new Blob([JSON.stringify(vendors)]), 'v.json')
    const { token } = await made.person('procurement')
    expect((await made.send('POST', '/api/v1/imports', { token, form })).json.errors[0]).toMatchObject({ record: 2, of: 'vendors' })
    const page = new FormData()
    page.set('as', 'vendors')
    page.set('file', new Blob([JSON.stringify(vendors)]), 'v.json')
    expect((await made.send('POST', '/import', { token, form: page })).text).toContain('1, record 2 of vendors')
  })

  it('template has the columns of the contract', async () => {
    const made = await world()
    const header = text(await out(made, 'register', 'csv', true))
      .trim()
      .split(',')
    for (const name of [
      'vendor.name',
      'vendor.domains',
      'vendor.unit_id',
      'system.vendor_id',
      'dep.system_id',
      'dep.owner',
      'dep.dates.dpia',
    ])
      expect(header).toContain(name)
    expect(header).not.toContain('vendor.certifications')
  })
})

describe('/imports and /exports', () => {
  it('take and give the same files, for who may write what is in them', async () => {
    const made = await world()
    const { token } = await made.person('risk-owner')
    const buyer = await made.person('procurement')
    const form = (as: string) => {
      const data = new FormData()
      data.set('as', as)
      data.set('file', new Blob([register]), 'register.csv')
      return data
    }
    expect((await made.send('POST', '/api/v1/imports', { token: buyer.token, form: form('register') })).status).toBe(403)
    const done = await made.send('POST', '/api/v1/imports', { token, form: form('register') })
    expect([done.status, done.json]).toMatchObject([201, { created: 3, errors: [], as: 'register' }])
    expect((await made.send('GET', `/api/v1/imports/${done.json.id}`, { token })).json).toMatchObject({ created: 3 })
    expect((await made.send('GET', '/api/v1/imports', { token })).json.total).toBe(1)
    const file = await made.send('GET', '/api/v1/exports?as=register', { token })
    expect(file.text).toBe(text(await out(made, 'register')))
    expect((await made.send('GET', '/api/v1/exports?as=poems', { token })).status).toBe(400)
  })
})

describe('the catalogue', () => {
  it('gives a vendor with its systems and sources, those that cannot be read switched off with the reason, once', async () => {
    const made = await world()
    const { token } = await made.person('procurement')
    const { json } = await made.send('GET', '/api/v1/catalogue', { token })
    expect(json.total).toBeGreaterThan(80)
    const wanted = json.items.find((item: { systems: number; sources: number }) => item.systems > 0 && item.sources > 3)
    const done = await made.send('POST', '/api/v1/vendors/from-catalogue', { token, body: { id: wanted.id } })
    expect(done.status, done.text).toBe(201)
    expect(done.json.systemIds).toHaveLength(wanted.systems)
    const sources = (await made.send('GET', `/api/v1/sources?limit=500&filter[vendorId]=${done.json.vendorId}`, { token })).json.items
    for (const source of sources) expect(source.enabled === (source.disabledReason === null), source.url).toBe(true)
    expect((await made.send('GET', `/api/v1/vendors/${done.json.vendorId}`, { token })).json).toMatchObject({
      name: wanted.name,
      catalogueId: wanted.id,
    })
    expect((await made.send('POST', '/api/v1/vendors/from-catalogue', { token, body: { id: wanted.id } })).status).toBe(409)
    expect((await made.send('POST', '/api/v1/vendors/from-catalogue', { token, body: { id: 'no-such' } })).status).toBe(400)
  })
})
