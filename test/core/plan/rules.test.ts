import { describe, expect, it } from 'vitest'
import { questionsTouched, responsibleRole } from '../../../src/core/plan'
import { reviewDateField } from '../../../src/core/staleness'
import { annexThree, decided, decidedAll, iso27001, iso42001, plain, processor, systemOnly, taskOf } from './world'

describe('the register as it is and as it will be', () => {
  it('either state makes a link active', () => {
    const record = { ...annexThree, 'dep.annex_iii_point': 'none' }
    const kind = 'model-version-replaced'
    expect(decided({ record, kind }).active).toEqual([])
    expect(decided({ record, kind, sets: { 'dep.annex_iii_point': '4a' } }).active).toContain('aiact-26-1')
    expect(decided({ record: annexThree, kind, sets: { 'dep.annex_iii_point': 'none' } }).active).toContain('aiact-26-1')
  })
  it('the two are never mixed', () => {
    // eu true only before, high-risk only after: no state has both
    const record = { ...annexThree, 'dep.annex_iii_point': 'none' }
    const sets = { 'org.eu_nexus': 'none', 'dep.annex_iii_point': '4a' }
    expect(decided({ record, kind: 'model-version-replaced', sets }).active).toEqual([])
  })
  it('unknown in one and false in the other is provisional', () => {
    const record = { ...annexThree, 'dep.annex_iii_point': null }
    const decision = decided({ record, kind: 'model-version-replaced', sets: { 'dep.annex_iii_point': 'none' } })
    expect(decision.provisional).toContain('aiact-26-1')
    expect(decision.complete).toEqual(['dep.annex_iii_point'])
  })
  it('what a kind sets counts: a default switched on reaches a feature that was off', () => {
    const active = (state: string, kind: string) => decided({ record: { ...iso42001, 'dep.feature_state': state }, kind }).active
    expect(active('disabled', 'ai-feature-default-on')).toEqual(active('enabled', 'ai-feature-default-on'))
    expect(active('disabled', 'capability-agentic-added').length).toBeLessThan(active('enabled', 'capability-agentic-added').length)
  })
  it('a kind may make a known field unknown: what it may now be is provisional and asked for', () => {
    const record = { ...annexThree, 'dep.annex_iii_point': 'none', 'system.generates_synthetic_content': false }
    const decision = decided({ record, kind: 'capability-modality-added' })
    expect(decision.provisional).toContain('aiact-50-2')
    expect(decision.complete).toContain('system.generates_synthetic_content')
    const told = decided({ record, kind: 'capability-modality-added', sets: { 'system.generates_synthetic_content': false } })
    expect(told.provisional).not.toContain('aiact-50-2') // what the change states beats what the kind leaves open
  })
})

describe('unknown facts', () => {
  it('keep the link as provisional with its task and date', () => {
    const decision = decided({ record: { ...processor, 'vendor.is_processor': null }, kind: 'subprocessor-added' })
    expect(decision.provisional).toContain('gdpr-28-2')
    expect(taskOf(decision, 'gdpr-28-2')).toMatchObject({ provisional: true, due: '2026-12-11', action: 'decide' })
    expect(decision.complete).toEqual(['vendor.is_processor'])
  })
  it('an empty feature state counts as on, an empty version binding as not pinned', () => {
    const off = decided({ record: { ...iso42001, 'dep.feature_state': 'disabled' }, kind: 'capability-agentic-added' }).active
    const empty = decided({ record: { ...iso42001, 'dep.feature_state': null }, kind: 'capability-agentic-added' })
    expect(empty.active.length).toBeGreaterThan(off.length)
    expect(empty.complete).toEqual([])
    const binding = decided({ record: { ...iso42001, 'system.version_binding': '' }, kind: 'model-alias-repointed' })
    expect(binding.active).toContain('iso42001-8-1')
    expect(binding.complete).toEqual([])
  })
  it('are asked for once, and only where they can change the outcome', () => {
    const record = { ...annexThree, 'dep.annex_iii_point': null, 'dep.profiling': null }
    expect(decided({ record, kind: 'model-version-replaced' }).complete).toEqual(['dep.annex_iii_point'])
    expect(decided({ record: { ...record, 'dep.art6_3_exemption': null }, kind: 'model-version-replaced' }).complete).toEqual([
      'dep.annex_iii_point',
      'dep.art6_3_exemption',
      'dep.profiling',
    ])
    expect(decided({ record: { ...record, 'org.eu_nexus': 'none' }, kind: 'model-version-replaced' }).complete).toEqual([])
  })
})

