import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { foldParty, isSameParty } from '../../src/core/cross-check/party'
import { modelDatesIn } from '../../src/core/model-dates'
import { listedDates, listedModels } from '../../src/core/model-lifecycle'
import { foldModel } from '../../src/core/model-name'
import { standingOf, type ToldOnce } from '../../src/core/models-in-use'
import type { Statement } from '../../src/core/statement'

const here = (path: string) => readFileSync(new URL(`../../src/core/${path}`, import.meta.url), 'utf8')
const row = (cells: Record<string, string>, section = 'Deprecations'): Statement => {
  const list = Object.entries(cells).map(([column, value]) => ({ column, value }))
  return {
    key: '',
    text: list.map(({ value }) => value).join(' | '),
    role: 'row',
    section,
    row: list[0]?.value ?? null,
    links: [],
    cells: list,
  }
}
const prose = (text: string): Statement => ({ key: '', text, role: 'paragraph', section: null, row: null, links: [] })
const short = (statement: Statement, type: 'deprecations' | 'changelog' = 'deprecations') =>
  modelDatesIn([statement], type).map(({ model, kind, day, replacement }) => [model, kind, day, replacement])

describe('the list of models', () => {
  it('is the one of the pack, line by line', () => {
    const lines = here('reference/model-lifecycle.jsonl').trimEnd().split('\n')
    expect(here('model-lifecycle.json')).toBe(`[\n${lines.join(',\n')}\n]\n`)
  })
  it('knows a model by name, alias and maker, with its dates apart', () => {
    const [first] = listedModels('anthropic/claude-3-7-sonnet-latest')
    expect(first?.model).toBe('claude-3-7-sonnet-20250219')
    expect(first && listedDates(first).map(({ kind, day }) => [kind, day])).toEqual([
      ['announced', '2025-10-28'],
      ['committed', '2026-02-19'],
    ])
    expect(listedModels('no-such-model-1')).toEqual([])
  })
})

describe('dates of models in a document', () => {
  it.each([
    [
      'a table',
      row({ Model: 'quill-2-mini', Deprecated: '1 May 2026', Shutdown: '2026-11-30', Replacement: 'quill-3' }),
      [
        ['quill-2-mini', 'announced', '2026-05-01', 'quill-3'],
        ['quill-2-mini', 'committed', '2026-11-30', 'quill-3'],
      ],
    ],
    [
      'a promise not to stop before',
      row({ Model: 'quill-3', 'Retirement date': 'Not sooner than 1 May 2027' }),
      [['quill-3', 'earliest', '2027-05-01', null]],
    ],
    [
      'several models in a cell',
      row({ 'Shutdown date': '2026-12-01', 'Model / system': 'quill-1, quill-1-mini' }),
      [
        ['quill-1', 'committed', '2026-12-01', null],
        ['quill-1-mini', 'committed', '2026-12-01', null],
      ],
    ],
    [
      'the day under whose heading it stands',
      row({ 'Shutdown date': '2026-12-01', Model: 'quill-1' }, '2026-06-02: older models'),
      [
        ['quill-1', 'committed', '2026-12-01', null],
        ['quill-1', 'announced', '2026-06-02', null],
      ],
    ],
    [
      'a sentence',
      prose('quill-2-mini will be shut down on 30 November 2026; please migrate to quill-3-mini.'),
      [['quill-2-mini', 'committed', '2026-11-30', 'quill-3-mini']],
    ],
    ['no day that can be read', row({ Model: 'quill-2', Shutdown: 'Q3 2027' }), []],
    ['no model', row({ Feature: 'Exports', Released: '2026-11-30' }), []],
  ])('%s', (_, statement, expected) => expect(short(statement)).toEqual(expected))
})

describe('how a date stands', () => {
  const told = (kind: ToldOnce['kind'], day: string, origin: ToldOnce['origin'], toldAt: string): ToldOnce => ({
    kind,
    day,
    origin,
    toldAt,
    replacement: null,
    quote: null,
    sourceId: null,
  })
  it('keeps the kinds apart, takes the vendor before the list, and says from where it was moved', () => {
    const standing = standingOf(
      [
        told('committed', '2027-03-01', 'source', '2026-11-02T00:00:00.000Z'),
        told('committed', '2027-01-01', 'source', '2026-10-01T00:00:00.000Z'),
        told('committed', '2026-12-24', 'pack', '2026-11-20T00:00:00.000Z'),
        told('earliest', '2026-06-01', 'pack', '2026-08-01T00:00:00.000Z'),
      ],
      '2026-11-21',
    )
    expect(standing.committed).toMatchObject({ day: '2027-03-01', moved: [{ day: '2026-12-24' }, { day: '2027-01-01' }] })
    expect([standing.earliest?.day, standing.announced, standing.observed, standing.daysLeft]).toEqual(['2026-06-01', null, null, 100])
  })
})

it.each([
  ['Northwind Compute, Inc.', 'Northwind Compute Incorporated', true],
  ['Copperfield Inference B.V.', 'Copperfield Inference BV (AI)', true],
  ['Seaglass', 'Seaglass Cloud EMEA Limited', true],
  ['Seaglass Mail', 'Seaglass Voice', false],
])('%s and %s: one company is %s', (one, other, is) => expect(isSameParty(foldParty(one), foldParty(other))).toBe(is))

it('folds what makers write in different ways', () => expect(foldModel('`Quill 2.1 Mini`')).toBe(foldModel('quill-2.1-mini')))
