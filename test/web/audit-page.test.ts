import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

async function begun() {
  const w = await world()
  const made = await registerForWork(w)
  const { admin, owner, procurement } = { ...made.people, procurement: await w.person('procurement', { email: 'p@example.test' }) }
  const page = (path: string, token = admin.token) => w.send('GET', path, { token })
  return { w, made, admin, owner, procurement, page }
}

it('who decided what on a past day is one filter, with the reason that they wrote', async () => {
  const { w, made, owner, page } = await begun()
  w.clock.at('2026-12-03T10:00:00.000Z')
  const { caseId } = await made.report({
    systemId: 'sys-lark',
    kinds: ['model-version-replaced'],
    silent: false,
    quote: 'lark-2 is replaced.',
  })
  await w.send('POST', `/api/v1/cases/${caseId}/triage`, {
    token: owner.token,
    body: { answer: 'material', reason: 'The model is another one.' },
  })
  w.clock.at('2026-12-20T10:00:00.000Z')
  const day = (await page('/audit?decisions=1&from=2026-12-03&to=2026-12-03')).text
  expect(day).toContain('The model is another one.')
  expect(day).toContain('Case: triaged')
  expect(day).not.toContain('Unit: added')
  expect((await page('/audit?decisions=1&from=2026-12-04&to=2026-12-10')).text).toContain('No act matches')
  expect((await page(`/audit?actor=${owner.id}`)).text).toContain('Case: triaged')
  expect((await page('/audit?action=case.triaged')).text).toContain('The model is another one.')
  expect((await page('/audit?from=yesterday')).status).toBe(400)
})

it('the chain is recomputed on request, says how far it came, and names the act that was altered', async () => {
  const { w, admin, page } = await begun()
  const check = (fields: Record<string, string> = {}) =>
    w.send('POST', '/audit/verify', { token: admin.token, form: new URLSearchParams(fields) })
  expect((await page('/audit')).text).toContain('not recomputed here yet')
  expect((await check()).status).toBe(303)
  const [head] = await w.ports.db.all<{ seq: number; hash: string }>(sql`select seq, hash from audit order by seq desc limit 1`)
  const whole = (await page('/audit')).text
  expect(whole).toContain(`Whole: all ${head?.seq} acts recomputed`)
  expect(whole).toContain(head?.hash)
  await w.person('analyst', { email: 'later@example.test' })
  expect((await page('/audit')).text).toContain(`Go on from ${head?.seq}`)
  await check({ goOn: '1' })
  expect((await page('/audit')).text).toContain('Whole: all')
  await w.ports.db.run(sql`update audit set action = 'vendor.invented' where seq = 3`)
  await check({ goOn: '1' })
  expect((await page('/audit')).text).toContain('Whole: all')
  await check()
  expect((await page('/audit')).text).toContain('Broken: audit row 3 was changed')
  expect((await page('/audit/3')).text).toContain('Its hash does not fit')
})

it('a range goes out as CSV, XLSX and JSON with the head of the chain, to those who may read the trail', async () => {
  const { w, page, procurement } = await begun()
  const [head] = await w.ports.db.all<{ seq: number; hash: string }>(sql`select seq, hash from audit order by seq desc limit 1`)
  const csv = await page('/audit/export?format=csv&entity=unit')
  const lines = csv.text.trim().split(/\r?\n/)
  expect(lines[0]).toContain('headHash')
  expect(lines.slice(1).every((line) => line.includes(',unit,') && line.endsWith(head?.hash ?? 'none'))).toBe(true)
  const json = JSON.parse((await page('/audit/export?format=json&entity=unit')).text)
  expect(json.head).toEqual(head)
  expect(json.acts).toHaveLength(lines.length - 1)
  expect(json.acts[0].after).toMatchObject({ id: json.acts[0].entityId })
  expect((await page('/audit/export?format=xlsx')).headers.get('content-disposition')).toContain(`head-${head?.hash.slice(0, 12)}`)
  for (const path of ['/audit', '/audit/1', '/audit/export']) expect((await page(path, procurement.token)).status, path).toBe(403)
})

it('an act shows what it changed of its record and where it stands in the chain', async () => {
  const { w, admin, page } = await begun()
  const vendor = (await w.send('POST', '/api/v1/vendors', { token: admin.token, body: { name: 'Before Ltd' } })).json
  await w.send('PATCH', `/api/v1/vendors/${vendor.id}`, { token: admin.token, body: { name: 'After Ltd' }, headers: { 'if-match': '"1"' } })
  const [row] = await w.ports.db.all<{ seq: number }>(sql`select max(seq) as seq from audit where entity_id = ${vendor.id}`)
  const shown = (await page(`/audit/${row?.seq}`)).text
  for (const text of ['Before Ltd', 'After Ltd', 'Its hash fits', `/vendors/${vendor.id}`]) expect(shown).toContain(text)
  expect(shown).not.toContain('updatedAt')
})

it('from the page of a record it is one click to its audit rows, for those who may read them', async () => {
  const { made, procurement, page } = await begun()
  const { findingId } = {
    findingId: (await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'Q' })).id,
  }
  for (const [path, entity, id] of [
    ['/vendors/quietbox', 'vendor', 'quietbox'],
    ['/deployments/dep-new', 'deployment', 'dep-new'],
    [`/findings/${findingId}`, 'finding', findingId],
  ] as const) {
    const link = `/audit?entity=${entity}&amp;id=${id}`
    expect((await page(path)).text, path).toContain(link)
    expect((await page(path, procurement.token)).text, path).not.toContain(link)
    expect((await page(link.replace('&amp;', '&'))).text, path).toContain('shown of')
  }
})