describe('outside the scope of the management system', () => {
  const outside = { 'org.iso42001': 'certified', 'org.aims_scope_system_ids': ['s2'] }
  it('one scope check stands for all ISO 42001 links', () => {
    const decision = decided({ record: { ...outside, ...iso27001 }, kind: 'model-version-replaced' })
    expect(decision.active.filter((id) => id.startsWith('iso42001'))).toEqual(['iso42001-4-3'])
    expect(decision.active).toContain('iso27001-a-5-22')
    expect(taskOf(decision, 'iso42001-4-3')).toMatchObject({
      action: 'recheck',
      due: '2026-12-15',
      label: 'standard',
      reasons: [{ kind: 'model-version-replaced' }],
    })
  })
  it('also for a kind that points at the scope clause itself', () => {
    const decision = decided({ record: outside, kind: 'ai-feature-default-on' })
    expect(decision.active.filter((id) => id.startsWith('iso42001'))).toEqual(['iso42001-4-3'])
    expect(taskOf(decision, 'iso42001-4-3')?.reasons).toHaveLength(1)
  })
  it('for two kinds: one check with both reasons and the earlier date', () => {
    const decision = decided({
      record: outside,
      kinds: ['model-version-replaced', 'evaluation-numbers-changed', 'guardrails-changed'],
      effective: '2027-01-31',
    })
    expect(taskOf(decision, 'iso42001-4-3')).toMatchObject({ due: '2026-12-31', reasons: [{}, {}, {}] })
  })
  it('nothing where we do not run the standard, or no replaced link would hold', () => {
    expect(decided({ record: { ...outside, 'org.iso42001': 'none' }, kind: 'model-version-replaced' }).active).toEqual([])
  })
  it('provisional where it is not known whether we run it', () => {
    const decision = decided({ record: { ...outside, 'org.iso42001': null }, kind: 'model-version-replaced' })
    expect(decision).toMatchObject({ active: [], provisional: ['iso42001-4-3'], complete: ['org.iso42001'] })
  })
  it('an empty scope list decides nothing: the links are provisional, without a scope check', () => {
    const decision = decided({ record: { ...outside, 'org.aims_scope_system_ids': null }, kind: 'model-version-replaced' })
    expect(decision.provisional).toContain('iso42001-8-1')
    expect(decision.provisional).not.toContain('iso42001-4-3')
    expect(decision.complete).toEqual(['org.aims_scope_system_ids'])
  })
  it('a list that is not complete decides nothing either', () => {
    const decision = decided({ record: { ...outside, 'org.aims_scope_system_ids': ['s2', 'unknown'] }, kind: 'model-version-replaced' })
    expect(decision.provisional).toContain('iso42001-8-1')
    expect(decision.complete).toEqual(['org.aims_scope_system_ids'])
  })
  it('the empty list is known: everything is outside', () => {
    expect(decided({ record: { ...outside, 'org.aims_scope_system_ids': [] }, kind: 'model-version-replaced' }).active).toEqual([
      'iso42001-4-3',
    ])
  })
  it('only where it is outside in both states', () => {
    const sets = { 'org.aims_scope_system_ids': ['s1'] }
    expect(decided({ record: outside, kind: 'model-version-replaced', sets }).active).toContain('iso42001-8-1')
  })
})

