import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intakeDocuments } from '../../src/core/intake/documents'
import { factors, vendorTiers } from '../../src/core/intake/factors'
import { domainOf, foldName, isNear, matchesOf } from '../../src/core/intake/near'
import { documentsFor, tierOf, useFacts } from '../../src/core/intake/tier'
import { pack } from '../../src/core/pack'
import { fieldByPackName } from '../../src/core/profile'
import { deploymentFields } from '../../src/core/register-record'

const answers = fc.record(
  Object.fromEntries(factors.map((factor) => [factor.id, fc.constantFrom(...factor.answers.map((answer) => answer.value))])),
  { requiredKeys: [] },
)
const calm = {
  data: 'public',
  people: 'none',
  autonomy: 'suggests',
  criticality: 'weeks',
  substitutability: 'weeks',
  volume: 'few',
  location: 'here',
}

describe('the tier of a vendor that is asked for', () => {
  it('speaks of the tiers of the pack', () => {
    expect(fieldByPackName('vendor.tier')?.shape).toEqual({ type: 'enum', values: [...vendorTiers] })
  })

  it.each([
    { says: 'nothing known is no tier at all', given: {}, tier: null, provisional: true },
    { says: 'all answers harmless: standard', given: calm, tier: 'standard', provisional: false },
    { says: 'one strict answer is enough', given: { ...calm, data: 'special' }, tier: 'critical', provisional: false },
    { says: 'what is unknown could still raise it', given: { data: 'personal' }, tier: 'important', provisional: true },
    { says: 'nothing is stricter than critical, known or not', given: { autonomy: 'acts' }, tier: 'critical', provisional: false },
    { says: 'an answer that no factor knows is unknown', given: { data: 'secret' }, tier: null, provisional: true },
  ])('$says', ({ given, tier, provisional }) => expect(tierOf(given)).toMatchObject({ tier, provisional }))

  it('never falls when one more answer becomes known', () =>
    fc.assert(
      fc.property(answers, fc.constantFrom(...factors), (given, factor) => {
        const tiers: readonly string[] = vendorTiers
        const rank = (tier: string | null) => (tier === null ? 9 : tiers.indexOf(tier))
        const without = Object.fromEntries(Object.entries(given).filter(([name]) => name !== factor.id))
        expect(rank(tierOf(given).tier)).toBeLessThanOrEqual(rank(tierOf(without).tier))
      }),
    ))

  it('sets only facts that a deployment may hold, and none on which two answers disagree', () =>
    fc.assert(
      fc.property(answers, (given) => {
        expect(deploymentFields.partial().safeParse(useFacts(given)).error).toBeUndefined()
      }),
    ))
})

describe('documents to ask for', () => {
  it('each names a duty of the pack and a factor that there is', () => {
    for (const document of intakeDocuments) {
      expect(pack().obligations.has(document.obligation), document.obligation).toBe(true)
      for (const [factor, values] of Object.entries('when' in document ? document.when : {})) {
        const known: string[] = factors.find((one) => one.id === factor)?.answers.map((answer) => answer.value) ?? []
        expect(known, `${document.id}: ${factor}`).toEqual(expect.arrayContaining([...values]))
      }
    }
  })

  it('a harmless use asks for a description and nothing else; health data abroad asks for the agreement, the list and the transfer', () => {
    expect(documentsFor(calm).map((one) => one.id)).toEqual(['system-description'])
    const ids = documentsFor({ ...calm, data: 'special', location: 'elsewhere' }).map((one) => one.id)
    expect(ids).toEqual(expect.arrayContaining(['dpa', 'subprocessors', 'transfer', 'penetration-test']))
    expect(documentsFor({ data: 'personal' }).find((one) => one.id === 'dpa')).toMatchObject({ citation: 'GDPR Art 28(3)' })
  })
})

describe('whether a vendor is known already', () => {
  it.each([
    ['https://www.Vendor.example/pricing?x=1', 'vendor.example'],
    ['sales@vendor.example', 'vendor.example'],
    ['vendor.example:8443', 'vendor.example'],
    ['not a domain', null],
    ['localhost', null],
    ['', null],
  ])('the domain of "%s" is %s', (typed, domain) => expect(domainOf(typed)).toBe(domain))

  it.each([
    ['Acme AI, Inc.', 'acme'],
    ['Crème Brûlée GmbH', 'creme brulee'],
    ['The Group', 'the group'],
  ])('the name of "%s" is "%s"', (name, folded) => expect(foldName(name)).toBe(folded))

  const known = [
    { id: 'a', name: 'Saltmarsh AI', domains: ['saltmarsh.example'], aliases: ['Heron'], parentGroup: 'Estuary Holdings' },
    { id: 'b', name: 'Quaylight', domains: [], aliases: [], parentGroup: null },
  ]
  it.each([
    { name: 'Something', domain: 'app.saltmarsh.example', by: 'domain' },
    { name: 'heron', domain: null, by: 'alias' },
    { name: 'Saltmarsh Ltd', domain: null, by: 'name' },
    { name: 'Estuary', domain: null, by: 'parent' },
    { name: 'Saltmash', domain: 'other.example', by: 'near' },
    { name: 'Saltmarsh Speech', domain: null, by: 'near' },
  ])('$name is told by its $by', ({ name, domain, by }) =>
    expect(matchesOf({ name, domain }, known)).toMatchObject([{ known: { id: 'a' }, by }]),
  )

  it('another name of another place is nobody we know', () =>
    expect(matchesOf({ name: 'Tarn', domain: 'tarn.example' }, known)).toEqual([]))

  it('nearness does not depend on the order, and a name is near itself from four letters on', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        expect(isNear(a, b)).toBe(isNear(b, a))
        expect(isNear(a, a)).toBe(a.length >= 4)
      }),
    ))
})
