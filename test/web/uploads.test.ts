import { deflateRawSync, deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { pack } from '../../src/core/pack'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeAll(async () => {
  w = await world()
  made = await registerForWork(w)
})

const bytes = (text: string) => new TextEncoder().encode(text)

/** A ZIP, as small as one can be: `says` is what its directory says of an entry's size, whatever it really is. */
function zip(entries: readonly { name: string; body: Uint8Array; says?: number; flags?: number }[], count = entries.length): Uint8Array {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const { name, body, says = body.length, flags = 0 } of entries) {
    const packed = deflateRawSync(body)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(flags, 8)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(says, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), packed)
    centrals.push(central, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
}

const pdf = (objects: string) => bytes(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${objects}\ntrailer << /Root 1 0 R >>\n%%EOF`)
function pdfWithObjectStream(objects: string): Uint8Array {
  const packed = deflateSync(Buffer.from(objects))
  const head = `%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\r\n`
  return new Uint8Array(Buffer.concat([Buffer.from(head), packed, Buffer.from('\r\nendstream\nendobj\n%%EOF')]))
}
const document = [
  { name: '[Content_Types].xml', body: bytes('<Types/>') },
  { name: 'word/document.xml', body: bytes('<w:document/>') },
]

function upload(body: Uint8Array, name: string) {
  const form = new FormData()
  form.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'A document', supports: ['gdpr-28-2'] }))
  form.set('file', new File([new Uint8Array(body)], name, { type: 'application/pdf' }))
  return w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
}

describe('an uploaded file that could do something is refused with the reason, whatever its name and type say', () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    ['an HTML page', () => bytes('<!doctype html><script>alert(1)</script>'), /a page or script/],
    ['HTML after a comment and space', () => bytes('\ufeff  <!-- x -->\n<script>alert(1)</script>'), /a page or script/],
    ['an SVG drawing', () => bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /SVG/],
    ['a shell script', () => bytes('#!/bin/sh\nrm -rf /'), /a script/],
    ['a program', () => new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), /a program/],
    ['bytes of no known kind', () => new Uint8Array([1, 2, 3, 0, 255]), /not known/],
    ['an empty file', () => new Uint8Array(), /empty|file/],
    ['a PDF with a script', () => pdf('2 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj'), /PDF that runs a script/],
    ['a PDF with a script under an escaped name', () => pdf('2 0 obj\n<< /S/J#61vaScript /JS (x) >>\nendobj'), /PDF that runs a script/],
    [
      'a PDF with a script in a packed object',
      () => pdfWithObjectStream('2 0 << /S /JavaScript /JS (app.alert(1)) >>'),
      /PDF that runs a script/,
    ],
    ['a PDF that starts a program', () => pdf('2 0 obj\n<< /S /Launch /F (calc.exe) >>\nendobj'), /PDF that runs a script/],
    ['a ZIP that says it unpacks to too much', () => zip([{ name: 'a.txt', body: bytes('a'), says: 4_000_000_000 }]), /more than 256 MB/],
    [
      'a ZIP that unpacks to too much and says otherwise',
      () => zip([{ name: 'a.txt', body: new Uint8Array(257_000_000), says: 10 }]),
      /more than 256 MB/,
    ],
    ['a ZIP of too many files', () => zip(document, 60_000), /more than 5000 files/],
    ['a ZIP in a ZIP', () => zip([{ name: 'in.txt', body: zip(document) }]), /another archive/],
    ['a ZIP with a program', () => zip([{ name: 'notes.txt', body: new Uint8Array([0x4d, 0x5a, 0x90]) }]), /a program/],
    ['a locked ZIP', () => zip([{ name: 'a.txt', body: bytes('a'), flags: 1 }]), /password/],
    ['a damaged ZIP', () => zip(document).subarray(0, 60), /hold together/],
    ['a document with macros', () => zip([...document, { name: 'word/vbaProject.bin', body: bytes('x') }]), /macros/],
  ])('%s', async (_, body, why) => {
    const answer = await upload(body(), 'report.pdf')
    expect([400, 415]).toContain(answer.status)
    expect(answer.text).toMatch(why)
    expect((await made.get('/evidence')).items).toEqual([])
  })
})

describe('a file that is kept', () => {
  it.each<[string, () => Uint8Array, string, string]>([
    ['report.pdf', () => pdf('2 0 obj\n<< /Type /Outlines /Title (CSS/JavaScript) >>\nendobj'), 'application/pdf', 'report.pdf'],
    ['annex.exe', () => zip(document), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'annex.exe.docx'],
    ['run.js', () => bytes('alert("a note on alerts")'), 'text/plain', 'run.js.txt'],
    ['list.csv', () => bytes('name,country\nAcme,Ireland\n'), 'text/csv', 'list.csv'],
    ['mail.eml', () => bytes('From: a@example.test\r\nSubject: Notice\r\n\r\n<script>alert(1)</script>'), 'message/rfc822', 'mail.eml'],
    ['answer.json', () => bytes('{"a":1}'), 'application/json', 'answer.json'],
  ])('%s is known by its content and only ever a download', async (name, body, mediaType, saved) => {
    const kept = await upload(body(), name)
    expect(kept).toMatchObject({ status: 201, json: { mediaType, fileName: name } })
    const file = await w.send('GET', `/api/v1/evidence/${kept.json.id}/file`, { token: made.people.auditor.token })
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${saved}`)
  })
})

