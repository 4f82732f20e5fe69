const endMark = 0x06054b50
const entryMark = 0x02014b50
const endBytes = 22
const entryBytes = 46

/**
 * How many bytes a ZIP archive says that it unpacks to, by its central directory (APPNOTE.TXT, 4.3.12 and 4.3.16); null where there is no such
 * directory, or where sizes stand outside it (ZIP64): then it is none that we open.
 */
export function unpackedBytes(data: Uint8Array): number | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let end = data.length - endBytes
  for (const last = Math.max(0, end - 65_535); end >= last && view.getUint32(end, true) !== endMark; ) end--
  if (end < 0 || view.getUint32(end, true) !== endMark) return null
  const entries = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let sum = 0
  for (let index = 0; index < entries; index++) {
    if (at + entryBytes > data.length || view.getUint32(at, true) !== entryMark) return null
    const size = view.getUint32(at + 24, true)
    if (size === 0xffffffff) return null
    sum += size
    at += entryBytes + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sum
}
