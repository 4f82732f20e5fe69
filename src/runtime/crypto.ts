import { hash, randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto'

const cost = { N: 16384, r: 8, p: 5 }
const keyBytes = 32

export const digest = (data: string | Uint8Array): string => hash('sha256', data, 'hex')
export const newId = (): string => randomUUID()
export const newSecret = (bytes: number): string => randomBytes(bytes).toString('base64url')

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )

/** `scrypt$N$r$p$salt$hash` in base64url (RFC 7914, parameters as OWASP lists them). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** False for a wrong password and for anything that is not such a hash. Takes the same time either way for well-formed hashes. */
export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || !salt || !hash) return false
  const key = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  const wanted = Buffer.from(hash, 'base64url')
  return wanted.length === key.length && timingSafeEqual(wanted, key)
}
