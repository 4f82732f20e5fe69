import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Capture } from '../../core/capture'
import { type SourceView, sourceTypes } from '../../core/source'

const step = z.object({ step: z.number(), at: z.string(), body: z.string(), media_type: z.string().nullish(), url: z.string().nullish() })
const sequence = z.object({
  id: z.string(),
  vendor: z.string(),
  document: z.string(),
  url: z.string().nullish(),
  source_kind: z.string().nullish(),
  steps: z.array(step),
})
export type Sequence = z.infer<typeof sequence>

/** The sequences of a corpus folder, in file order. Throws what the file system or a malformed line says. */
export async function sequencesIn(folder: string): Promise<Sequence[]> {
  const text = await readFile(join(folder, 'sequences.jsonl'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => sequence.parse(JSON.parse(line)))
}

/** One step as if it had been fetched. Recorded history has no status and no headers. */
export async function captureOf(folder: string, { url, id }: Sequence, one: Sequence['steps'][number]): Promise<Capture> {
  const file = await readFile(join(folder, 'bodies', one.body))
  const address = one.url ?? url ?? `https://${id}.invalid/`
  return {
    at: one.at,
    status: null,
    headers: {},
    mediaType: one.media_type ?? null,
    requestedUrl: address,
    finalUrl: address,
    body: new Uint8Array(one.body.endsWith('.gz') ? gunzipSync(file) : file),
  }
}

const typesByDocument: readonly [RegExp, SourceView['type']][] = [
  [/sub-?processor/i, 'subprocessors'],
  [/privacy|tracker|cookie/i, 'privacy'],
  [/data process/i, 'dpa'],
  [/acceptable use|usage|guideline/i, 'usage-policy'],
  [/terms/i, 'terms'],
]

/** The watched source a sequence stands for; its type from the recorded kind, else from the name of the document. */
export function sourceOf({ id, url, document, source_kind }: Sequence): SourceView {
  const kind = source_kind === 'news-feed' ? 'news' : source_kind
  const type = sourceTypes.find((one) => one === kind) ?? typesByDocument.find(([pattern]) => pattern.test(document))?.[1] ?? 'other'
  return { id, url: url ?? `https://${id}.invalid/`, type, collector: null, rules: null }
}
