import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import * as schema from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
let reviewId: string
let claimId: string

/** Reviews signed off while an answer to one of their questions stands, a certificate, a set of questions and a questionnaire that was sent. */
beforeAll(async () => {
  w = await world()
  made = await registerForWork(w)
  const asked = await made.post('/questionnaires', { vendorId: 'talentworks', questionIds: ['Q36'] })
  expect((await made.act(`/questionnaires/${asked.id}/send`, { expiresAt: '2026-12-24' }, 'admin')).status).toBe(200)
  const support = { type: 'reply', questionnaireId: asked.id }
  claimId = (await made.post('/claims', { vendorId: 'talentworks', questionId: 'Q36', answer: 'No.', support }, 'analyst')).id
  await made.post('/claims', { vendorId: 'quietbox', questionId: 'Q36', answer: 'No.', support: await documentOf('quietbox') }, 'analyst')
  await made.post('/certificates', { vendorId: 'talentworks', standard: 'SOC 2 Type 2', number: 'a', validTo: '2027-01-01' })
  await made.post('/question-sets', { name: 'Ours', questions: [{ id: 'P1', section: 'Own', question: 'Who?' }] })
  const found = await made.report({ systemId: 'sys-plain', kinds: ['customer-data-training-changed'], silent: false, quote: 'A letter.' })
  const reviews: { id: string }[] = await made.reviewsOf(found.caseId)
  const items = reviews.map(({ id }) => ({ id, outcome: 'holds', reason: 'Read again.', evidenceIds: [] }))
  expect((await made.act('/reviews/close', { items })).status).toBe(200)
  const [link] = await w.ports.db.all<{ id: string }>(sql`select review_id as id from review_claims order by review_id`)
  reviewId = link?.id ?? ''
})

async function documentOf(vendorId: string) {
  const form = new FormData()
  form.set('data', JSON.stringify({ vendorId, name: 'Report' }))
  form.set('file', new File(['What it says.'], 'report.txt'))
  const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
  return { type: 'document', evidenceId: kept.json.id }
}

it('a review says which claims it was signed on, and its history says so too', async () => {
  expect((await made.get(`/reviews/${reviewId}`)).claimIds).toEqual([claimId])
  expect((await made.get(`/reviews/${reviewId}?asOf=${w.ports.now()}`)).claimIds).toEqual([claimId])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('the trail knows when such a link is taken out or put in', async () => {
  const { db } = w.ports
  const other = await db.all<{ id: string }>(sql`select id from claims where id <> ${claimId}`)
  await db.run(sql`delete from review_claims where review_id = ${reviewId}`)
  expect((await verify(w.ports)).fault).toMatchObject({ entity: 'review', entityId: reviewId, what: expect.stringContaining('claimIds') })
  await db.run(sql`insert into review_claims values (${reviewId}, ${claimId})`)
  await db.run(sql`insert into review_claims values (${reviewId}, ${other[0]?.id})`)
  expect((await verify(w.ports)).fault).toMatchObject({ entity: 'review', entityId: reviewId })
  await db.run(sql`delete from review_claims where claim_id <> ${claimId}`)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('what a review was signed on stays in the trail through its second signature and its return', async () => {
  const [waiting] = (await made.get('/reviews?limit=500&filter[state]=awaiting-second-signature')).items.filter(
    ({ claimIds }: { claimIds: string[] }) => claimIds.length > 0,
  )
  if (!waiting) throw new Error('no critical review rests on a claim')
  expect((await made.act(`/reviews/${waiting.id}/return`, { reason: 'Say more.' }, 'second')).status).toBe(200)
  expect((await made.act(`/reviews/${waiting.id}/close`, { outcome: 'holds', reason: 'More.', evidenceIds: [] })).status).toBe(200)
  expect((await made.act(`/reviews/${waiting.id}/approve`, {}, 'second')).status).toBe(200)
  expect((await made.get(`/reviews/${waiting.id}`)).claimIds).toEqual([claimId])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

/** Of a questionnaire that is out: the vendor's unsent words are nobody's act, and the link's hash is kept as a mark. */
const unaudited = ['questionnaires.progress', 'questionnaires.progress_at']
it.each([
  ['claim', schema.claims],
  ['certificate', schema.certificates],
  ['question-set', schema.questionSets],
  ['questionnaire', schema.questionnaires],
] as const)('sees one byte of any column of a %s', async (entity, table) => {
  const { db } = w.ports
  const name = getTableName(table)
  const missed: string[] = []
  for (const { name: column } of Object.values(getTableColumns(table))) {
    const [row] = await db.all<{ id: number; value: string | number | null }>(
      sql.raw(`select rowid as id, ${column} as value from ${name} order by ${column} is null, rowid desc limit 1`),
    )
    const set = (value: string | number | null) =>
      db.run(sql`update ${sql.raw(`${name} set ${column} = `)}${value} where rowid = ${row?.id}`)
    const before = row?.value ?? null
    await set(typeof before === 'number' ? before + 1 : (before ?? '').replace(/[a-z0-9]|$/, (sign) => (sign === 'b' ? 'c' : 'b')))
    const found = await verify(w.ports)
    await set(before)
    if (found.fault?.entity !== entity && !unaudited.includes(`${name}.${column}`)) missed.push(column)
  }
  expect(missed).toEqual([])
})
