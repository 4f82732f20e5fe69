import { collectors } from '../../collectors'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { Reading } from '../../src/core/reading'
import type { SourceType } from '../../src/core/source'
import type { Statement } from '../../src/core/statement'

/** A reading of these statements and nothing else, in English. */
export const readingOfStatements = (statements: Statement[], more: Partial<Reading> = {}): Reading => ({
  collector: 'test',
  collectorVersion: '1',
  fingerprint: '',
  title: null,
  canonical: null,
  language: 'en',
  statements,
  whole: '',
  periphery: '',
  stated: [],
  keyed: false,
  leads: [],
  ...more,
})

const examine = examineWith(collectors)

/** What the pipeline says of a page that followed another one, each taken at its word. */
export async function stepBetween(before: string, after: string, type: SourceType = 'terms'): Promise<Examination> {
  const source = { id: 's1', url: 'https://vendor.example/terms', type, collector: null, rules: null }
  const captured = (body: string) => ({
    at: '2026-05-01T00:00:00.000Z',
    status: 200,
    headers: {},
    mediaType: 'text/html',
    requestedUrl: source.url,
    finalUrl: source.url,
    body: new TextEncoder().encode(body),
  })
  const first = await examine({ source, capture: captured(before), before: null, memory: emptyMemory, candidate: null })
  return examine({ source, capture: captured(after), before: first.reading, memory: first.memory, candidate: null, settled: true })
}
