import { expect, it } from 'vitest'
import { textOf } from '../../src/core/decode'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = bigEndian ? [0xfe, 0xff] : [0xff, 0xfe]
  for (const sign of text)
    bytes.push(...(bigEndian ? [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255] : [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]))
  return Uint8Array.from(bytes)
}
/** "日本" in Shift_JIS after an ASCII head that says so. */
const shiftJis = Uint8Array.from([...utf8('<meta charset="Shift_JIS">'), 0x93, 0xfa, 0x96, 0x7b])

it.each([
  { says: 'UTF-8 without a declaration', body: utf8('Größe'), mediaType: null, holds: 'Größe' },
  {
    says: 'a byte order mark of UTF-8',
    body: Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('Größe')]),
    mediaType: 'text/html',
    holds: 'Größe',
  },
  { says: 'UTF-16, little end first', body: utf16('Größe', false), mediaType: null, holds: 'Größe' },
  { says: 'UTF-16, big end first', body: utf16('Größe', true), mediaType: null, holds: 'Größe' },
  { says: 'the charset of the media type', body: latin1('Größe'), mediaType: 'text/html; charset=ISO-8859-1', holds: 'Größe' },
  { says: 'Shift_JIS by meta', body: shiftJis, mediaType: 'text/html', holds: '日本' },
  { says: 'a wrong header over valid UTF-8', body: utf8('Größe'), mediaType: 'text/html; charset=iso-8859-1', holds: 'Größe' },
  {
    says: 'an XML declaration',
    body: latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>'),
    mediaType: 'text/xml',
    holds: 'Größe',
  },
  { says: 'a charset nobody knows', body: latin1('Gr\xf6\xdfe'), mediaType: 'text/html; charset=nobody', holds: 'Größe' },
  { says: 'no NUL', body: utf8('a\0b'), mediaType: null, holds: 'ab' },
])('B14 reads $says', ({ body, mediaType, holds }) => expect(textOf({ body, mediaType })).toContain(holds))
