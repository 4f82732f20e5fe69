import { describe, expect, it } from 'vitest'
import { decided, iso27001, iso42001, processor } from './world'

// 2026-12-01 is a Tuesday
describe('when reviews are due', () => {
  it.each([
    {
      says: 'detected: N days on, on a weekend as it falls',
      kind: 'evaluation-numbers-changed',
      effective: '2026-12-02',
      due: '2026-12-31',
    },
    { says: 'effective date: later than N days wins', kind: 'model-version-replaced', effective: '2027-02-01', due: '2027-02-01' },
    { says: 'effective date: N days where it comes sooner', kind: 'model-version-replaced', effective: '2026-12-03', due: '2026-12-15' },
    { says: 'effective date in the past: N days', kind: 'model-version-replaced', effective: '2026-10-01', due: '2026-12-15' },
    { says: 'effective date unknown: N days', kind: 'model-version-replaced', due: '2026-12-15' },
    {
      says: 'effective date empty as the register has it: N days',
      kind: 'model-version-replaced',
      effective: 'unknown',
      due: '2026-12-15',
    },
    { says: 'seven days before: the earlier one', kind: 'api-breaking-change', effective: '2026-12-20', due: '2026-12-13' },
    { says: 'seven days before: N days where that is later', kind: 'api-breaking-change', effective: '2027-06-01', due: '2026-12-31' },
    { says: 'seven days before: not before tomorrow', kind: 'api-breaking-change', effective: '2026-12-05', due: '2026-12-02' },
    {
      says: 'seven days before an effective date of today: tomorrow',
      kind: 'api-breaking-change',
      effective: '2026-12-01',
      due: '2026-12-02',
    },
    { says: 'seven days before a past date: N days', kind: 'api-breaking-change', effective: '2026-11-30', due: '2026-12-31' },
    { says: 'seven days before an unknown date: N days', kind: 'api-breaking-change', due: '2026-12-31' },
    { says: 'retirement: 90 days before it', kind: 'model-deprecated', effective: '2027-03-15', due: '2026-12-15' },
    { says: 'retirement: far away, N days', kind: 'model-deprecated', effective: '2028-01-01', due: '2026-12-31' },
    { says: 'retirement: near, tomorrow', kind: 'model-deprecated', effective: '2026-12-20', due: '2026-12-02' },
    { says: 'retirement unknown: N days', kind: 'model-deprecated', due: '2026-12-31' },
    { says: 'third failed poll: N days after it', kind: 'document-gone-or-gated', third_failed_poll: '2026-11-25', due: '2026-12-09' },
    { says: 'third failed poll unknown: N days', kind: 'document-gone-or-gated', due: '2026-12-15' },
  ])('$says', ({ says: _, due, ...change }) => {
    const decision = decided({ record: { ...iso42001, ...iso27001 }, ...change })
    expect(decision.due).toBe(due)
    expect(decision.tasks.every((task) => task.due === due && !task.late)).toBe(true)
  })

  it.each([
    { says: 'in two days before', effective: '2026-12-10', due: '2026-12-06' }, // N is 5
    { says: 'in two days before, earlier than N', effective: '2026-12-05', due: '2026-12-03' },
    { says: 'in two days before, of today: tomorrow', effective: '2026-12-01', due: '2026-12-02' },
  ])('$says', ({ effective, due }) =>
    expect(decided({ record: processor, kind: 'customer-data-training-changed', effective }).due).toBe(due),
  )

  it('a retirement date in the register stands in for the effective date, as it will be', () => {
    const record = { ...iso42001, 'system.retirement_date': '2027-03-15' }
    expect(decided({ record, kind: 'model-deprecated' }).due).toBe('2026-12-15')
    expect(decided({ record, kind: 'model-deprecated', effective: '2027-03-20' }).due).toBe('2026-12-20')
    expect(decided({ record, kind: 'model-deprecated', sets: { 'system.retirement_date': '2027-03-12' } }).due).toBe('2026-12-12')
    expect(decided({ record: { ...iso42001, 'system.retirement_date': 'none' }, kind: 'model-deprecated' }).due).toBe('2026-12-31')
  })
  it('kinds without days make neither link nor task', () => {
    const decision = decided({ record: { ...iso42001, ...iso27001 }, kind: 'editorial-or-layout-only' })
    expect(decision).toMatchObject({ severity: 'info', due: null, active: [], provisional: [], tasks: [] })
  })
  it('a kind of severity info still gives dated tasks', () => {
    expect(decided({ record: iso27001, kind: 'certification-added' })).toMatchObject({ severity: 'info', due: '2027-03-01' })
  })
})

