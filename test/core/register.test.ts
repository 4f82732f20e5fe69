import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { factFields, fields, fieldsOf, nouns, readShape } from '../../src/core/profile'
import {
  deploymentFacts,
  fromPackValue,
  organisationFacts,
  packSets,
  systemFacts,
  toPackRecord,
  vendorFacts,
} from '../../src/core/register'
import { workedExamples } from './worked-examples'

const schemas = { org: organisationFacts, vendor: vendorFacts, system: systemFacts, dep: deploymentFacts }

describe('the fields of the register', () => {
  it('are those of the pack, every one understood', () => {
    expect(fields()).toHaveLength(92)
    expect(nouns.map((noun) => fieldsOf(noun).length)).toEqual([16, 15, 32, 29])
  })
  it('have the names of the API in camel case', () => {
    const name = (pack: string) => fields().find((field) => field.pack === pack)?.name
    expect(['system.version_binding', 'dep.art6_3_exemption', 'dep.owner', 'org.iso42001', 'dep.annex_iii_point'].map(name)).toEqual([
      'versionBinding',
      'art63Exemption',
      'ownerId',
      'iso42001',
      'annexIiiPoint',
    ])
  })
  it('keep nothing twice that has a record of its own', () => {
    const facts = nouns.flatMap(factFields).map((field) => field.pack)
    for (const name of ['vendor.id', 'dep.owner', 'vendor.certifications', 'system.watched_documents']) expect(facts).not.toContain(name)
    expect(facts).toContain('system.parent_system_ids')
  })
  it('refuse a pack whose words they do not know', () => expect(() => readShape('float: 0..1')).toThrow('float: 0..1'))
})

describe('facts', () => {
  it.each([
    { noun: 'dep', good: { status: 'live', artificial: undefined }, bad: { status: 'unknown' }, says: 'one of planned, pilot, live' },
    { noun: 'system', good: { versionBinding: 'unknown' }, bad: { versionBinding: 'pinned' }, says: 'floating_alias' },
    { noun: 'vendor', good: { changeNoticeDays: 'none' }, bad: { changeNoticeDays: '30' }, says: 'a whole number' },
    { noun: 'vendor', good: { changeNoticeDays: 30 }, bad: { changeNoticeDays: 30.5 }, says: 'a whole number' },
    { noun: 'system', good: { retentionDays: 'unknown' }, bad: { retentionDays: 'none' }, says: 'or unknown' },
    { noun: 'system', good: { retirementDate: '2028-02-29' }, bad: { retirementDate: '2027-02-29' }, says: 'YYYY-MM-DD' },
    { noun: 'system', good: { openLicence: { value: true, licenceId: 'Apache-2.0' } }, bad: { openLicence: 'yes' }, says: 'true or false' },
    { noun: 'system', good: { openLicence: false }, bad: { openLicence: { licenceId: 'MIT' } }, says: 'true or false' },
    { noun: 'system', good: { capabilities: [] }, bad: { capabilities: ['telepathy'] }, says: 'chat' },
    { noun: 'system', good: { capabilities: ['chat', 'unknown'] }, bad: { capabilities: 'chat' }, says: 'a list of any of' },
    {
      noun: 'vendor',
      good: { subprocessors: [{ name: 'A', purpose: 'b', country: 'IE' }, 'B'] },
      bad: { subprocessors: 'A' },
      says: 'name, purpose, country',
    },
    { noun: 'vendor', good: { country: 'IE' }, bad: { country: 'Ireland' }, says: 'two-letter' },
    { noun: 'dep', good: { dates: { dpia: '2026-01-01', fria: null } }, bad: { dates: { dpia: 'soon' } }, says: 'YYYY-MM-DD' },
    { noun: 'dep', good: { purpose: 'Screening' }, bad: { purpose: '' }, says: 'a text' },
    { noun: 'system', good: { dataRegions: { storage: ['IE'], inference: ['US'] } }, bad: { dataRegions: 3 }, says: 'storage, inference' },
  ] as const)('of $noun take $good and refuse $bad, saying what was expected', ({ noun, good, bad, says }) => {
    const { artificial: _, ...sent } = { artificial: undefined, ...good }
    expect(schemas[noun].safeParse(sent)).toMatchObject({ success: true, data: sent })
    const refused = schemas[noun].safeParse(bad)
    expect(refused.success).toBe(false)
    expect(refused.error?.issues.map((issue) => issue.message).join()).toContain(says)
  })
  it('refuse an unknown field and an unknown date by name', () => {
    expect(vendorFacts.safeParse({ teir: 'critical' }).error?.issues[0]?.message).toContain('teir')
    expect(deploymentFacts.safeParse({ dates: { dipa: '2026-01-01' } }).error?.issues[0]?.message).toContain('dipa')
  })
  it('take null as unknown everywhere', () => {
    for (const noun of nouns) {
      const nothing = Object.fromEntries(factFields(noun).map((field) => [field.name, null]))
      expect(schemas[noun].parse(nothing)).toEqual(nothing)
    }
  })
  it('can be extended with what the record has besides', () => {
    const vendor = vendorFacts.extend({ name: z.string() })
    expect(vendor.safeParse({ tier: 'critical' }).success).toBe(false)
    expect(vendor.parse({ name: 'A', tier: 'critical' })).toEqual({ name: 'A', tier: 'critical' })
  })
})

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const apiRecord = (record: object, prefix: string) =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      name.startsWith(`${prefix}.`) ? [[camel(name.slice(prefix.length + 1)), value]] : [],
    ),
  )

describe('the flat record of the rules', () => {
  it.each(workedExamples.flatMap((example) => [example.register].flat()).map((record) => ({ record })))(
    'comes back from the API names ($record.system.id)',
    ({ record }) => {
      const [organisation, vendor, system, deployment] = ['org', 'vendor', 'system', 'dep'].map((prefix) => apiRecord(record, prefix))
      if (!organisation || !vendor || !system || !deployment) throw new Error('four nouns')
      const wanted = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))
      expect(toPackRecord({ organisation, vendor, system, deployment })).toEqual(wanted)
    },
  )
  it('leaves out what is unknown, gives dates the names of the pack and a licence its yes or no', () => {
    const system = { id: 's1', name: 'Not a fact', openLicence: { value: true, licenceId: 'MIT' }, kind: null }
    const deployment = { id: 'd1', ownerId: 'p1', dates: { riskAssessment: '2026-01-01', dpia: null } }
    expect(toPackRecord({ organisation: {}, vendor: { id: 'v1' }, system, deployment })).toEqual({
      'vendor.id': 'v1',
      'system.id': 's1',
      'system.open_licence': true,
      'dep.id': 'd1',
      'dep.owner': 'p1',
      'dep.dates': { risk_assessment: '2026-01-01' },
    })
    expect(
      Object.keys(toPackRecord({ organisation: {}, vendor: {}, system, deployment: null })).some((key) => key.startsWith('dep.')),
    ).toBe(false)
  })
  it('takes what a change sets by the names of the pack only, and gives it back for the API', () => {
    expect(
      packSets.safeParse({ 'system.version_binding': 'floating_alias', 'system.capabilities': 'unknown', 'dep.profiling': null }).success,
    ).toBe(true)
    expect(packSets.safeParse({ versionBinding: 'floating_alias' }).success).toBe(false)
    expect(packSets.safeParse({ 'system.version_binding': 'sometimes' }).success).toBe(false)
    const dates = fields().find((field) => field.pack === 'dep.dates')
    expect(dates && fromPackValue(dates, { risk_assessment: '2026-01-01' })).toEqual({ riskAssessment: '2026-01-01' })
  })
})
