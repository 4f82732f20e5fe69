import { createHash } from 'node:crypto'

/** RC4, which Node's own library no longer offers. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (box[i] ?? 0) + (key[i % key.length] ?? 0)) & 255
    ;[box[i], box[j]] = [box[j] ?? 0, box[i] ?? 0]
  }
  let [i, j] = [0, 0]
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255
      j = (j + (box[i] ?? 0)) & 255
      ;[box[i], box[j]] = [box[j] ?? 0, box[i] ?? 0]
      return byte ^ (box[((box[i] ?? 0) + (box[j] ?? 0)) & 255] ?? 0)
    }),
  )
}

const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest()
const filler = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')
const padded = (password: string) => Buffer.concat([Buffer.from(password, 'latin1'), filler]).subarray(0, 32)
const times = (count: number, from: Buffer, step: (value: Buffer, round: number) => Buffer) =>
  Array.from({ length: count }).reduce<Buffer>((value, _, round) => step(value, round), from)

/** Standard security handler, revision 3, 128 bits (ISO 32000-1, 7.6.3): a user password that opens it, and leave to print. */
function locks(userPassword: string, id: Buffer) {
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(-44)
  const ownerKey = times(51, padded('the owner'), (value) => md5(value))
  const owner = times(20, padded(userPassword), (value, round) =>
    rc4(
      ownerKey.map((byte) => byte ^ round),
      value,
    ),
  )
  const key = times(50, md5(padded(userPassword), owner, permissions, id), (value) => md5(value))
  const user = times(20, md5(filler, id), (value, round) =>
    rc4(
      key.map((byte) => byte ^ round),
      value,
    ),
  )
  const seal = (object: number, data: Buffer) => rc4(md5(key, Buffer.from([object, 0, 0, 0, 0])), data)
  const dictionary = `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${owner.toString('hex')}> /U <${Buffer.concat([user, Buffer.alloc(16)]).toString('hex')}> >>`
  return { seal, dictionary }
}

/** A PDF of one page with this text, as bytes; locked where a password is given, be it empty. */
export function pdfOf(text: string, { password = null }: { password?: string | null } = {}): Buffer {
  const id = md5(Buffer.from('the id of the file'))
  const lock = password === null ? null : locks(password, id)
  const lines = text.match(/.{1,80}(?: |$)/g) ?? []
  const plain = Buffer.from(`BT /F1 12 Tf 72 720 Td ${lines.map((line) => `(${line.trim()}) Tj 0 -16 Td`).join(' ')} ET`, 'latin1')
  const content = lock ? lock.seal(4, plain) : plain
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(lock ? [lock.dictionary] : []),
  ]
  let out = '%PDF-1.6\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, index) => {
    const at = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = out.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const locked = lock ? ` /Encrypt 6 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]` : ''
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${locked} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}
