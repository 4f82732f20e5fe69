/** What a ZIP says of one of its entries, and where its bytes lie (APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.12). */
export type ZipEntry = { name: string; method: number; encrypted: boolean; inflatedBytes: number; packed: Uint8Array }
export type ZipFault = 'damaged' | 'too-many' | 'too-large'

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50
const endBytes = 22
const longestComment = 65_535

/** The entries by the directory at the end of the file, unread. It is refused where it is larger than the bounds, or does not hold together. */
export function zipDirectory(
  body: Uint8Array,
  { entries: most, inflatedBytes }: { entries: number; inflatedBytes: number },
): ZipEntry[] | ZipFault {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const end = endOf(view)
  if (end === null) return 'damaged'
  const count = view.getUint16(end + 10, true)
  // 0xffff leads to the directory of ZIP64, for what is larger than anything that is taken here
  if (count > most) return 'too-many'
  let at = view.getUint32(end + 16, true)
  const found: ZipEntry[] = []
  let total = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark) return 'damaged'
    const [packedBytes, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    total += size
    if (total > inflatedBytes) return 'too-large'
    const local = view.getUint32(at + 42, true)
    if (local + 30 > end || view.getUint32(local, true) !== localMark) return 'damaged'
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (start + packedBytes > end) return 'damaged'
    found.push({
      name: new TextDecoder().decode(body.subarray(at + 46, at + 46 + (nameBytes ?? 0))).slice(0, 500),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      inflatedBytes: size,
      packed: body.subarray(start, start + packedBytes),
    })
    at += 46 + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0)
  }
  return found
}

function endOf(view: DataView): number | null {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - longestComment); at--) if (view.getUint32(at, true) === endMark) return at
  return null
}