describe('several kinds in one change', () => {
  const record = { ...iso42001, ...iso27001, ...processor, ...annexThree }
  it('make one task an obligation: strongest action, earliest date, every reason', () => {
    const decision = decided({
      record,
      kinds: ['model-version-replaced', 'evaluation-numbers-changed', 'silent-content-change'],
      effective: '2027-02-01',
    })
    expect(new Set(decision.tasks.map((task) => task.obligation)).size).toBe(decision.tasks.length)
    expect(taskOf(decision, 'iso42001-a-10-3')).toMatchObject({ action: 'redo', due: '2026-12-08' })
    expect(taskOf(decision, 'iso42001-a-6-2-4')?.reasons.map((reason) => reason.kind)).toEqual([
      'model-version-replaced',
      'evaluation-numbers-changed',
    ])
  })
  it('are told in the order of the pack, however they came', () => {
    const kinds = ['silent-content-change', 'model-version-replaced', 'data-retention-changed']
    expect(JSON.stringify(decided({ record, kinds }))).toBe(JSON.stringify(decided({ record, kinds: [...kinds].reverse() })))
    expect(JSON.stringify(decided({ record, kinds: [...kinds, ...kinds] }))).toBe(JSON.stringify(decided({ record, kinds })))
    expect(JSON.stringify(decided({ record, kind: kinds[0], kinds: kinds.slice(1) }))).toBe(JSON.stringify(decided({ record, kinds })))
  })
  it('active if one of them makes it active', () => {
    // A.6.2.6 needs a live process for a replaced model, and nothing more for a retired one
    const decision = decided({
      record: { ...iso42001, 'dep.status': null },
      kinds: ['model-version-replaced', 'model-retired-or-withdrawn'],
    })
    for (const id of decision.active) expect(decision.provisional).not.toContain(id)
    const mixed = decision.tasks.filter((task) => task.reasons.length > 1)
    expect(mixed.length).toBeGreaterThan(0)
  })
  it('a date beats none', () => {
    const decision = decided({
      record: { ...processor, 'dep.status': 'planned', 'vendor.subprocessor_objection_days': 10 },
      kinds: ['subprocessor-added', 'data-region-changed'],
    })
    expect(taskOf(decision, 'gdpr-44-46')).toMatchObject({ due: '2026-12-09', reasons: [{}, {}] })
  })
})

describe('a stored review', () => {
  const dates = { risk_assessment: '2026-11-30', dpia: '2026-12-01', supplier_review: '2026-12-02' }
  const record = { ...iso42001, ...processor, ...iso27001, 'dep.dates': dates }
  const stale = (change: object) => {
    const decision = decided({ record, kind: 'model-version-replaced', ...change })
    return ['iso42001-8-2', 'gdpr-35-11', 'iso42001-a-10-3', 'iso42001-8-4'].map((id) => taskOf(decision, id)?.stale)
  }
  it('is stale when older than the change takes effect, else than its detection; nothing is said where none is stored', () => {
    expect(stale({})).toEqual([true, false, false, undefined])
    expect(stale({ effective: '2026-12-02' })).toEqual([true, true, false, undefined])
    expect(stale({ effective: '2026-11-30' })).toEqual([false, false, false, undefined])
  })
  it('neither adds nor removes a task', () => {
    const without = decided({ record: { ...record, 'dep.dates': null }, kind: 'model-version-replaced' })
    expect(decided({ record, kind: 'model-version-replaced' }).tasks.map((task) => task.obligation)).toEqual(
      without.tasks.map((task) => task.obligation),
    )
  })
  it('is dated by the key of its kind', () => {
    const keys = [
      'iso42001-8-2',
      'iso42001-8-4',
      'gdpr-35-11',
      'aiact-27-2',
      'iso42001-a-10-3',
      'aiact-26-2',
      'aiact-26-7',
      'aiact-26-11',
      'aiact-49-3',
      'iso42001-8-1',
    ]
    expect(keys.map(reviewDateField)).toEqual([
      'riskAssessment',
      'impactAssessment',
      'dpia',
      'fria',
      'supplierReview',
      'oversightReview',
      'workerNotice',
      'personNotice',
      'registrationCheck',
      null,
    ])
  })
})

