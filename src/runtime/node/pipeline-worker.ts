import { parentPort } from 'node:worker_threads'
import { createLocalPipeline } from '../local-pipeline'
import type { Answer, Question } from './pipeline'

/** The thread that reads hostile pages: one question at a time, one answer each. It holds no connection and no secret. */
const pipeline = createLocalPipeline()

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'examine') return pipeline.examine(question.request)
  if (question.ask === 'fingerprint') return pipeline.fingerprint(question.capture, question.source)
  return pipeline.read(question.capture, question.source)
}

parentPort?.on('message', (question: Question) => {
  const post = (reply: Answer) => parentPort?.postMessage(reply)
  answer(question).then(
    (value) => post({ id: question.id, ok: true, value }),
    (error: unknown) =>
      post({ id: question.id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
parentPort?.postMessage({ ready: true })
