import { beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world'
import { pdfOf } from './pdf'

const url = 'https://acme.example.test/terms.pdf'
const said = (days: number) =>
  `These terms govern the use of the service by our customers. We retain prompts and outputs for ${days} days after they are submitted and then delete them from all systems.`
const cut = (body: Buffer, share: number) => body.subarray(0, Math.floor(body.length * share))
const edited = (body: Buffer, edit: (text: string) => string) => Buffer.from(edit(body.toString('latin1')), 'latin1')

let w: World
let token: string
const show = async (body: Buffer, type = 'application/pdf') => {
  w.pages.set(url, { body, headers: { 'content-type': type } })
  w.clock.pass(60_000)
  return (await w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })).json
}
const texts = async () => {
  const [snapshot] = (await w.send('GET', '/api/v1/snapshots?filter[sourceId]=terms', { token })).json.items
  const whole = snapshot && (await w.send('GET', `/api/v1/snapshots/${snapshot.id}?include=statements`, { token })).json
  return (whole?.statements ?? []).map(({ text }: { text: string }) => text).join(' ')
}
const health = async () => (await w.send('GET', '/api/v1/sources/terms', { token })).json.health
const reason = async () => (await w.send('GET', '/api/v1/captures?filter[sourceId]=terms', { token })).json.items[0].reason

beforeEach(async () => {
  w = await world()
  token = (await w.person('administrator')).token
  await w.send('POST', '/api/v1/sources', { token, body: { id: 'terms', vendor: 'Acme', url, type: 'terms' } })
})

describe('a PDF (B39)', () => {
  it('locked with an empty password is read like any other, and a change of its text is seen', async () => {
    await show(pdfOf(said(30), { password: '' }))
    expect(await health()).toMatchObject({ state: 'ok', cause: null })
    expect(await texts()).toContain('30 days')
    expect((await show(pdfOf(said(90), { password: '' }))).change).toBe('material')
  })
  it('that is locked now and was open before, with the same text, has not changed', async () => {
    await show(pdfOf(said(30)))
    expect((await show(pdfOf(said(30), { password: '' }))).change).toBe('none')
  })
  it('locked with a password that we do not have is a state that says so', async () => {
    await show(pdfOf(said(30), { password: 'secret' }))
    expect(await health()).toMatchObject({ state: 'unavailable', cause: 'unreadable' })
    expect(await reason()).toBe('The PDF is locked with a password.')
  })
  it('that gets a password is no change of the document; when it opens again nothing has happened', async () => {
    await show(pdfOf(said(30)))
    expect((await show(pdfOf(said(30), { password: 'secret' }))).change).toBe('none')
    expect(await health()).toMatchObject({ state: 'collector-broken', cause: 'unreadable' })
    expect((await show(pdfOf(said(30)))).change).toBe('none')
    expect(await health()).toMatchObject({ state: 'ok' })
  })
  it.each([
    ['without its end', (body: Buffer) => edited(body, (text) => text.replace(/startxref[\s\S]*$/, ''))],
    ['without its last mark', (body: Buffer) => edited(body, (text) => text.replace('%%EOF\n', ''))],
    [
      'whose table of places is wrong',
      (body: Buffer) => edited(body, (text) => text.replace(/\n00000\d{5} 00000 n/g, '\n0000000001 00000 n')),
    ],
    ['with bytes before its beginning', (body: Buffer) => Buffer.concat([Buffer.from('\r\n\r\n'), body])],
    ['under a media type with a charset', (body: Buffer) => body, 'application/pdf; charset=utf-8'],
    ['under the media type of anything', (body: Buffer) => body, 'application/octet-stream'],
  ])('%s is read', async (_, make, type = 'application/pdf') => {
    await show(make(pdfOf(said(30))), type)
    expect(await health()).toMatchObject({ state: 'ok' })
    expect(await texts()).toContain('30 days')
  })
  it.each([
    ['cut off in the middle', (body: Buffer) => cut(body, 0.4)],
    ['without any of its objects', () => Buffer.from('%PDF-1.7\n%%EOF\n')],
    ['whose pages lead in a circle', (body: Buffer) => edited(body, (text) => text.replace('/Kids [3 0 R]', '/Kids [2 0 R]'))],
    ['without a page', (body: Buffer) => edited(body, (text) => text.replace('/Kids [3 0 R] /Count 1', '/Kids [     ] /Count 0'))],
  ])('%s is a state with its reason in words, and no baseline', async (_, make) => {
    await show(make(pdfOf(said(30))))
    expect(await health()).toMatchObject({ state: 'unavailable', cause: 'unreadable' })
    expect(await reason()).toMatch(/^The PDF (?:is damaged|holds no text)/)
    expect(await texts()).toBe('')
  })
})