describe('a change on a system that others are built on', () => {
  const model = systemOnly({ 'system.id': 'm' })
  const product = { ...plain, ...processor, 'system.id': 'p', 'system.parent_system_ids': ['m'], 'dep.id': 'dp' }
  const feature = { ...plain, ...processor, 'system.id': 'f', 'system.parent_system_ids': ['p', 'x'], 'dep.id': 'df' }
  const other = { ...plain, ...processor, 'system.id': 'o', 'dep.id': 'do' }
  const bare = { ...systemOnly({ ...processor, 'system.id': 'b', 'system.parent_system_ids': ['m'] }) }
  const change = { kind: 'customer-data-training-changed' }
  const reached = (records: object[], system?: string) =>
    Object.keys(decidedAll({ records: records.map((each) => ({ ...each })), system, ...change }).deployments ?? {})

  it('reaches them and what is built on them, each once', () => {
    expect(reached([model, product, feature, other], 'm')).toEqual(['df', 'dp'])
    expect(reached([model, product, feature, other], 'p')).toEqual(['df', 'dp'])
    expect(reached([model, product, feature, other], 'f')).toEqual(['df'])
    expect(reached([model, product, feature, other], 'nobody')).toEqual([])
  })
  it('without a system reaches every record', () => expect(reached([model, product, feature, other])).toEqual(['df', 'do', 'dp']))
  it('makes a draft of a system without a deployment, unless another is built on it', () => {
    expect(reached([model, product, bare], 'm')).toEqual(['dp', 'draft-b'])
    expect(reached([model], 'm')).toEqual(['draft-m'])
    expect(reached([model, product], 'm')).toEqual(['dp'])
    expect(reached([{ ...model, 'system.parent_system_ids': ['m'] }], 'm')).toEqual(['draft-m']) // naming itself is not another record
  })
  it('of a draft, links that need no unknown field are active', () => {
    const decision = decidedAll({ records: [{ ...bare, ...iso27001 }], system: 'b', kind: 'model-version-replaced' })
    expect(decision.active).toContain('iso27001-a-5-22')
    expect(decision.provisional).toContain('gdpr-35-11')
    expect(decision.tasks.every((task) => task.deployment === 'draft-b')).toBe(true)
  })
  it('comes through a circle of parents', () => {
    const [one, two] = [{ ...product, 'system.parent_system_ids': ['f'] }, feature]
    expect(reached([one, two], 'f')).toEqual(['df', 'dp'])
  })
  it('joins: highest severity, earliest date, active anywhere, the rest provisional', () => {
    const unsure = { ...product, 'dep.id': 'dq', 'dep.personal_data': null, 'dep.critical_function': true }
    const planned = { ...product, 'dep.id': 'dr', 'dep.status': 'planned' }
    const decision = decidedAll({ records: [product, unsure, planned], kind: 'data-retention-changed', system: 'm' })
    expect(decision.deployments).toMatchObject({
      dp: { severity: 'high', due: '2026-12-15' },
      dq: { severity: 'critical', due: '2026-12-08' },
      dr: { severity: 'medium', due: null },
    })
    expect(decision).toMatchObject({ severity: 'critical', due: '2026-12-08', provisional: [] })
    expect(decision.deployments?.dq?.provisional).toEqual(decision.deployments?.dp?.active)
    expect(decision.complete).toEqual(['dep.personal_data'])
    const order = decision.tasks.map((task) => `${task.obligation} ${task.deployment}`)
    expect(order).toEqual([...order].sort())
  })
  it('keeps a retired deployment in the result, with nothing due', () => {
    const decision = decidedAll({ records: [product, { ...product, 'dep.id': 'dz', 'dep.status': 'retired' }], ...change, system: 'm' })
    expect(decision.deployments?.dz).toEqual({ severity: 'info', due: null, active: [], provisional: [] })
  })
  it('does not depend on the order of the records', () => {
    const records = [model, product, feature, other, bare]
    expect(JSON.stringify(decidedAll({ records, system: 'm', ...change }))).toBe(
      JSON.stringify(decidedAll({ records: [...records].reverse(), system: 'm', ...change })),
    )
  })
})

describe('who and what', () => {
  it('the role of the severest kind answers, the first of the pack where several are', () => {
    expect(responsibleRole(['model-version-replaced'])).toBe('system-owner')
    expect(responsibleRole(['evaluation-numbers-changed', 'customer-data-training-changed'])).toBe('dpo')
    expect(responsibleRole(['licence-changed', 'model-alias-repointed'])).toBe('platform-owner')
  })
  it('only the questions touched by both kind and obligation are asked again', () => {
    expect(questionsTouched(['ownership-changed'], ['dora-28-3'])).toContain('Q01')
    expect(questionsTouched(['ownership-changed'], ['aiact-26-1'])).not.toContain('Q01')
    expect(questionsTouched(['pricing-only'], ['dora-28-3'])).not.toContain('Q01')
  })
  it('each result carries the pack it was made with, and each task how it came about', () => {
    const decision = decided({ record: annexThree, kind: 'model-version-replaced' })
    expect(decision.pack.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(taskOf(decision, 'aiact-26-1')?.because).toEqual([
      {
        kind: 'model-version-replaced',
        state: 'as it is',
        conditions: { eu: true, hr: true },
        facts: {
          'org.eu_nexus': 'established_in_eu',
          'dep.annex_iii_point': '4a',
          'dep.art6_3_exemption': 'none',
          'dep.profiling': false,
          'dep.annex_i_product': false,
        },
        days: { anchor: 'effective_date', count: 7, due: '2026-12-08' },
      },
    ])
  })
})
