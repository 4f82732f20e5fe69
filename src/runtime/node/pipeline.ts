import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Capture } from '../../core/capture'
import type { SourceView } from '../../core/source'
import type { Examined, Ports } from '../../ports'

type Pipeline = Ports['pipeline']
type Ask =
  | { ask: 'examine'; request: Parameters<Pipeline['examine']>[0] }
  | { ask: 'fingerprint'; capture: Capture; source: SourceView; known?: string | null }
  | { ask: 'read'; capture: Capture; source: SourceView }
/** `captureId` is the same for the same capture: the thread reads it once however often it is asked about it. */
export type Question = Ask & { id: number; captureId: number }
export type Answer = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }

/**
 * A page may take this long to read (CONTRACT.md, "Defaults"); the first page of a fresh thread pays for compiling as well. What counts is the time of
 * the processor: where others keep it busy, a page takes longer and is not at fault.
 */
const parseMs = 2_000
const warmUpMs = 3_000
/** By the clock it may take so many times as long. */
const mostPatience = 5
const heapMb = 384
/** What one page leaves behind fits, and goes without being copied first. */
const youngMb = 24

/** The thread was ended because it took too long or too much memory. */
class Hung extends Error {}

type Job = { question: Ask; settle: (value: unknown) => void; fail: (error: Error) => void }

/**
 * The pipeline in a worker thread, started with the first question. One question is under way at a time, so that the limit of time is the
 * page's own; a thread that hangs or dies is ended and replaced, and its page is *too slow*.
 */
export function createPipeline(
  options: { parseMs?: number; file?: URL; processorMs?: () => number } = {},
): Pipeline & { close: () => Promise<void> } {
  const limitMs = options.parseMs ?? parseMs
  const processorMs = options.processorMs ?? usedMs
  const waiting: Job[] = []
  const captureIds = new WeakMap<Capture, number>()
  const idOf = (capture: Capture) => {
    const id = captureIds.get(capture) ?? next++
    captureIds.set(capture, id)
    return id
  }
  let [worker, busy, used, next]: [Worker | null, boolean, boolean, number] = [null, false, false, 0]

  async function pump(): Promise<void> {
    if (busy) return
    busy = true
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        worker ??= await startWorker(options.file ?? workerFile())
        job.settle(
          await askOnce(
            worker,
            { ...job.question, id: next++, captureId: idOf(captureOf(job.question)) },
            { limitMs: used ? limitMs : limitMs + warmUpMs, processorMs },
          ),
        )
        used = true
      } catch (error) {
        if (error instanceof Hung) {
          await worker?.terminate()
          ;[worker, used] = [null, false]
        }
        job.fail(error instanceof Error ? error : new Error(String(error)))
      }
    }
    busy = false
    worker?.unref()
  }

  function ask<T>(question: Ask): Promise<T> {
    return new Promise((resolve, reject) => {
      // the worker's answers are our own code's: the type of a question is the type of its answer
      waiting.push({ question, settle: (value) => resolve(value as T), fail: reject })
      void pump()
    })
  }
  const orSlow = async <T>(answer: Promise<T>, slow: (reason: string) => T): Promise<T> => {
    try {
      return await answer
    } catch (error) {
      if (error instanceof Hung) return slow(error.message)
      throw error
    }
  }
  return {
    examine: (request) => orSlow(ask<Examined>({ ask: 'examine', request }), (reason) => tooSlow(request, reason)),
    fingerprint: (capture, source, known) => orSlow(ask<string | null>({ ask: 'fingerprint', capture, source, known }), () => null),
    read: (capture, source) =>
      orSlow(ask<Awaited<ReturnType<Pipeline['read']>>>({ ask: 'read', capture, source }), (reason) => ({
        ok: false,
        cause: 'too-slow',
        reason,
      })),
    close: async () => void (await worker?.terminate()),
  }
}

const captureOf = (question: Ask): Capture => (question.ask === 'examine' ? question.request.capture : question.capture)

/** What all threads of this process took of the processor so far, in ms. */
function usedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

type Patience = { limitMs: number; processorMs: () => number }

function askOnce(worker: Worker, question: Question, { limitMs, processorMs }: Patience): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.ref()
    const [begunMs, before] = [performance.now(), processorMs()]
    const done = () => {
      clearTimeout(timer)
      worker.off('message', hear).off('error', die).off('exit', leave)
    }
    const check = () => {
      const leftMs = limitMs - (processorMs() - before)
      if (leftMs > 0 && performance.now() - begunMs < mostPatience * limitMs) timer = setTimeout(check, Math.max(1, leftMs))
      else end(new Hung(`reading it took more than ${Math.round(limitMs / 1000)} s`))
    }
    let timer = setTimeout(check, limitMs)
    const end = (error: Error) => {
      done()
      reject(error)
    }
    const hear = (answer: Answer) => {
      if (answer.id !== question.id) return
      done()
      if (answer.ok) resolve(answer.value)
      else reject(new Error(answer.message))
    }
    const die = () => end(new Hung('reading it took more memory than it may'))
    const leave = () => end(new Hung('the reading thread ended'))
    worker.on('message', hear).on('error', die).on('exit', leave)
    worker.postMessage(question)
  })
}

function startWorker(file: URL): Promise<Worker> {
  // the thread is told what the process is for, as that decides how it uses memory
  const options = { argv: process.argv.slice(2), resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb } }
  const worker = file.pathname.endsWith('.ts') ? new Worker(fromSource(file), { ...options, eval: true }) : new Worker(file, options)
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      worker.off('error', reject)
      resolve(worker)
    })
  })
}

/** From the sources (tests, `npm run dev`) the thread loads TypeScript as this process does. */
const fromSource = (file: URL) =>
  `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(file.href)}, ${JSON.stringify(import.meta.url)}))`

/** `pipeline-worker.js` beside the bundle (or above its chunks), `pipeline-worker.ts` beside this file in the sources. */
function workerFile(): URL {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = [join(here, 'pipeline-worker.ts'), join(here, 'pipeline-worker.js'), join(here, '..', 'pipeline-worker.js')].find(
    existsSync,
  )
  if (!found) throw new Error('pipeline-worker.js is not beside the program')
  return new URL(`file://${found}`)
}

/** What is known of a page that could not be read in time: nothing changes, and its health says so. */
const tooSlow = (request: Parameters<Pipeline['examine']>[0], reason: string): Examined => ({
  judgement: { verdict: 'error', cause: 'too-slow', reason },
  outcome: 'unavailable',
  reading: null,
  differs: false,
  becomesCurrent: false,
  differences: [],
  heldBack: [],
  kinds: [],
  weighed: null,
  quotes: [],
  effective: null,
  objectBy: null,
  candidate: null,
  confirmation: null,
  memory: request.memory,
  trail: [reason],
})
