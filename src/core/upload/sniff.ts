/** What a file is by its bytes, whatever its name says; `text` has been read as text and does not begin as one of the others. */
export const uploadTypes = {
  pdf: { mediaType: 'application/pdf', extensions: ['pdf'] },
  png: { mediaType: 'image/png', extensions: ['png'] },
  jpeg: { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  pptx: { mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', extensions: ['pptx'] },
  zip: { mediaType: 'application/zip', extensions: ['zip', 'odt', 'ods', 'odp'] },
  eml: { mediaType: 'message/rfc822', extensions: ['eml'] },
  json: { mediaType: 'application/json', extensions: ['json'] },
  csv: { mediaType: 'text/csv', extensions: ['csv', 'tsv'] },
  text: { mediaType: 'text/plain', extensions: ['txt', 'md', 'log'] },
} as const
export type UploadType = keyof typeof uploadTypes
/** The types of which the bytes alone say nothing of what is within. */
export type Packed = 'pdf' | 'zip'
export type Sniffed = { is: UploadType } | { is: 'refused'; what: string }

const headBytes = 4_096
const starts = (body: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => body[index] === byte)

const programs: readonly { bytes: number[]; what: string }[] = [
  { bytes: [0x4d, 0x5a], what: 'a program for Windows' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: 'a program' },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: 'a program' },
  { bytes: [0xca, 0xfe, 0xba, 0xbe], what: 'a program' },
  { bytes: [0x00, 0x61, 0x73, 0x6d], what: 'a program' },
  { bytes: [0x23, 0x21], what: 'a script' },
]
/** A program or script by its first bytes; null for anything else. */
export const programIn = (body: Uint8Array): string | null => programs.find(({ bytes }) => starts(body, ...bytes))?.what ?? null

const others: readonly { bytes: number[]; what: string }[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'a file of the old Office format, which can hold macros that cannot be seen; save it as DOCX, XLSX or PDF',
  },
  { bytes: [0x1f, 0x8b], what: 'a packed archive; send a ZIP, or the documents one by one' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a packed archive; send a ZIP, or the documents one by one' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a packed archive; send a ZIP, or the documents one by one' },
]
/** An archive of any kind by its first bytes. */
export const isArchive = (body: Uint8Array): boolean => isZip(body) || others.slice(1).some(({ bytes }) => starts(body, ...bytes))
export const isZip = (body: Uint8Array): boolean => starts(body, 0x50, 0x4b, 0x03, 0x04) || starts(body, 0x50, 0x4b, 0x05, 0x06)

/** What a file is by its content. A ZIP is told apart further by `scanUpload`, which looks into it. */
export function sniff(body: Uint8Array): Sniffed {
  const program = programIn(body)
  if (program) return { is: 'refused', what: program }
  if (starts(body, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { is: 'pdf' }
  if (starts(body, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { is: 'png' }
  if (starts(body, 0xff, 0xd8, 0xff)) return { is: 'jpeg' }
  if (isZip(body)) return { is: 'zip' }
  const other = others.find(({ bytes }) => starts(body, ...bytes))
  if (other) return { is: 'refused', what: other.what }
  const text = textOf(body)
  return text === null ? { is: 'refused', what: 'of a kind that is not known here' } : ofText(text, body)
}

/** The text of a body in UTF-8, or in UTF-16 with its mark; null where it is none. Only its beginning is looked at for what text never holds. */
function textOf(body: Uint8Array): string | null {
  const utf16 = starts(body, 0xff, 0xfe) ? 'utf-16le' : starts(body, 0xfe, 0xff) ? 'utf-16be' : null
  const text = new TextDecoder(utf16 ?? 'utf-8').decode(body)
  // Latin letters of old files are let pass; control characters stand in no text
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text.replace(/^\ufeff/, '')
}

const mailHeader =
  /^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type|x-[\w-]+|dkim-signature|arc-[\w-]+)[ \t]*:/i
const markup =
  /^(?:<!--[\s\S]*?(?:-->|$)|\s)*<(?:!doctype|\?xml|\?php|%|html|head|body|script|style|svg|iframe|object|embed|meta|link|title|table|div|form|img|a|p|br|h1|b|font|math|template|xsl|x?html:)/i

function ofText(text: string, body: Uint8Array): Sniffed {
  const head = text.slice(0, headBytes)
  if (isMail(head)) return { is: 'eml' }
  if (/^\s*(?:<!--[\s\S]*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+svg|<svg)/i.test(head))
    return { is: 'refused', what: 'an SVG drawing, which can run scripts; save it as PNG or PDF' }
  if (markup.test(head)) return { is: 'refused', what: 'a page or script (HTML, XML or alike); print it to PDF, or save it as plain text' }
  if (/^\s*[[{]/.test(head) && isJson(text)) return { is: 'json' }
  const lines = head.split(/\r?\n/).slice(0, 5).filter(Boolean)
  const columns = lines.map((line) => Math.max(...[',', ';', '\t'].map((mark) => line.split(mark).length)))
  const [first = 0] = columns
  return { is: body.length && lines.length > 1 && first > 1 && columns.slice(0, 2).every((count) => count === first) ? 'csv' : 'text' }
}

/** Two header lines of a mail before its first empty line. */
function isMail(head: string): boolean {
  const lines = (head.split(/\r?\n\r?\n/)[0] ?? '').split(/\r?\n/)
  return mailHeader.test(lines[0] ?? '') && lines.filter((line) => mailHeader.test(line)).length > 1
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** A name that cannot make a computer run what the content is not: where its ending is not one of the type's, the type's follows. */
export function safeName(name: string, type: UploadType): string {
  const plain = name.replace(/[\u0000-\u001f\u007f"\\/:*?<>|\u202a-\u202e\u2066-\u2069]/g, '_').slice(-200)
  const ending = /\.([^.]+)$/.exec(plain)?.[1]?.toLowerCase() ?? ''
  const { extensions } = uploadTypes[type]
  return extensions.some((one) => one === ending) ? plain : `${plain}.${extensions[0]}`
}

/** The type of a stored media type; null where it was stored before types were told by content. */
export const typeOfMedia = (mediaType: string | null): UploadType | null =>
  names.find((name) => uploadTypes[name].mediaType === mediaType) ?? null
const names = ['pdf', 'png', 'jpeg', 'docx', 'xlsx', 'pptx', 'zip', 'eml', 'json', 'csv', 'text'] as const satisfies readonly UploadType[]
