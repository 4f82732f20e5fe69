/** Names that make a PDF do something by itself (ISO 32000-2, 12.6.4): run a script, start a program, play active content. */
const active =
  /\/S\s*\/(?:JavaScript|Launch)(?![A-Za-z])|\/JavaScript\s*(?:<<|\d{1,9}\s+\d{1,5}\s+R)|\/RichMedia(?![A-Za-z])|\/XFA\s*(?:\[|\d{1,9}\s+\d{1,5}\s+R)/

/** Whether objects of a PDF, as they stand uncompressed, run or start something. Letters of names may be written in hexadecimal (7.3.5). */
export const isActive = (objects: string): boolean =>
  active.test(objects) ||
  active.test(objects.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))))

const mostStreams = 20_000

/** The packed streams that hold objects (7.5.7), which `isActive` cannot read as they are. */
export function objectStreams(body: Uint8Array, text: string): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const { index } of text.matchAll(/\/(?:ObjStm|#4[fF]bjStm)(?![A-Za-z])/g)) {
    if (found.length >= mostStreams) break
    const opens = text.indexOf('stream', index)
    if (opens < 0 || opens - index > 2_000) continue
    const start = opens + 6 + (text.startsWith('\r\n', opens + 6) ? 2 : 1)
    const end = text.indexOf('endstream', start)
    if (end > start)
      found.push(body.subarray(start, text.startsWith('\r\n', end - 2) ? end - 2 : /[\r\n]/.test(text[end - 1] ?? '') ? end - 1 : end))
  }
  return found
}
