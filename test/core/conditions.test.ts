import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, fieldsReadBy, isEmpty } from '../../src/core/conditions'
import type { Expression } from '../../src/core/pack'
import type { PackRecord } from '../../src/core/register'

const unknown = null
const value = (record: PackRecord, expression: Expression) => evaluate(record).test(expression)
const missing = (record: PackRecord, expression: Expression) => evaluate(record).missing(expression)

describe('an empty field', () => {
  it.each([{ empty: undefined }, { empty: null }, { empty: '' }, { empty: 'unknown' }])(
    '$empty makes every operator unknown',
    ({ empty }) => {
      const record = { f: empty, g: 'x' }
      for (const expression of [
        { field: 'f', eq: true },
        { field: 'f', ne: 'none' },
        { field: 'f', in: ['a'] },
        { field: 'f', contains_any: ['a'] },
        { field: 'f', contains_field: 'g' },
        { field: 'g', contains_field: 'f' },
        { field: 'f', before_chapter_iii_date: true as const },
      ])
        expect({ expression, is: value(record, expression) }).toEqual({ expression, is: unknown })
    },
  )
  it('counts as listed where the list names unknown', () => expect(value({}, { field: 'f', in: ['enabled', 'unknown'] })).toBe(true))
  it('is not the empty list, nor false, nor 0', () => expect([[], false, 0, 'none'].map(isEmpty)).toEqual([false, false, false, false]))
})

describe('operators', () => {
  it.each([
    { says: 'ne needs a value', record: { f: 'a' }, expression: { field: 'f', ne: 'none' }, is: true },
    { says: 'ne of the same value', record: { f: 'none' }, expression: { field: 'f', ne: 'none' }, is: false },
    { says: 'eq keeps yes and "true" apart', record: { f: 'true' }, expression: { field: 'f', eq: true }, is: false },
    { says: 'a list with a wanted value', record: { f: ['a', 'unknown'] }, expression: { field: 'f', contains_any: ['a'] }, is: true },
    { says: 'a list that is not complete', record: { f: ['b', 'unknown'] }, expression: { field: 'f', contains_any: ['a'] }, is: unknown },
    { says: 'a list without it', record: { f: ['b'] }, expression: { field: 'f', contains_any: ['a'] }, is: false },
    { says: 'the empty list', record: { f: [] }, expression: { field: 'f', contains_any: ['a'] }, is: false },
    { says: 'a list with the other value', record: { f: ['s1'], g: 's1' }, expression: { field: 'f', contains_field: 'g' }, is: true },
    { says: 'a list without the other value', record: { f: ['s2'], g: 's1' }, expression: { field: 'f', contains_field: 'g' }, is: false },
    {
      says: 'an incomplete list and the other value',
      record: { f: ['unknown'], g: 's1' },
      expression: { field: 'f', contains_field: 'g' },
      is: unknown,
    },
    {
      says: 'in a list that names unknown, with another value',
      record: { f: 'disabled' },
      expression: { field: 'f', in: ['enabled', 'unknown'] },
      is: false,
    },
  ])('$says', ({ record, expression, is }) => expect(value(record, expression)).toBe(is))
})

describe('before the Chapter III date', () => {
  const annex = { yes: { 'dep.annex_iii_point': '4a', 'dep.art6_3_exemption': 'none' }, no: { 'dep.annex_iii_point': 'none' }, open: {} }
  it.each([
    { hr3: 'yes', day: '2027-12-01', is: true },
    { hr3: 'yes', day: '2027-12-02', is: false },
    { hr3: 'no', day: '2028-08-01', is: true },
    { hr3: 'no', day: '2028-08-02', is: false },
    { hr3: 'open', day: '2027-12-01', is: true },
    { hr3: 'open', day: '2027-12-02', is: unknown },
    { hr3: 'open', day: '2028-08-01', is: unknown },
    { hr3: 'open', day: '2028-08-02', is: false },
  ] as const)('with Annex III $hr3, $day is $is', ({ hr3, day, is }) =>
    expect(
      value(
        { ...annex[hr3], 'system.first_placed_on_eu_market': day },
        { field: 'system.first_placed_on_eu_market', before_chapter_iii_date: true },
      ),
    ).toBe(is),
  )
  it('asks for the ground when the day lies between the two dates', () => {
    const record = { 'dep.annex_i_product': true, 'system.first_placed_on_eu_market': '2028-01-01' }
    expect(missing(record, { cond: 'legacy' })).toEqual(['dep.annex_iii_point', 'dep.art6_3_exemption', 'dep.profiling'])
    expect(missing({ ...record, 'dep.profiling': true }, { cond: 'legacy' })).toEqual(['dep.annex_iii_point'])
  })
  it('asks for the day when that is what is missing', () =>
    expect(missing({ 'dep.annex_i_product': true }, { cond: 'legacy' })).toEqual(['system.first_placed_on_eu_market']))
})

