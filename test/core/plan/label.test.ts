import { describe, expect, it } from 'vitest'
import { labelInputs, labelOn } from '../../../src/core/label'
import { planReviews } from '../../../src/core/plan'
import { vendorChange } from '../../../src/core/vendor-change'
import { annexOne, annexThree, decided, iso42001, plain, processor, taskOf } from './world'

const both = { ...annexThree, ...annexOne }
const recent = { 'system.first_placed_on_eu_market': '2028-09-01' }
const [readiness3, readiness1] = ['readiness, binding from 2027-12-02', 'readiness, binding from 2028-08-02']
const [disputed3, disputed1] = [
  'disputed, binding from 2026-08-02 or from 2027-12-02',
  'disputed, binding from 2026-08-02 or from 2028-08-02',
]
const legacy = 'legacy, binding only after a significant design change'
const legacyPublic = 'legacy, binding from 2030-08-02 or after a significant design change'

describe('the label of a duty by the day of detection', () => {
  // model-version-replaced links Art 26(1) (annex_iii and annex_i) and Art 43(4) (disputed)
  it.each([
    { ground: 'Annex III', record: annexThree, day: '2027-12-01', art26: readiness3, art43: disputed3 },
    { ground: 'Annex III, new system', record: { ...annexThree, ...recent }, day: '2027-12-02', art26: 'binding', art43: 'binding' },
    { ground: 'Annex III, older system', record: annexThree, day: '2027-12-02', art26: legacy, art43: legacy },
    {
      ground: 'Annex III, market date unknown',
      record: { ...annexThree, 'system.first_placed_on_eu_market': null },
      day: '2027-12-02',
      art26: 'binding',
      art43: 'binding',
    },
    { ground: 'Annex I', record: annexOne, day: '2028-08-01', art26: readiness1, art43: disputed1 },
    { ground: 'Annex I, older system', record: annexOne, day: '2028-08-02', art26: legacy, art43: legacy },
    {
      ground: 'Annex I, marketed between the dates',
      record: { ...annexOne, 'system.first_placed_on_eu_market': '2028-01-01' },
      day: '2028-08-02',
      art26: legacy,
      art43: legacy,
    },
    {
      ground: 'Annex III, marketed between the dates',
      record: { ...annexThree, 'system.first_placed_on_eu_market': '2028-01-01' },
      day: '2028-08-02',
      art26: 'binding',
      art43: 'binding',
    },
    { ground: 'both', record: both, day: '2027-12-01', art26: readiness3, art43: disputed3 },
    { ground: 'both, older system', record: both, day: '2027-12-02', art26: legacy, art43: legacy },
    {
      ground: 'Annex I, Annex III not known',
      record: { ...annexOne, 'dep.annex_iii_point': null },
      day: '2027-12-01',
      art26: readiness3,
      art43: disputed3,
    },
    {
      ground: 'neither known',
      record: { ...annexThree, 'dep.annex_iii_point': null, 'dep.annex_i_product': null },
      day: '2027-12-01',
      art26: readiness3,
      art43: disputed3,
    },
    {
      ground: 'public authority, older system',
      record: { ...annexThree, 'org.public_authority': true },
      day: '2030-08-01',
      art26: legacyPublic,
      art43: legacyPublic,
    },
    {
      ground: 'public authority, older system, after 2030',
      record: { ...annexThree, 'org.public_authority': true },
      day: '2030-08-02',
      art26: 'binding',
      art43: 'binding',
    },
    { ground: 'private, older system, after 2030', record: annexThree, day: '2030-08-02', art26: legacy, art43: legacy },
    {
      ground: 'public authority not known',
      record: { ...annexThree, 'org.public_authority': null },
      day: '2028-01-01',
      art26: legacy,
      art43: legacy,
    },
    {
      ground: 'public authority before the date',
      record: { ...annexThree, 'org.public_authority': true },
      day: '2027-12-01',
      art26: readiness3,
      art43: disputed3,
    },
  ])('$ground on $day: $art26', ({ record, day, art26, art43 }) => {
    const decision = decided({ record, kind: 'model-version-replaced', detected: day })
    expect(taskOf(decision, 'aiact-26-1')?.label).toBe(art26)
    expect(taskOf(decision, 'aiact-43-4')?.label).toBe(art43)
  })
  it('takes the ground that the change will make', () => {
    const record = { ...annexOne, 'dep.annex_iii_point': 'none' }
    expect(taskOf(decided({ record, kind: 'model-version-replaced', sets: { 'dep.annex_iii_point': '4a' } }), 'aiact-26-1')?.label).toBe(
      readiness3,
    )
  })
  it('is standard or guidance where no law speaks, on any day', () => {
    const decision = decided({
      record: { ...iso42001, ...processor, 'org.uk_gdpr': true, 'org.uk_guidance': true },
      kind: 'customer-data-training-changed',
      detected: '2031-01-01',
    })
    expect(taskOf(decision, 'iso42001-8-2')?.label).toBe('standard')
    expect(taskOf(decision, 'uk-ico-ai')?.label).toBe('guidance')
    expect(taskOf(decision, 'gdpr-28-3')?.label).toBe('binding')
  })
  it('of a duty under other law is never legacy', () => {
    const record = { ...annexThree, ...processor }
    expect(taskOf(decided({ record, kind: 'model-version-replaced', detected: '2029-01-01' }), 'gdpr-35-11')?.label).toBe('binding')
  })
  it('of the marking duty gives older generators until 2 December 2026', () => {
    const marking = {
      kind: 'marking-or-disclosure-changed',
      record: { ...annexThree, 'dep.annex_iii_point': 'none', 'system.generates_synthetic_content': true },
    }
    const label = (placed: unknown, detected: string) =>
      taskOf(decided({ ...marking, record: { ...marking.record, 'system.first_placed_on_eu_market': placed }, detected }), 'aiact-50-2')
        ?.label
    expect(label('2026-08-01', '2026-12-01')).toBe('readiness, binding from 2026-12-02')
    expect(label('2026-08-01', '2026-12-02')).toBe('binding')
    expect(label('2026-08-02', '2026-12-01')).toBe('binding')
    expect(label(null, '2026-12-01')).toBe('binding')
    expect(label('2026-08-02', '2026-08-01')).toBe('readiness, binding from 2026-08-02')
  })
  it('follows from small stored inputs on any later day', () => {
    const change = vendorChange.parse({ kind: 'model-version-replaced', detected: '2026-12-01' })
    const review = planReviews([{ ...plain, ...annexThree, 'org.public_authority': true }], change).deployments[0]?.plan.reviews.find(
      (each) => each.obligation === 'aiact-26-1',
    )
    const stored = labelInputs.parse(JSON.parse(JSON.stringify(review?.labelInputs)))
    expect(JSON.stringify(stored).length).toBeLessThan(150)
    expect(['2026-12-01', '2027-12-02', '2030-08-02'].map((day) => labelOn(day, stored))).toEqual([readiness3, legacyPublic, 'binding'])
  })
})