describe('a file of 2 GB', () => {
  const endless = () => {
    let read = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 1_000_000
        if (read > 2_000_000_000) controller.close()
        else controller.enqueue(new Uint8Array(1_000_000))
      },
    })
    return { stream, read: () => read }
  }
  const send = (body: ReadableStream, more: Record<string, string>) => {
    const headers = { authorization: `Bearer ${made.people.analyst.token}`, 'content-type': 'multipart/form-data; boundary=x', ...more }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    return w.app.request('http://localhost/api/v1/evidence', init)
  }

  it('is refused by its announced length before any of it is read', async () => {
    const { stream, read } = endless()
    const answer = await send(stream, { 'content-length': '2000000000' })
    expect(answer.status).toBe(413)
    expect(read()).toBeLessThan(3_000_000)
  })

  it('is refused at the limit where no length is announced', async () => {
    const { stream, read } = endless()
    const answer = await send(stream, {})
    expect(answer.status).toBe(413)
    expect(read()).toBeLessThan(40_000_000)
  })
})

it('a document says what of the vendor it covers, in the API and on its page', async () => {
  const form = new FormData()
  form.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'Report', scope: 'Hosting in Frankfurt' }))
  form.set('file', new File([bytes('A report.')], 'report.txt'))
  const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
  expect(kept.json.scope).toBe('Hosting in Frankfurt')
  const patched = await w.send('PATCH', `/api/v1/evidence/${kept.json.id}`, {
    token: made.people.analyst.token,
    body: { scope: 'Hosting in Dublin' },
    headers: { 'if-match': kept.headers.get('etag') ?? '' },
  })
  expect(patched.json).toMatchObject({ scope: 'Hosting in Dublin', name: 'Report' })
  const page = (path: string) => w.send('GET', path, { token: made.people.analyst.token })
  expect((await page(`/evidence/${kept.json.id}`)).text).toContain('Hosting in Dublin')
  expect((await page(`/evidence/${kept.json.id}/edit`)).text).toMatch(/name="scope"[^>]*>Hosting in Dublin/)
})

it('a document that covers until before it covers from is refused, when it comes and when it is changed', async () => {
  const form = (given: object) => {
    const sent = new FormData()
    sent.append('file', new Blob(['Report for the year 2026.'], { type: 'text/plain' }), 'report.txt')
    sent.append('data', JSON.stringify({ vendorId: 'talentworks', name: 'Report', ...given }))
    return sent
  }
  const { token } = made.people.analyst
  const refused = await w.send('POST', '/api/v1/evidence', { token, form: form({ periodFrom: '2026-12-31', periodTo: '2026-01-01' }) })
  expect(refused.status).toBe(400)
  expect(refused.json.errors).toMatchObject([{ path: 'data.periodTo' }])
  const kept = await w.send('POST', '/api/v1/evidence', { token, form: form({ periodFrom: '2026-01-01', periodTo: '2026-12-31' }) })
  expect(kept.status).toBe(201)
  const turned = await w.send('PATCH', `/api/v1/evidence/${kept.json.id}`, {
    token,
    body: { periodTo: '2025-12-31' },
    headers: { 'if-match': '"1"' },
  })
  expect(turned.status).toBe(400)
  expect(turned.json.errors).toMatchObject([{ path: 'periodTo' }])
})

it('a document names what it supports by citation, and its form opens only the frameworks of which something is picked', async () => {
  const kept = await upload(bytes('A report.'), 'report.txt')
  const page = (path: string) => w.send('GET', path, { token: made.people.analyst.token })
  expect((await page(`/evidence/${kept.json.id}`)).text).toMatch(/<li>GDPR Art 28\(2\)/)
  const { text } = await page(`/evidence/${kept.json.id}/edit`)
  expect(text.match(/<details open=""><summary>[^<]*/g)).toEqual([expect.stringMatching(/GDPR, 1 of \d+/)])
  expect(text).toMatch(/<details><summary>EU AI Act, \d+ obligations/)
})

describe('evidence withdrawn', () => {
  it('no longer supports its obligations, and an answer that rests on it is gone', async () => {
    const kept = await upload(bytes('The annex.'), 'annex.txt')
    const cells = async () =>
      (await made.get('/coverage?limit=500')).items.filter((cell: { evidenceIds: string[] }) => cell.evidenceIds.includes(kept.json.id))
    const supported = await cells()
    expect(supported.length).toBeGreaterThan(0)
    expect(new Set(supported.map((cell: { obligationId: string }) => cell.obligationId))).toEqual(new Set(['gdpr-28-2']))
    const use = supported[0].deploymentId
    const page = await w.send('GET', `/coverage?framework=gdpr&cell=gdpr-28-2.${use}`, { token: made.people.analyst.token })
    expect(page.text).toMatch(new RegExp(`On file for it today:.*/evidence/${kept.json.id}`, 's'))
    const claim = await w.send('POST', '/api/v1/claims', {
      token: made.people.analyst.token,
      body: {
        vendorId: 'talentworks',
        questionId: pack().questions.keys().next().value,
        answer: 'Yes.',
        support: { type: 'document', evidenceId: kept.json.id, page: null },
      },
    })
    expect(claim.status).toBe(201)
    await w.send('POST', `/api/v1/evidence/${kept.json.id}/withdraw`, { token: made.people.analyst.token, body: { reason: 'Wrong file.' } })
    expect(await cells()).toEqual([])
    expect((await made.get(`/claims/${claim.json.id}`)).state).toBe('gone')
  })
})
