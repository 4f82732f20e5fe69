import { describe, expect, it } from 'vitest'
import { annexThree, decided, iso42001, plain, processor } from './world'

describe('severity of a change', () => {
  it.each([
    { says: 'is the default where nothing raises it', record: {}, severity: 'high', due: '2026-12-15' },
    { says: 'rises for special categories', record: { 'dep.special_category_data': true }, severity: 'critical', due: '2026-12-08' },
    { says: 'rises for minors', record: { 'dep.affected_groups': ['applicants', 'minors'] }, severity: 'critical', due: '2026-12-08' },
    { says: 'rises for vulnerable groups', record: { 'dep.affected_groups': ['vulnerable'] }, severity: 'critical', due: '2026-12-08' },
    { says: 'rises for a critical function', record: { 'dep.critical_function': true }, severity: 'critical', due: '2026-12-08' },
    {
      says: 'rises for a high-risk use, though the Act does not reach us',
      record: { 'dep.annex_iii_point': '4a' },
      severity: 'critical',
      due: '2026-12-08',
    },
    {
      says: 'does not rise for a use exempt under Art 6(3)',
      record: { 'dep.annex_iii_point': '4a', 'dep.art6_3_exemption': 'a' },
      severity: 'high',
      due: '2026-12-15',
    },
    {
      says: 'rises for an exempt use with profiling',
      record: { 'dep.annex_iii_point': '4a', 'dep.art6_3_exemption': 'a', 'dep.profiling': true },
      severity: 'critical',
      due: '2026-12-08',
    },
    {
      says: 'does not rise for what is unknown',
      record: {
        'dep.special_category_data': null,
        'dep.affected_groups': null,
        'dep.critical_function': null,
        'dep.annex_iii_point': null,
      },
      severity: 'high',
      due: '2026-12-15',
    },
    {
      says: 'does not rise for other groups',
      record: { 'dep.affected_groups': ['applicants', 'unknown'] },
      severity: 'high',
      due: '2026-12-15',
    },
    { says: 'falls while only planned, and gives no date', record: { 'dep.status': 'planned' }, severity: 'medium', due: null },
    {
      says: 'is raised, then lowered, while planned',
      record: { 'dep.status': 'planned', 'dep.critical_function': true },
      severity: 'high',
      due: null,
    },
    { says: 'stays while suspended', record: { 'dep.status': 'suspended' }, severity: 'high', due: null },
    { says: 'is info once retired', record: { 'dep.status': 'retired' }, severity: 'info', due: null },
    { says: 'is the default in a pilot', record: { 'dep.status': 'pilot' }, severity: 'high', due: '2026-12-15' },
    { says: 'is the default where the status is not known', record: { 'dep.status': null }, severity: 'high', due: '2026-12-15' },
  ])('$says', ({ record, severity, due }) => {
    expect(decided({ record: { ...iso42001, ...record }, kind: 'model-version-replaced' })).toMatchObject({ severity, due })
  })
  it('rises by one step in all, however many reasons there are', () => {
    const record = { ...iso42001, 'dep.special_category_data': true, 'dep.critical_function': true, 'dep.affected_groups': ['minors'] }
    expect(decided({ record, kind: 'limits-or-context-changed', silent: true })).toMatchObject({ severity: 'medium', due: '2026-12-31' })
  })
  it.each([
    { kind: 'limits-or-context-changed', silent: true, severity: 'medium' },
    { kind: 'evaluation-numbers-changed', silent: true, severity: 'high' },
    { kind: 'pricing-only', silent: true, severity: 'info' },
    { kind: 'certification-added', silent: true, severity: 'info' },
    { kind: 'silent-content-change', silent: true, severity: 'high' },
    { kind: 'model-version-replaced', silent: null, severity: 'high' },
    { kind: 'model-version-replaced', silent: false, severity: 'high' },
  ])('of $kind with silent $silent is $severity', ({ severity, ...change }) => expect(decided(change).severity).toBe(severity))
  it('of another kind rises beside the silent kind, which itself does not', () => {
    const decision = decided({ record: iso42001, kinds: ['silent-content-change', 'evaluation-numbers-changed'] })
    expect(decision.severity).toBe('high')
    expect(decision.tasks.find((task) => task.obligation === 'iso42001-9-1')?.due).toBe('2026-12-15') // medium raised to high: 30 days capped at 14
    expect(decision.tasks.find((task) => task.obligation === 'iso42001-8-1')?.due).toBe('2026-12-08')
  })
  it('of the silent kind still rises for another reason', () => {
    expect(decided({ record: { 'dep.critical_function': true }, kind: 'silent-content-change' }).severity).toBe('critical')
  })
  it('of low is never lowered further', () => {
    expect(decided({ record: { 'dep.status': 'planned' }, kind: 'ai-feature-added-off' }).severity).toBe('low')
    expect(decided({ record: { 'dep.status': 'planned' }, kind: 'pricing-only' }).severity).toBe('info')
  })
  it('counts the register as it will be as well', () => {
    expect(decided({ kind: 'model-version-replaced', sets: { 'dep.special_category_data': true } }).severity).toBe('critical')
    expect(
      decided({
        record: { 'dep.special_category_data': true },
        kind: 'model-version-replaced',
        sets: { 'dep.special_category_data': false },
      }).severity,
    ).toBe('critical')
  })
  it('of a default of critical keeps its days', () => {
    expect(decided({ record: { ...processor, ...annexThree }, kind: 'product-discontinued' })).toMatchObject({
      severity: 'critical',
      due: '2026-12-15',
    })
  })
  it('is the highest of its kinds, with or without tasks', () => {
    expect(decided({ kinds: ['pricing-only', 'incident-published'], record: {} })).toMatchObject({ severity: 'critical' })
  })
})

