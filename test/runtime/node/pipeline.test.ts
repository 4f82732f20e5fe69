import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Capture } from '../../../src/core/capture'
import { emptyMemory } from '../../../src/core/memory'
import { createLocalPipeline } from '../../../src/runtime/local-pipeline'
import { createPipeline } from '../../../src/runtime/node/pipeline'
import { policy } from '../../flows/watched'

const source = { id: 's', url: 'https://acme.example.test/terms', type: 'terms', collector: null, rules: null } as const
const captureOf = (text: string): Capture => ({
  at: '2026-11-21T09:00:00.000Z',
  status: 200,
  headers: {},
  mediaType: 'text/html',
  requestedUrl: source.url,
  finalUrl: source.url,
  body: new TextEncoder().encode(text),
})
const request = (after: string) => ({
  source,
  capture: captureOf(after),
  before: captureOf(policy()),
  beforeKey: 'one',
  memory: emptyMemory,
  candidate: null,
})
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-pipeline-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the pipeline in a thread', () => {
  it('answers as the pipeline in this thread does', { timeout: 300_000 }, async () => {
    const [there, here] = [createPipeline({ parseMs: 30_000 }), createLocalPipeline()]
    const capture = captureOf(policy({ days: 90 }))
    expect(await there.fingerprint(capture, source)).toBe(await here.fingerprint(capture, source))
    expect(await there.examine({ ...request(''), capture })).toEqual(await here.examine({ ...request(''), capture }))
    expect(await there.read(capture, source)).toEqual(await here.read(capture, source))
    await there.close()
  })
  it('is replaced when it hangs, and the page is too slow', { timeout: 300_000 }, async () => {
    const file = join(folder, 'hangs.mjs')
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ id, capture }) => { if (capture?.at === 'hang') for (;;); parentPort.postMessage({ id, ok: true, value: 'read' }) })
       parentPort.postMessage({ ready: true })`,
    )
    // as if it had the processor for itself all the time
    const pipeline = createPipeline({ parseMs: 200, file: pathToFileURL(file), processorMs: () => performance.now() })
    expect(await pipeline.read({ ...captureOf(''), at: 'hang' }, source)).toMatchObject({ ok: false, cause: 'too-slow' })
    expect(await pipeline.fingerprint(captureOf(''), source)).toBe('read')
    await pipeline.close()
  })
  it('waits for a page while others keep the processor busy', { timeout: 300_000 }, async () => {
    const file = join(folder, 'waits.mjs')
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ id }) => setTimeout(() => parentPort.postMessage({ id, ok: true, value: 'read' }), 1500))
       parentPort.postMessage({ ready: true })`,
    )
    const pipeline = createPipeline({ parseMs: 1_000, file: pathToFileURL(file), processorMs: () => 0 })
    await pipeline.fingerprint(captureOf(''), source) // the first page may take longer anyway
    expect(await pipeline.fingerprint(captureOf(''), source)).toBe('read')
    await pipeline.close()
  })
  it('tells a fault of ours as one, and goes on', { timeout: 300_000 }, async () => {
    const file = join(folder, 'fails.mjs')
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ id, capture }) => parentPort.postMessage(capture.at === 'bug' ? { id, ok: false, message: 'a bug' } : { id, ok: true, value: 'read' }))
       parentPort.postMessage({ ready: true })`,
    )
    const pipeline = createPipeline({ file: pathToFileURL(file) })
    await expect(pipeline.fingerprint({ ...captureOf(''), at: 'bug' }, source)).rejects.toThrow('a bug')
    expect(await pipeline.fingerprint(captureOf(''), source)).toBe('read')
    await pipeline.close()
  })
})
