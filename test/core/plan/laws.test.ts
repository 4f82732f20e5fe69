import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsReadBy } from '../../../src/core/conditions'
import { obligationOf, pack, triggerOf } from '../../../src/core/pack'
import { decide, planReviews } from '../../../src/core/plan'
import { type Field, fields } from '../../../src/core/profile'
import type { PackRecord } from '../../../src/core/register'
import { decisionInput, kindsOf, vendorChange } from '../../../src/core/vendor-change'
import { plain } from './world'

const kinds = [...pack().triggers.keys()]
const days = fc
  .integer({ min: 0, max: 2200 })
  .map((offset) => new Date(Date.UTC(2025, 9, 1) + offset * 86_400_000).toISOString().slice(0, 10))

/** Any value of a field, the unknown among them. */
function anyValue({ pack: name, shape, neededBy }: Field): fc.Arbitrary<unknown> {
  if (
    !neededBy.length &&
    !['dep.affected_groups', 'dep.dates', 'system.retirement_date', 'vendor.subprocessor_objection_days'].includes(name)
  )
    return fc.constant(undefined)
  if (shape.type === 'boolean') return fc.constantFrom(true, false, null)
  if (shape.type === 'enum') return fc.constantFrom(...shape.values, 'unknown', null)
  if (shape.type === 'date') return fc.option(days)
  if (shape.type === 'integer') return fc.option(fc.nat(40))
  if (shape.type === 'dates')
    return fc.option(fc.record(Object.fromEntries(shape.keys.map((key) => [key.pack, days])), { requiredKeys: [] }))
  if (shape.type === 'set') return fc.option(fc.uniqueArray(fc.constantFrom(...shape.values, 'unknown'), { maxLength: 3 }))
  if (shape.type === 'list') return fc.option(fc.uniqueArray(fc.constantFrom('s1', 's2', 'minors', 'unknown'), { maxLength: 2 }))
  return fc.constant(name === 'system.id' ? 's1' : undefined)
}
const record: fc.Arbitrary<PackRecord> = fc.record(Object.fromEntries(fields().map((field) => [field.pack, anyValue(field)])))
const change = fc.record(
  {
    kinds: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
    detected: days,
    effective: days,
    silent: fc.boolean(),
    objection_deadline: days,
    notice_deadline: days,
    notified: days,
    third_failed_poll: days,
    sets: record.chain((set) =>
      fc.subarray(Object.keys(set), { maxLength: 3 }).map((keys) => Object.fromEntries(keys.map((key) => [key, set[key] ?? null]))),
    ),
  },
  { requiredKeys: ['kinds', 'detected'] },
)
const input = fc.record({ register: record, change })
const run = (each: { register: unknown; change: unknown }) => decide(decisionInput.parse(each))

