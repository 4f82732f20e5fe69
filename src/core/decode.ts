import type { Capture } from './capture'

/**
 * The text of a capture. The byte order mark wins, then UTF-8 where the bytes are valid UTF-8 with more than ASCII in them, then the
 * charset of the media type, of `<meta>` or of the XML declaration, else UTF-8 (HTML standard, 13.2.3; the wrong-header case is why valid UTF-8
 * goes first). NUL characters are dropped. Never throws.
 */
export function textOf(capture: Pick<Capture, 'body' | 'mediaType'>): string {
  const { body } = capture
  const marked = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null
  if (marked) return decodeAs(marked, body)
  const utf8 = new TextDecoder('utf-8').decode(body)
  if (!utf8.includes('\ufffd')) {
    // pure ASCII bytes may still be an escape-based or 16-bit encoding
    const declared = utf8.length === body.length ? charsetOf(capture) : null
    if (declared && /^(?:iso-2022-jp|utf-16)/i.test(declared)) return decodeAs(declared, body)
    return withoutNul(utf8)
  }
  const declared = charsetOf(capture)
  return declared && !/^utf-?8$/i.test(declared) ? decodeAs(declared, body) : withoutNul(utf8)
}

function charsetOf({ body, mediaType }: Pick<Capture, 'body' | 'mediaType'>): string | null {
  const head = openingOf(body, 4096)
  const inHead =
    /<\?xml[^>]{0,200}encoding=["']([\w.:-]+)/i.exec(head)?.[1] ?? /<meta[^>]{0,300}charset=["']?\s*([\w.:-]+)/i.exec(head)?.[1] ?? null
  const inHeader = /charset\s*=\s*["']?([\w.:-]+)/i.exec(mediaType ?? '')?.[1] ?? null
  // a document knows its own encoding better than a server that says UTF-8 of everything
  return inHeader && !/^utf-?8$/i.test(inHeader) && !inHead ? inHeader : (inHead ?? inHeader)
}

function decodeAs(charset: string, body: Uint8Array): string {
  try {
    return withoutNul(new TextDecoder(charset).decode(body))
  } catch {
    return withoutNul(new TextDecoder('windows-1252').decode(body)) // an encoding nobody knows: every byte is some character there
  }
}

const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text).replace(/^\ufeff/, '')

/** The first bytes of a body as signs, one a byte: enough to tell what kind of document it is. */
export const openingOf = (body: Uint8Array, bytes: number): string => String.fromCharCode(...body.subarray(0, bytes))