describe('a stored deadline', () => {
  const subprocessor = { record: processor, kind: 'subprocessor-added' }
  it.each([
    { says: 'to object: two days before it', objection_deadline: '2026-12-10', due: '2026-12-08', late: false },
    {
      says: 'to object: two days before it, even when later than N days',
      objection_deadline: '2027-01-31',
      due: '2027-01-29',
      late: false,
    },
    { says: 'to object in two days: today, not late', objection_deadline: '2026-12-03', due: '2026-12-01', late: false },
    { says: 'to object tomorrow: the next working day, late', objection_deadline: '2026-12-02', due: '2026-12-02', late: true },
    { says: 'to object today: the deadline is still not exceeded', objection_deadline: '2026-12-01', due: '2026-12-01', late: true },
    { says: 'to object in the past: the next working day, late', objection_deadline: '2026-11-20', due: '2026-12-02', late: true },
    { says: 'of notice caps the date', objection_deadline: '2026-12-20', notice_deadline: '2026-12-09', due: '2026-12-09', late: false },
    { says: 'of notice alone caps N days', notice_deadline: '2026-12-05', due: '2026-12-05', late: false },
    {
      says: 'of notice still open holds where that to object is past',
      objection_deadline: '2026-11-20',
      notice_deadline: '2026-12-01',
      due: '2026-12-01',
      late: true,
    },
    { says: 'is missing: N days', due: '2026-12-11', late: false },
  ])('$says', ({ says: _, due, late, ...change }) => {
    const decision = decided({ ...subprocessor, ...change })
    expect(decision.due).toBe(due)
    expect(decision.tasks.length).toBeGreaterThan(0)
    expect(decision.tasks.every((task) => task.due === due && task.late === late)).toBe(true)
  })
  it('counts for every kind of the change', () => {
    expect(decided({ record: processor, kind: 'dpa-or-privacy-terms-changed', objection_deadline: '2026-12-08' }).due).toBe('2026-12-08')
    expect(decided({ record: iso42001, kind: 'model-version-replaced', effective: '2027-02-01', notice_deadline: '2026-12-20' }).due).toBe(
      '2026-12-20',
    )
  })
  it('past: the next working day, over a weekend', () => {
    const friday = { ...subprocessor, detected: '2026-12-04', objection_deadline: '2026-11-20' }
    expect(decided(friday)).toMatchObject({ due: '2026-12-07' })
    expect(decided({ ...friday, detected: '2026-12-05' })).toMatchObject({ due: '2026-12-07' })
    expect(decided({ ...friday, detected: '2026-12-06' })).toMatchObject({ due: '2026-12-07' })
    expect(decided({ ...friday, detected: '2026-12-07' })).toMatchObject({ due: '2026-12-08' })
  })
  it('a third failed poll long ago is late from the start', () => {
    const decision = decided({ record: iso42001, kind: 'source-unreachable', third_failed_poll: '2026-11-01' })
    expect(decision.due).toBe('2026-12-02')
    expect(decision.tasks.every((task) => task.late)).toBe(true)
  })
})

describe("a new sub-processor's objection window from the contract", () => {
  const record = { ...processor, 'vendor.subprocessor_objection_days': 20 }
  it.each([
    { says: 'counts from the day we were told', change: { notified: '2026-11-25' }, due: '2026-12-13' },
    { says: 'counts from detection where nobody told us', change: {}, due: '2026-12-19' },
    { says: 'gives way to a stated deadline', change: { notified: '2026-11-25', objection_deadline: '2026-12-24' }, due: '2026-12-22' },
  ])('$says', ({ change, due }) => expect(decided({ record, kind: 'subprocessor-added', ...change }).due).toBe(due))
  it('is read as it will be, and passed over where there is none', () => {
    expect(decided({ record, kind: 'subprocessor-added', sets: { 'vendor.subprocessor_objection_days': 30 } }).due).toBe('2026-12-29')
    expect(decided({ record: { ...record, 'vendor.subprocessor_objection_days': 'none' }, kind: 'subprocessor-added' }).due).toBe(
      '2026-12-11',
    )
  })
  it('is of that kind alone', () => {
    const kinds = ['subprocessor-added', 'dpa-or-privacy-terms-changed']
    const decision = decided({ record: { ...record, 'vendor.subprocessor_objection_days': 5 }, kinds })
    const due = (kind: string) =>
      decision.tasks.filter((task) => task.reasons.length === 1 && task.reasons[0]?.kind === kind).map((task) => task.due)
    expect(new Set(due('subprocessor-added'))).toEqual(new Set(['2026-12-04']))
    expect(new Set(due('dpa-or-privacy-terms-changed'))).toEqual(new Set(['2026-12-15']))
  })
})