describe('deciding', { timeout: 30_000 }, () => {
  it('twice gives the same bytes, changes nothing it was given, and does not depend on the order of kinds', () =>
    fc.assert(
      fc.property(input, (each) => {
        const given = JSON.stringify(each)
        const once = JSON.stringify(run(each))
        expect(JSON.stringify(run(each))).toBe(once)
        expect(JSON.stringify(each)).toBe(given)
        expect(JSON.stringify(run({ ...each, change: { ...each.change, kinds: [...each.change.kinds].reverse() } }))).toBe(once)
      }),
      { numRuns: 60 },
    ))

  it('gives each link once, as a task or as the note, active or provisional, in order', () =>
    fc.assert(
      fc.property(input, (each) => {
        const { active, provisional, tasks, due, complete } = run(each)
        const links = [...active, ...provisional]
        expect(new Set(links).size).toBe(links.length)
        expect([[...active].sort(), [...provisional].sort(), [...complete].sort()]).toEqual([active, provisional, complete])
        expect(tasks.map((task) => task.obligation)).toEqual(
          links.sort().filter((id) => id !== 'aiact-111-2' || tasks.some((task) => task.obligation === id)),
        )
        expect(due).toBe(
          tasks
            .map((task) => task.due)
            .filter((day) => day !== null)
            .sort()[0] ?? null,
        )
        for (const task of tasks)
          expect([task.obligation, task.provisional]).toEqual([task.obligation, provisional.includes(task.obligation)])
        expect(provisional.length > 0).toBe(complete.length > 0)
      }),
      { numRuns: 60 },
    ))

  it('never dates a task before its detection, and says late only where a date had passed', () =>
    fc.assert(
      fc.property(input, (each) => {
        for (const task of run(each).tasks) {
          if (task.due !== null) expect(task.due >= each.change.detected).toBe(true)
          if (task.late) expect(task.due).not.toBeNull()
        }
      }),
      { numRuns: 60 },
    ))

  it('keeps to stored deadlines that are not past', () =>
    fc.assert(
      fc.property(input, (each) => {
        const { detected, objection_deadline, notice_deadline } = each.change
        for (const deadline of [objection_deadline, notice_deadline].filter((day) => day !== undefined && day >= detected))
          for (const task of run(each).tasks) if (task.due !== null) expect(task.due <= String(deadline)).toBe(true)
      }),
      { numRuns: 60 },
    ))

  it('a field that becomes known drops no active link without a condition that reads it and is now false', () =>
    fc.assert(
      fc.property(record, record, fc.constantFrom(...kinds), days, fc.nat(), (register, other, kind, detected, at) => {
        const empty = fields()
          .map((field) => field.pack)
          .filter((name) => register[name] === undefined || register[name] === null || register[name] === 'unknown')
        const name = empty[at % Math.max(empty.length, 1)]
        if (!name) return
        const before = run({ register, change: { kind, detected } })
        const after = run({ register: { ...register, [name]: other[name] }, change: { kind, detected } })
        const links = [...after.active, ...after.provisional]
        for (const lost of before.active.filter((id) => !links.includes(id))) {
          const conditions = triggerOf(kind).obligations.find((link) => link.id === lost)?.effective_conditions ?? ['iso42001']
          // the scope check gives way to the links themselves, the links to the scope check, and a retired deployment to nothing
          const why = [
            ...conditions.flatMap(fieldsReadBy),
            ...(obligationOf(lost).framework === 'iso42001' ? fieldsReadBy('iso42001') : []),
            'dep.status',
          ]
          expect({ lost, why }).toEqual({ lost, why: expect.arrayContaining([name]) })
        }
      }),
      { numRuns: 60 },
    ))

  it('a complete register leaves nothing provisional', () =>
    fc.assert(
      fc.property(record, change, (register, each) => {
        const known = Object.fromEntries(
          Object.entries({ ...plain, ...register }).map(([name, value]) => [
            name,
            value === null || value === undefined || value === 'unknown'
              ? plain[name]
              : Array.isArray(value)
                ? value.filter((item) => item !== 'unknown')
                : value,
          ]),
        )
        const told = { ...each, sets: undefined, kinds: each.kinds.filter((kind) => !triggerOf(kind).after_state) }
        if (told.kinds.length) expect(run({ register: known, change: told })).toMatchObject({ provisional: [], complete: [] })
      }),
      { numRuns: 60 },
    ))

  it('answers each deployment of a list as if it stood alone', () =>
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), change, (records, each) => {
        const named = records.map((one, index) => ({ ...one, 'dep.id': `d${index}`, 'system.parent_system_ids': [] }))
        const together = run({ register: named, change: { ...each, sets: undefined } })
        for (const one of named) {
          const { severity, due, active, provisional, tasks } = run({ register: one, change: { ...each, sets: undefined } })
          expect(together.deployments?.[one['dep.id']]).toEqual({ severity, due, active, provisional })
          const mine = together.tasks.filter((task) => task.deployment === one['dep.id']).map(({ deployment: _, ...task }) => task)
          expect(mine).toEqual(tasks)
        }
      }),
      { numRuns: 60 },
    ))

  it('knows every kind, on an empty record too', () => {
    for (const kind of kinds)
      expect(run({ register: {}, change: { kind, detected: '2026-12-01' } }).severity).toBe(triggerOf(kind).default_severity)
  })
})

it('an unknown kind is refused', () => {
  expect(vendorChange.safeParse({ kind: 'rumour', detected: '2026-12-01' }).success).toBe(false)
  expect(() => kindsOf({ kind: 'rumour' })).toThrow('rumour')
})

it('a model under 2,000 deployments is planned in well under a second', { timeout: 60_000 }, () => {
  const records = Array.from({ length: 2000 }, (_, index) => ({
    ...plain,
    'org.eu_nexus': 'established_in_eu',
    'org.iso42001': 'certified',
    'org.iso27001': 'certified',
    'org.eu_gdpr': true,
    'org.aims_scope_system_ids': Array.from({ length: 50 }, (_, at) => `s${at}`),
    'system.id': `s${index % 100}`,
    'system.parent_system_ids': ['m'],
    'dep.id': `d${index}`,
    'dep.annex_iii_point': index % 2 ? '4a' : null,
    'dep.personal_data': 'identifiable',
  }))
  const prepared = vendorChange.parse({
    kinds: ['model-version-replaced', 'evaluation-numbers-changed'],
    detected: '2026-12-01',
    system: 'm',
  })
  const tookMs = [1, 2, 3].map(() => {
    const started = process.cpuUsage() // our own time: the machine may be busy with other things
    planReviews(records, prepared)
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000
  })
  const plan = planReviews(records, prepared)
  expect(plan.deployments).toHaveLength(2000)
  expect(plan.deployments.reduce((sum, { plan: { reviews } }) => sum + reviews.length, 0)).toBeGreaterThan(20_000)
  expect(Math.min(...tookMs)).toBeLessThan(5000) // about 250 ms on a quiet machine; far more would be another order of work
})
