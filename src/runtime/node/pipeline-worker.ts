import { parentPort } from 'node:worker_threads'
import type { Capture } from '../../core/capture'
import { createLocalPipeline } from '../local-pipeline'
import type { Answer, Question } from './pipeline'

/** The thread that reads hostile pages: one question at a time, one answer each. It holds no connection and no secret. */
const pipeline = createLocalPipeline()

/** The captures asked about last: one that is asked about again is the same object, and so is read once. */
const mostHeld = 4
const held = new Map<number, Capture>()
function same(id: number, capture: Capture): Capture {
  const known = held.get(id) ?? capture
  held.delete(id)
  held.set(id, known)
  for (const oldest of held.keys()) if (held.size > mostHeld) held.delete(oldest)
  return known
}

/** What the thread answers to a question. */
export async function answerOf(question: Question): Promise<unknown> {
  if (question.ask === 'examine')
    return pipeline.examine({ ...question.request, capture: same(question.captureId, question.request.capture) })
  if (question.ask === 'fingerprint')
    return pipeline.fingerprint(same(question.captureId, question.capture), question.source, question.known)
  return pipeline.read(same(question.captureId, question.capture), question.source)
}

parentPort?.on('message', (question: Question) => {
  const post = (reply: Answer) => parentPort?.postMessage(reply)
  answerOf(question).then(
    (value) => post({ id: question.id, ok: true, value }),
    (error: unknown) =>
      post({ id: question.id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
parentPort?.postMessage({ ready: true })
