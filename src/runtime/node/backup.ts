import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import type { Client } from '@libsql/client'
import { z } from 'zod'
import { Failure } from './cli/command'
import { makeFolder } from './make-folder'
import { tarred } from './tar'

export const databaseName = 'telltale.db'
export const keyName = 'secret.key'
export const manifestName = 'manifest.json'

/** The first file of a backup: what is in it, and the hashes that the rest is held to. */
export const manifest = z.strictObject({
  format: z.literal('telltale-backup-1'),
  at: z.string(),
  files: z.array(z.strictObject({ name: z.enum([databaseName, keyName]), bytes: z.number().int(), sha256: z.string() })).min(1),
})
export type Manifest = z.infer<typeof manifest>

/**
 * One file with everything: the database as it stands at one instant, whatever is written meanwhile, and the secret key where it lies in the data
 * directory. `.tar.gz`, mode 0600. It appears under its name only when it is whole.
 */
export async function writeBackup(
  { client, dataDir, at }: { client: Client; dataDir: string; at: string },
  file: string,
): Promise<{ bytes: number; manifest: Manifest }> {
  const target = resolve(file)
  if (existsSync(target)) throw new Failure(`${file} exists already; a backup replaces nothing`)
  makeFolder(dirname(target))
  const scratch = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  try {
    const copy = join(scratch, databaseName)
    await client.execute({ sql: 'VACUUM INTO ?', args: [copy] })
    const key = join(dataDir, keyName)
    const files: Manifest['files'] = [{ name: databaseName, bytes: statSync(copy).size, sha256: await sha256Of(copy) }]
    if (existsSync(key)) files.push({ name: keyName, bytes: statSync(key).size, sha256: await sha256Of(key) })
    const described: Manifest = { format: 'telltale-backup-1', at, files }
    const text = `${JSON.stringify(described, null, 2)}\n`
    const entries = [
      { name: manifestName, bytes: Buffer.byteLength(text), content: text },
      ...files.map(({ name, bytes }) => ({ name, bytes, content: name === keyName ? readFileSync(key, 'utf8') : { path: copy } })),
    ]
    const whole = join(scratch, 'backup')
    const archive = Readable.from(tarred(entries, Math.floor(Date.parse(at) / 1000)), { objectMode: false })
    await pipeline(archive, createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(whole, { mode: 0o600, flush: true }))
    renameSync(whole, target)
    return { bytes: statSync(target).size, manifest: described }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** SHA-256 of a file, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}
