import { describe, expect, it } from 'vitest'
import { classify } from '../../src/core/classify'
import { cellsOf, columnsIn } from '../../src/core/columns'
import type { Reading } from '../../src/core/reading'
import type { SourceType } from '../../src/core/source'
import type { Role, Statement } from '../../src/core/statement'
import { readingOfStatements } from './invented'

describe('the cells of a row', () => {
  it.each([
    ['Box | Storage | Ireland', ['Box', 'Storage', 'Ireland']],
    ['| Box | Storage |  |', ['Box', 'Storage', '']],
  ])('%s', (text, cells) => {
    expect(cellsOf({ text })).toEqual(cells)
  })
})

describe('the columns of a table', () => {
  it('are the heading of as many cells right above its rows', () => {
    const reading = read('heading:Plan | Limit', 'row:Small | 10', 'row:Large | 50')
    expect(columnsIn(reading).get('Large | 50')).toEqual(['Plan', 'Limit'])
  })
  it('are its first row where that reads like names', () => {
    const reading = read('paragraph:These are the plans.', 'row:Plan | Limit', 'row:Small | 10')
    expect(columnsIn(reading).get('Small | 10')).toEqual(['Plan', 'Limit'])
  })
  it('are unknown where nothing names them', () => {
    const reading = read('paragraph:These are the plans.', 'row:Small | 10', 'row:Large | 50')
    expect(columnsIn(reading).get('Large | 50')).toBeUndefined()
  })
  it('are not those of the table before', () => {
    const reading = read('heading:Plan | Limit', 'row:Small | 10', 'paragraph:And these.', 'row:Box | 3 of us')
    expect(columnsIn(reading).get('Box | 3 of us')).toBeUndefined()
  })
})

describe('an edited row', () => {
  it.each<[head: string, before: string, after: string, kind: string]>([
    ['Model | Context window', 'Quill | 128K', 'Quill | 256K', 'limits-or-context-changed'],
    ['Model | Input price', 'Quill | 2', 'Quill | 3', 'pricing-only'],
    ['Model | Retirement date', 'Quill | not before 2027', 'Quill | 3 March 2027', 'model-deprecated'],
    ['Service | Location', 'Storage | Frankfurt', 'Storage | Ohio', 'data-region-changed'],
  ])('under "%s" is about the column of its changed cell', (head, before, after, kind) => {
    expect(kindsOf('docs', head, before, after)).toContain(kind)
  })
  it('is not about a column whose cell stayed', () => {
    expect(kindsOf('docs', 'Model | Context window | Input price', 'Quill | 128K | 2', 'Quill | 256K | 2')).not.toContain('pricing-only')
  })
  it('is about a German column too', () => {
    expect(kindsOf('docs', 'Modell | Kontextfenster', 'Quill | 128K', 'Quill | 256K', 'de')).toContain('limits-or-context-changed')
  })
})

function kindsOf(type: SourceType, head: string, before: string, after: string, language = 'en'): string[] {
  const old = read(`heading:${head}`, `row:${before}`)
  const now = read(`heading:${head}`, `row:${after}`)
  const row = (reading: Reading) => reading.statements.slice(1)
  const difference = { before: row(old), after: row(now), section: null, grade: 'material', rule: 'test', why: 'test' } as const
  const source = { id: 's', type, url: '' }
  return classify({ differences: [difference], before: old, after: now, source, language }).kinds.map(({ kind }) => kind)
}

/** "role:text" each. */
function read(...lines: `${Role}:${string}`[]): Reading {
  const statements = lines.map((line): Statement => {
    const at = line.indexOf(':')
    const text = line.slice(at + 1)
    const role: Role = line.startsWith('row') ? 'row' : line.startsWith('heading') ? 'heading' : 'paragraph'
    return { key: text, text, role, section: null, row: role === 'row' ? (text.split(' | ')[0] ?? null) : null, links: [] }
  })
  return readingOfStatements(statements)
}