describe('status', () => {
  const subprocessor = { kind: 'subprocessor-added', objection_deadline: '2026-12-10' }
  it.each(['planned', 'suspended'])('%s: the anchor gives no date, a deadline still does', (status) => {
    const record = { ...processor, 'dep.status': status }
    expect(decided({ record, kind: 'subprocessor-added' }).due).toBe(null)
    expect(decided({ record, ...subprocessor }).due).toBe('2026-12-08')
    expect(decided({ record, ...subprocessor, notice_deadline: '2026-12-05' }).due).toBe('2026-12-05')
    expect(decided({ record, kind: 'dpa-or-privacy-terms-changed', objection_deadline: '2026-12-10' }).due).toBe('2026-12-10')
    expect(decided({ record, kind: 'dpa-or-privacy-terms-changed', notice_deadline: '2026-12-10' }).due).toBe('2026-12-10')
    expect(decided({ record: { ...record, 'vendor.subprocessor_objection_days': 12 }, kind: 'subprocessor-added' }).due).toBe('2026-12-11')
    const past = decided({ record, kind: 'dpa-or-privacy-terms-changed', objection_deadline: '2026-11-10' })
    expect([past.due, past.tasks.every((task) => task.late)]).toEqual(['2026-12-02', true])
  })
  it('planned and suspended keep the links, but the process is not live', () => {
    for (const status of ['planned', 'suspended']) {
      const decision = decided({ record: { ...iso42001, 'dep.status': status }, kind: 'model-version-replaced' })
      expect(decision.active).toContain('iso42001-a-10-3')
      expect(decision.active).not.toContain('iso42001-8-1')
      expect(decision.notes).toHaveLength(1)
    }
  })
  it('retired gives no links, no tasks and one note', () => {
    expect(decided({ record: { ...iso42001, ...processor, 'dep.status': 'retired' }, kind: 'incident-published' })).toMatchObject({
      severity: 'info',
      due: null,
      active: [],
      provisional: [],
      tasks: [],
      complete: [],
      notes: [expect.stringContaining('Retired')],
    })
  })
  it('is read as it will be', () => {
    expect(decided({ record: iso42001, kind: 'model-version-replaced', sets: { 'dep.status': 'retired' } }).severity).toBe('info')
    const going = decided({
      record: { ...iso42001, 'dep.status': 'planned' },
      kind: 'model-version-replaced',
      sets: { 'dep.status': 'live' },
    })
    expect(going).toMatchObject({ severity: 'high', due: '2026-12-15' })
    expect(going.active).toContain('iso42001-8-1')
  })
  it('not known: what needs a live process is provisional', () => {
    const decision = decided({ record: { ...iso42001, 'dep.status': 'unknown' }, kind: 'model-version-replaced' })
    expect(decision.provisional).toContain('iso42001-8-1')
    expect(decision.active).toContain('iso42001-a-10-3')
    expect(decision.complete).toEqual(['dep.status'])
  })
})

it('the plain record of these tests is plain', () =>
  expect(decided({ record: plain, kind: 'model-version-replaced' })).toMatchObject({ active: [], provisional: [] }))
