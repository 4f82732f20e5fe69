import { isActive, objectStreams } from '../core/upload/pdf-active'
import { isArchive, programIn, sniff, type UploadType, uploadTypes } from '../core/upload/sniff'
import { type ZipEntry, type ZipFault, zipDirectory } from '../core/upload/zip-directory'

/** What an upload may hold at most, whatever it says of itself: entries of a ZIP, and bytes once unpacked. */
export const uploadBounds = { entries: 5_000, inflatedBytes: 256_000_000 }
const objectBytes = 64_000_000
const headBytes = 512

export type Scanned = { ok: true; type: UploadType; mediaType: string } | { ok: false; what: string }

/**
 * Says by its content what an uploaded file is, and refuses what could do something when somebody opens it: pages, drawings and scripts, programs, documents
 * with macros, PDFs that run scripts or start programs, and archives that unpack to more than the bounds. Nothing of it is run or kept unpacked; a ZIP is
 * unpacked to be counted, and left at the first byte beyond. `what` completes "The file is …".
 */
export async function scanUpload(body: Uint8Array): Promise<Scanned> {
  if (!body.length) return refused('empty')
  const found = sniff(body)
  if (found.is === 'refused') return refused(found.what)
  if (found.is === 'zip') return scanZip(body)
  if (found.is === 'pdf' && (await isActivePdf(body)))
    return refused('a PDF that runs a script or starts something when it is opened; print it to a new PDF and file that')
  return taken(found.is)
}

const refused = (what: string): Scanned => ({ ok: false, what })
const taken = (type: UploadType): Scanned => ({ ok: true, type, mediaType: uploadTypes[type].mediaType })

const faults: Record<ZipFault, string> = {
  damaged: 'a ZIP that does not hold together',
  'too-many': `a ZIP of more than ${uploadBounds.entries} files`,
  'too-large': 'a ZIP that unpacks to more than 256 MB',
}
const stored = 0
const deflated = 8

async function scanZip(body: Uint8Array): Promise<Scanned> {
  const entries = zipDirectory(body, uploadBounds)
  if (typeof entries === 'string') return refused(faults[entries])
  if (entries.some((entry) => entry.encrypted)) return refused('locked with a password, so that nobody can see what it holds')
  if (entries.some((entry) => entry.method !== stored && entry.method !== deflated))
    return refused('a ZIP packed in a way that cannot be looked into')
  const type = officeType(entries)
  if (entries.some(({ name }) => /(?:^|\/)(?:vbaProject\.bin$|activeX\/|macrosheets\/)/i.test(name)))
    return refused('a document with macros; save it without them, or as PDF')
  let left = uploadBounds.inflatedBytes
  for (const entry of entries) {
    const read = await unpack(entry, left)
    if (typeof read === 'string') return refused(faults[read])
    left -= read.bytes
    const program = programIn(read.head)
    if (program) return refused(`a ZIP that holds ${program}`)
    if (type === 'zip' && isArchive(read.head) && !/\.(?:docx|xlsx|pptx|od[tsp])$/i.test(entry.name))
      return refused('a ZIP with another archive in it; send the documents themselves')
  }
  return taken(type)
}

function officeType(entries: readonly ZipEntry[]): UploadType {
  const has = (start: string) => entries.some(({ name }) => name.startsWith(start))
  if (!has('[Content_Types].xml')) return 'zip'
  return has('word/') ? 'docx' : has('xl/') ? 'xlsx' : has('ppt/') ? 'pptx' : 'zip'
}

type Read = { bytes: number; head: Uint8Array }

/** How many bytes an entry unpacks to, and the first of them. Ends as soon as there are more than `most`. */
async function unpack({ method, packed }: ZipEntry, most: number): Promise<Read | 'damaged' | 'too-large'> {
  if (method === stored) return packed.length > most ? 'too-large' : { bytes: packed.length, head: packed.subarray(0, headBytes) }
  return inflate(packed, 'deflate-raw', { most, keep: headBytes })
}

async function inflate(
  packed: Uint8Array,
  format: 'deflate' | 'deflate-raw',
  { most, keep }: { most: number; keep: number },
): Promise<Read | 'damaged' | 'too-large'> {
  const reader = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream(format)).getReader()
  const head = new Uint8Array(keep)
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (bytes < keep) head.set(value.subarray(0, keep - bytes), bytes)
      bytes += value.length
      if (bytes > most) {
        await reader.cancel()
        return 'too-large'
      }
    }
  } catch (error) {
    // what is no deflate stream, or has something behind its end: told by the engine as a TypeError with its own cause
    if (!(error instanceof Error)) throw error
    if (!bytes) return 'damaged'
  }
  return { bytes, head: head.subarray(0, Math.min(bytes, keep)) }
}

async function isActivePdf(body: Uint8Array): Promise<boolean> {
  const text = new TextDecoder('latin1').decode(body)
  if (isActive(text)) return true
  let left = objectBytes
  for (const packed of objectStreams(body, text)) {
    const read = await inflate(packed, 'deflate', { most: left, keep: Math.min(left, packed.length * 40, 4_000_000) })
    if (read === 'too-large') return true
    if (read === 'damaged') continue
    left -= read.bytes
    if (isActive(new TextDecoder('latin1').decode(read.head))) return true
  }
  return false
}