describe('what is missing', () => {
  it('is not asked where it cannot change the outcome', () => {
    const record = { 'dep.art6_3_exemption': 'none', 'dep.annex_i_product': false }
    expect(missing(record, { cond: 'hr' })).toEqual(['dep.annex_iii_point']) // profiling would not matter: no exemption is claimed
    expect(missing({ ...record, 'dep.annex_iii_point': 'none' }, { cond: 'hr' })).toEqual([])
  })
  it('is the list itself where the list holds unknown', () =>
    expect(missing({ 'dep.our_role': ['deployer', 'unknown'] }, { cond: 'integrator' })).toEqual(['dep.our_role']))
  it('of a list and the value looked for, whichever is empty', () => {
    const scope: Expression = { field: 'org.aims_scope_system_ids', contains_field: 'system.id' }
    expect(missing({ 'system.id': 's1' }, scope)).toEqual(['org.aims_scope_system_ids'])
    expect(missing({ 'org.aims_scope_system_ids': ['s1'] }, scope)).toEqual(['system.id'])
    expect(missing({}, scope)).toEqual(['org.aims_scope_system_ids', 'system.id'])
  })
})

it('a condition tells which fields it reads', () => {
  expect(fieldsReadBy('legacy')).toEqual([
    'dep.annex_iii_point',
    'dep.art6_3_exemption',
    'dep.profiling',
    'dep.annex_i_product',
    'system.first_placed_on_eu_market',
  ])
})

it('a condition that the pack does not know is refused', () => expect(() => value({}, { cond: 'rumour' })).toThrow('rumour'))

const truths = fc.constantFrom(true, false, undefined)
const leaf = (name: string): Expression => ({ field: name, eq: true })
describe('and, or over three values', () => {
  it('all: false beats unknown beats true; any: true beats unknown beats false', () =>
    fc.assert(
      fc.property(fc.array(truths, { maxLength: 4 }), (values) => {
        const record = Object.fromEntries(values.map((each, index) => [`f${index}`, each]))
        const parts = values.map((_, index) => leaf(`f${index}`))
        expect(value(record, { all: parts })).toBe(values.includes(false) ? false : values.includes(undefined) ? null : true)
        expect(value(record, { any: parts })).toBe(values.includes(true) ? true : values.includes(undefined) ? null : false)
      }),
    ))
  it('knowing an unknown field never turns true into false or back', () =>
    fc.assert(
      fc.property(fc.array(truths, { minLength: 1, maxLength: 5 }), fc.nat(4), fc.boolean(), fc.boolean(), (values, at, known, outer) => {
        const parts = values.map((_, index) => leaf(`f${index}`))
        const expression: Expression = outer
          ? { all: [parts[0] ?? leaf('f0'), { any: parts }] }
          : { any: [parts[0] ?? leaf('f0'), { all: parts }] }
        const before = Object.fromEntries(values.map((each, index) => [`f${index}`, each]))
        const index = at % values.length
        if (values[index] !== undefined) return
        const sure = value(before, expression)
        if (sure !== null) expect(value({ ...before, [`f${index}`]: known }, expression)).toBe(sure)
        else expect(missing(before, expression).length).toBeGreaterThan(0)
      }),
    ))
})