describe('a system marketed before the Chapter III date (Art 111(2))', () => {
  it.each([
    { says: 'before the date: a note', record: annexThree, detected: '2027-06-01', effective: '2027-12-01', task: undefined },
    { says: 'takes effect on the date: a decision', record: annexThree, detected: '2027-06-01', effective: '2027-12-02', task: readiness3 },
    {
      says: 'without an effective date, detected before: a note',
      record: annexThree,
      detected: '2027-12-01',
      effective: null,
      task: undefined,
    },
    {
      says: 'without an effective date, detected after: a decision',
      record: annexThree,
      detected: '2027-12-02',
      effective: null,
      task: 'binding',
    },
    {
      says: 'detected after, took effect before: a note',
      record: annexThree,
      detected: '2028-01-10',
      effective: '2027-11-30',
      task: undefined,
    },
    { says: 'Annex I alone: a note until 2 August 2028', record: annexOne, detected: '2028-08-01', effective: null, task: undefined },
    { says: 'Annex I alone: then a decision', record: annexOne, detected: '2028-08-02', effective: null, task: 'binding' },
    {
      says: 'a public authority: the duty itself is never legacy',
      record: { ...annexThree, 'org.public_authority': true },
      detected: '2028-08-02',
      effective: null,
      task: 'binding',
    },
  ])('$says', ({ record, detected, effective, task }) => {
    const decision = decided({ record, kind: 'model-version-replaced', detected, effective })
    expect(decision.active).toContain('aiact-111-2')
    expect(taskOf(decision, 'aiact-111-2')?.label).toBe(task)
    expect(taskOf(decision, 'aiact-111-2')?.action).toBe(task && 'decide')
    expect(decision.notes.some((note) => note.includes('Art 111(2)'))).toBe(!task)
  })
  it('with the market date unknown is provisional, and asks for it', () => {
    const decision = decided({ record: { ...annexThree, 'system.first_placed_on_eu_market': 'unknown' }, kind: 'model-version-replaced' })
    expect(decision.provisional).toEqual(['aiact-111-2'])
    expect(decision.complete).toEqual(['system.first_placed_on_eu_market'])
    expect(taskOf(decision, 'aiact-111-2')).toBeUndefined()
  })
  it('no longer counts once the date of the changed system is stored', () => {
    const decision = decided({
      record: { ...annexThree, 'system.first_placed_on_eu_market': '2028-01-10' },
      kind: 'model-version-replaced',
      detected: '2028-02-01',
    })
    expect(decision.active).not.toContain('aiact-111-2')
    expect(taskOf(decision, 'aiact-26-1')?.label).toBe('binding')
  })
})
