import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { workbookOf } from '../../src/flows/export-list'
import { readCsv } from '../../src/flows/import/csv'
import { openWorkbook } from '../../src/flows/import/workbook'
import { sheetsOf } from '../../src/flows/questionnaire-file'
import { world } from '../world'

type Part = { name: string; body: string; says?: number; packed?: Uint8Array }
/** A ZIP of parts; `says` is what its directory says of a part's size. */
function zip(parts: readonly Part[]): Uint8Array {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const { name, body, says = body.length, packed = deflateRawSync(body) } of parts) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(says, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(says, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), Buffer.from(packed))
    centrals.push(central, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const link = (type: string, target: string) =>
  `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`
const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const head = `<row r="1">${text('A1', 'key')}${text('E1', 'answer')}</row>`
/** A workbook of one sheet of these rows, with what is put beside it. */
const workbook = (rows: string, { before = '', more = [] }: { before?: string; more?: Part[] } = {}) =>
  zip([
    { name: '[Content_Types].xml', body: `<Types xmlns="${packages}/content-types"/>` },
    { name: '_rels/.rels', body: link('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      body: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="questions" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', body: link('worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', body: `${before}<worksheet xmlns="${main}"><sheetData>${head}${rows}</sheetData></worksheet>` },
    ...more,
  ])
const answers = async (file: Uint8Array) => {
  const sheets = await sheetsOf(file)
  return 'problem' in sheets ? sheets.problem : sheets[0]?.rows.slice(1).map((cells) => cells[4])
}
const spaces = 'x'.repeat(100)

describe('a filled workbook', () => {
  it.each([
    ['a cell in the last row and column', `<row r="1048576">${text('XFD1048576', 'x')}</row>`, /reaches row 1048576/],
    ['a row beyond all rows', '<row r="999999999"></row>', /reaches row 999999999/],
    ['a row written as a power', '<row r="1e9"></row>', /reaches row 1000000000/],
    ['an address under a prefix', `<x:row x:r="900000000">${text('A900000000', 'x')}</x:row>`, /reaches row 900000000/],
    ['many columns of many rows', `<row r="100000">${text('XFD100000', 'x')}</row>`, /reach over \d+ cells/],
    ['an address in entities', '<row r="2"><c r="&#88;FD2" t="inlineStr"><is><t>x</t></is></c></row>', /cannot be read|can be read/],
    ['an address of great length', `<row r="2"><c r="${'A'.repeat(120)}2"/></row>`, /can be read/],
  ])('with %s is refused before memory is taken for it', async (_, rows, problem) => {
    expect(await answers(workbook(rows))).toMatch(problem)
  })

  it('of which the directory lies is refused before the reader unpacks it', async () => {
    const media = { name: 'xl/media/a.png', body: spaces, says: 10 }
    expect(await answers(workbook('', { more: [media] }))).toMatch(/can be read/)
    expect(await answers(workbook('', { more: [{ ...media, says: 4_000_000_000 }] }))).toMatch(/unpacks to more than 100 MB/)
    expect(await answers(workbook('', { more: [{ ...media, says: 100, packed: new Uint8Array([1, 2, 3]) }] }))).toMatch(/can be read/)
  })

  it('has its entities left as they stand, its macros passed over, and of a formula the last value read', async () => {
    const before = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const rows = `<row r="2">${text('A2', 'Q01')}<c r="E2" t="inlineStr"><is><t>&a;&x;</t></is></c></row>`
    expect(await answers(workbook(rows, { before }))).toEqual(['&a;&x;'])
    const formula = `<row r="2">${text('A2', 'Q01')}<c r="E2"><f>HYPERLINK("https://evil.example","x")</f><v>5</v></c></row>`
    expect(await answers(workbook(formula, { more: [{ name: 'xl/vbaProject.bin', body: 'macro' }] }))).toEqual(['5'])
  })

  it('that our own programs write is read, far as it may reach', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => [`K${index}`, 'a', '=1+1', '-5'])
    const sheets = await openWorkbook(await workbookOf('questions', rows))
    expect('problem' in sheets ? sheets.problem : sheets[0]?.rows.at(-1)).toEqual(['K2999', 'a', '=1+1', '-5'])
  })
})

describe('a CSV', () => {
  it.each([
    ['many commas', ','.repeat(2_100_000), /more than 2000000 cells/],
    ['many rows', 'a\n'.repeat(30_000), /more than 20000 rows/],
    ['one endless cell', `"${'a'.repeat(1_200_000)}`, /not CSV/],
  ])('of %s is refused', async (_, body, problem) => {
    expect(await answers(new TextEncoder().encode(body))).toMatch(problem)
  })

  it('of more lines than a register has is refused whole', () => {
    const read = readCsv(`vendor.name\n${'a\n'.repeat(1_000_001)}`, 'vendors')
    expect([read.rows.length, read.faults.map(({ message }) => message)]).toEqual([0, [expect.stringContaining('more than 1000000 lines')]])
  })
})

it('a workbook with a far cell is refused at both doors, and the service goes on', async () => {
  const w = await world()
  const { token } = await w.person('procurement')
  const far = new Uint8Array(workbook(`<row r="1048576">${text('XFD1048576', 'x')}</row>`))
  const form = (fields: Record<string, string> = {}) => {
    const data = new FormData()
    data.set('file', new File([far], 'far.xlsx'))
    for (const [name, value] of Object.entries(fields)) data.set(name, value)
    return data
  }
  const vendor = (await w.send('POST', '/api/v1/vendors', { token, body: { name: 'Osprey' } })).json
  const asked = (await w.send('POST', '/api/v1/questionnaires', { token, body: { vendorId: vendor.id, questionIds: ['Q01'] } })).json
  const answered = await w.send('POST', `/api/v1/questionnaires/${asked.id}/import`, { token, form: form() })
  expect([answered.status, answered.json.errors]).toEqual([
    400,
    [{ path: 'file', message: expect.stringContaining('reaches row 1048576') }],
  ])
  const taken = await w.send('POST', '/api/v1/imports?as=vendors', { token, form: form({ as: 'vendors' }) })
  expect(taken.text).toContain('reaches row 1048576')
})
