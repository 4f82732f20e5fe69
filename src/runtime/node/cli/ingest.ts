import { createReadStream, readFileSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { ingestCapture } from '../../../flows/ingest'
import type { PollTarget } from '../../../store/source-states'
import { withRuntime } from '../runtime'
import { type Command, text, Usage } from './command'

const line = z.strictObject({
  source: z.string().min(1),
  at: z.string().refine((at) => !Number.isNaN(Date.parse(at)), 'expected an instant'),
  file: z.string().min(1),
  mediaType: z.string().optional(),
})

const mediaTypes: Record<string, string> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.rss': 'application/rss+xml',
  '.atom': 'application/atom+xml',
}

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'take bodies from files as if they had been fetched',
  usage: `telltale ingest --jsonl FILE

Each line is {"source","at","file"}: a source's id, an instant, a path beside FILE (a name that ends in .gz is unpacked first). The lines of one
source must be in order of time. Prints {"taken","refused":[{"line","message"}]}.`,
  options: { jsonl: { type: 'string' } },
  run: (input) => {
    const file = text(input.values, 'jsonl')
    if (!file) throw new Usage('--jsonl FILE is needed')
    return withRuntime(input, async ({ ports }) => {
      const targets = new Map<string, PollTarget>()
      const refused: { line: number; message: string }[] = []
      let [number, taken] = [0, 0]
      for await (const row of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
        number++
        if (!row.trim()) continue
        const parsed = parse(row)
        if (!parsed.ok) {
          refused.push({ line: number, message: parsed.message })
          continue
        }
        const { source, at, mediaType } = parsed.value
        const path = resolve(dirname(file), parsed.value.file)
        const read = readBody(path)
        if (!read.ok) {
          refused.push({ line: number, message: read.message })
          continue
        }
        const brought = {
          at: new Date(at).toISOString(),
          body: read.body,
          mediaType: mediaType ?? mediaTypes[extname(path.replace(/\.gz$/, ''))] ?? null,
        }
        const done = await ingestCapture(ports, source, brought, targets.get(source))
        if (done.ok) {
          targets.set(source, done.target)
          taken++
        } else
          refused.push({
            line: number,
            message: done.reason === 'unknown' ? `no source "${source}"` : `earlier than the newest capture (${done.newest})`,
          })
        if (input.terminal && number % 20 === 0) input.err(`\r${number} lines`)
      }
      if (input.terminal) input.err('\n')
      input.out(`${JSON.stringify({ taken, refused })}\n`)
      return refused.length ? 1 : 0
    })
  },
}

function parse(row: string): { ok: true; value: z.infer<typeof line> } | { ok: false; message: string } {
  try {
    const parsed = line.safeParse(JSON.parse(row))
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, message: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, message: 'not JSON' }
    throw error
  }
}

function readBody(path: string): { ok: true; body: Uint8Array } | { ok: false; message: string } {
  try {
    const bytes = readFileSync(path)
    return { ok: true, body: path.endsWith('.gz') ? gunzipSync(bytes) : bytes }
  } catch (error) {
    return { ok: false, message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}
