import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShape } from '../../src/core/profile'
import { csvColumns, decodeCell, encodeCell, registerColumns } from '../../src/core/register-file'

const names = (noun: Parameters<typeof csvColumns>[0]) => csvColumns(noun).map((column) => column.name)
const columnOf = (allowed: string) => ({ shape: readShape(allowed) })

describe('the columns of a register file', () => {
  it('are the names of the pack with what names the record first', () => {
    expect(names('vendor').slice(0, 5)).toEqual(['vendor.id', 'vendor.name', 'vendor.domains', 'vendor.unit_id', 'vendor.legal_name'])
    expect(names('system').slice(0, 4)).toEqual(['system.id', 'system.name', 'system.vendor_id', 'system.unit_id'])
    expect(names('dep')).toEqual(
      expect.arrayContaining(['dep.owner', 'dep.name', 'dep.system_id', 'dep.dates.dpia', 'dep.dates.registration_check']),
    )
    expect(names('dep')).not.toContain('dep.dates')
    expect(names('vendor')).not.toContain('vendor.certifications')
  })
  it('of the whole register are those of all three nouns, each once', () => {
    const all = registerColumns().map((column) => column.name)
    expect(all).toEqual([...names('vendor'), ...names('system'), ...names('dep')])
    expect(new Set(all).size).toBe(all.length)
  })
  it('say what a new record needs', () => {
    const needed = registerColumns().filter((column) => column.required)
    expect(needed.map((column) => column.name)).toEqual(['vendor.name', 'system.name', 'system.vendor_id', 'dep.name', 'dep.system_id'])
  })
  it('take a date apart', () => {
    expect(csvColumns('dep').find((column) => column.name === 'dep.dates.risk_assessment')).toMatchObject({
      key: 'dates',
      part: 'riskAssessment',
    })
  })
})

describe('a cell', () => {
  it.each([
    { allowed: 'text', cell: '', value: null },
    { allowed: 'text', cell: '   ', value: null },
    { allowed: 'list', cell: '[]', value: [] },
    { allowed: 'list', cell: 'a; b;c', value: ['a', 'b', 'c'] },
    { allowed: 'list', cell: '["a;b"]', value: ['a;b'] },
    { allowed: 'set: chat | memory', cell: 'chat;memory', value: ['chat', 'memory'] },
    { allowed: 'boolean', cell: 'TRUE', value: true },
    { allowed: 'boolean', cell: 'no', value: false },
    { allowed: 'boolean plus licence id', cell: '{"value":true,"licenceId":"MIT"}', value: { value: true, licenceId: 'MIT' } },
    { allowed: 'integer or none', cell: ' 30 ', value: 30 },
    { allowed: 'integer or none', cell: 'none', value: 'none' },
    { allowed: 'date or unknown', cell: '2026-11-21', value: '2026-11-21' },
    { allowed: 'enum: none | adopting', cell: 'adopting', value: 'adopting' },
    { allowed: 'list: name, purpose, country', cell: '[{"name":"A","country":"IE"},"B"]', value: [{ name: 'A', country: 'IE' }, 'B'] },
    { allowed: 'text plus hash plus document ref', cell: '{"text":"Notes","hash":"ab"}', value: { text: 'Notes', hash: 'ab' } },
    { allowed: 'text plus hash plus document ref', cell: 'Notes of meetings', value: 'Notes of meetings' },
  ])('of "$allowed" reads $cell', ({ allowed, cell, value }) => expect(decodeCell(columnOf(allowed), cell)).toEqual({ ok: true, value }))

  it.each([
    { allowed: 'boolean', cell: 'maybe', says: 'expected true or false, or an empty cell for unknown' },
    { allowed: 'integer', cell: 'thirty', says: 'a whole number of 0 or more' },
    { allowed: 'integer', cell: '-3', says: 'a whole number of 0 or more' },
    { allowed: 'date', cell: '21/11/2026', says: 'YYYY-MM-DD' },
    { allowed: 'date', cell: '2026-02-30', says: 'YYYY-MM-DD' },
    { allowed: 'enum: none | adopting', cell: 'unknown', says: 'one of none, adopting' },
    { allowed: 'set: chat | memory', cell: 'chat; mind', says: 'a list of any of chat, memory, parted by ;' },
    { allowed: 'ISO country code', cell: 'Ireland', says: 'two-letter' },
  ])('of "$allowed" refuses $cell and says what was expected', ({ allowed, cell, says }) => {
    const read = decodeCell(columnOf(allowed), cell)
    expect(read.ok ? '' : read.message).toContain(says)
  })

  const texts = fc.string({ minLength: 1, unit: fc.constantFrom(...'ab ;[]{}",=\n\'1é') }).filter((text) => /\S/.test(text))
  const parts = fc.dictionary(fc.constantFrom('name', 'hash'), fc.oneof(texts, fc.integer(), fc.boolean()), { minKeys: 1 })
  it.each([
    { allowed: 'text', values: texts },
    { allowed: 'list', values: fc.array(texts) },
    { allowed: 'list: name, purpose', values: fc.array(fc.oneof(texts, parts)) },
    { allowed: 'list plus hash', values: fc.oneof(fc.array(texts), parts) },
    { allowed: 'text plus hash plus document ref', values: fc.oneof(texts, parts) },
    { allowed: 'integer or none', values: fc.oneof(fc.nat(), fc.constant('none')) },
    { allowed: 'boolean plus licence id', values: fc.oneof(fc.boolean(), fc.record({ value: fc.boolean(), licenceId: texts })) },
    { allowed: 'set: chat | memory', values: fc.subarray(['chat', 'memory']) },
  ])('of "$allowed" written and read again is the same', ({ allowed, values }) =>
    fc.assert(
      fc.property(values, (value) => {
        expect(decodeCell(columnOf(allowed), encodeCell(columnOf(allowed), value))).toEqual({ ok: true, value })
      }),
    ),
  )
})
