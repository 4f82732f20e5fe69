import { customType } from 'drizzle-orm/sqlite-core'
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'

/** Shorter JSON is stored as it is: there is little to win, and it can be read by eye. */
const worthPackingChars = 200

/**
 * JSON that may be long and is never searched in SQL, deflated to a BLOB (RFC 1951). The driver is given it in hexadecimal, for rows travel as JSON:
 * `insertRows` turns it into bytes. Text is read too, whether JSON or hexadecimal, so that rows of older versions and plain inserts stay readable.
 */
export const packedJson = <T>(name: string) =>
  customType<{ data: T; driverData: string | ArrayBuffer | Uint8Array | number[] }>({
    dataType: () => 'text',
    toDriver: (value) => {
      const json = JSON.stringify(value)
      return json.length < worthPackingChars ? json : hexOf(deflateSync(strToU8(json), { level: 9 }))
    },
    fromDriver: (stored): T => JSON.parse(typeof stored === 'string' ? textOf(stored) : inflated(bytesOf(stored))),
  })(name)

/** JSON begins with a bracket, hexadecimal never does. */
const isHex = (driven: unknown): boolean => typeof driven === 'string' && /^[0-9a-f]/.test(driven)

const textOf = (stored: string): string =>
  isHex(stored) ? inflated(Uint8Array.from(stored.match(/../g) ?? [], (two) => Number.parseInt(two, 16))) : stored
const inflated = (data: Uint8Array): string => strFromU8(inflate(data))
let inflate: (data: Uint8Array) => Uint8Array = inflateSync
/** Unpacks from now on by what the runtime has that is faster, for raw DEFLATE data (RFC 1951); until then by what runs everywhere. */
export function inflateBy(faster: (data: Uint8Array) => Uint8Array): void {
  inflate = faster
}
const bytesOf = (data: ArrayBuffer | Uint8Array | number[]): Uint8Array => (data instanceof Uint8Array ? data : new Uint8Array(data))
const hexOf = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')
