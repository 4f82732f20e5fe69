import { extractText, getDocumentProxy } from 'unpdf'
import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { openingOf } from '../src/core/decode'
import { textBlocks } from './plain-text'

const id = 'pdf-document'
const version = '4'

/** PDF with a text layer. Other bytes with the same text are the same reading; no text is a fault, since nothing can be watched in a scan. */
export const pdfDocument: Collector = {
  id,
  version,
  fits: (capture) => (openingOf(capture.body, 1024).includes('%PDF-') ? 1 : /pdf/i.test(capture.mediaType ?? '') ? 0.9 : 0),
  extract: async (capture, source) => {
    const pages = await pagesOf(capture.body)
    if (!pages.ok) return { ok: false, cause: 'unreadable', reason: pages.reason }
    const blocks = textBlocks(pages.text)
    if (blocks.length === 0) return { ok: false, cause: 'unreadable', reason: 'The PDF holds no text.' }
    return readingOf({ collector: id, collectorVersion: version, title: null, keyed: false, blocks, rules: source.rules })
  },
}

async function pagesOf(body: Uint8Array): Promise<{ ok: true; text: string } | { ok: false; reason: string }> {
  try {
    // the reader takes the buffer away, so it gets a copy
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(body), { verbosity: 0 }), { mergePages: false })
    return { ok: true, text: text.join('\n\n') }
  } catch (error) {
    // the library throws on malformed files, and on those whose password is not the empty one
    const locked = error instanceof Error && error.name === 'PasswordException'
    return { ok: false, reason: locked ? 'The PDF is locked with a password.' : 'The PDF is damaged.' }
  }
}
