import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createGunzip } from 'node:zlib'
import { verify } from '../../flows/verify'
import { createBodies } from '../bodies'
import { digest } from '../crypto'
import { databaseName, keyName, type Manifest, manifest, manifestName } from './backup'
import { Failure } from './cli/command'
import { openDatabase } from './database'
import { makeFolder } from './make-folder'
import { TarFault, untarred } from './tar'

const mostManifestBytes = 64 * 1024
const scratchName = '.restoring'

export type Restored = { at: string; rows: number; records: number; head: string }

/**
 * Unpacks a backup into a place that is new or empty and checks it there: each file against its hash, the database by `verify`. Only then do the files
 * get their names; until then, and where anything is wrong, the place is as it was.
 */
export async function restoreBackup(file: string, dataDir: string): Promise<Restored> {
  const target = resolve(dataDir)
  if (!existsSync(file)) throw new Failure(`there is no file ${file}`)
  const isNew = !existsSync(target)
  if (!isNew && readdirSync(target).length) throw new Failure(`${dataDir} is not empty; a backup is restored into a new place`)
  makeFolder(target)
  const scratch = join(target, scratchName)
  mkdirSync(scratch, { mode: 0o700 })
  let done = false
  try {
    const { at } = await unpack(file, scratch)
    const checked = await check(file, scratch)
    for (const name of readdirSync(scratch)) if ([databaseName, keyName].includes(name)) renameSync(join(scratch, name), join(target, name))
    done = true
    return { at, ...checked }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    if (!done && isNew) rmdirSync(target)
  }
}

async function unpack(file: string, into: string): Promise<Manifest> {
  const damaged = (why: string) => new Failure(`${file} is damaged or no backup of Telltale: ${why}; nothing was restored`)
  const [source, stream] = [createReadStream(file), createGunzip()]
  source.on('error', (error) => stream.destroy(error)).pipe(stream)
  const found = new Map<string, { bytes: number; sha256: string }>()
  let said = ''
  let open: { name: string; bytes: number; hash: ReturnType<typeof createHash>; out: ReturnType<typeof createWriteStream> } | null = null
  const close = async () => {
    if (!open) return
    const { name, bytes, hash, out } = open
    await new Promise<void>((done, fail) => out.on('error', fail).end(done))
    found.set(name, { bytes, sha256: hash.digest('hex') })
    open = null
  }
  try {
    for await (const { name, bytes, piece } of untarred(stream)) {
      if (name === manifestName) {
        said += piece ? Buffer.from(piece).toString('utf8') : ''
        if (bytes > mostManifestBytes) throw new TarFault('its list of contents is too long')
      } else if (piece === null) {
        await close()
        if (name !== databaseName && name !== keyName) throw new TarFault('it holds a file that is not ours')
        open = {
          name,
          bytes,
          hash: createHash('sha256'),
          out: createWriteStream(join(into, name), { mode: 0o600, flags: 'wx', flush: true }),
        }
        if (!bytes) await close()
      } else if (open) {
        open.hash.update(piece)
        if (!open.out.write(piece)) await once(open.out, 'drain')
      }
    }
    await close()
    // the archive's own end is not that of the compressed stream, whose checksum comes last
    for await (const _rest of stream);
  } catch (error) {
    if (error instanceof TarFault) throw damaged(error.message)
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damaged('it cannot be unpacked')
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('E'))
      throw new Failure(`${file} cannot be restored: ${error.message}`)
    throw error
  }
  const listed = manifest.safeParse(parsed(said))
  if (!listed.success) throw damaged('its list of contents cannot be read')
  for (const { name, bytes, sha256 } of listed.data.files) {
    const one = found.get(name)
    if (!one || one.bytes !== bytes || one.sha256 !== sha256) throw damaged(`${name} is not as it was backed up`)
  }
  if (found.size !== listed.data.files.length) throw damaged('it holds more than it lists')
  return listed.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Opens what was unpacked, as the service would, and holds the live records to the audit trail. */
async function check(file: string, dataDir: string): Promise<Omit<Restored, 'at'>> {
  const opened = await openDatabase({ dataDir, databaseUrl: null, at: new Date().toISOString() })
  try {
    const found = await verify({ db: opened.db, digest, bodies: createBodies() })
    if (!found.ok) throw new Failure(`${file} was unpacked, but its records do not verify: ${found.fault?.what}; nothing was restored`)
    await opened.client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    return { rows: found.rows, records: found.records, head: found.head }
  } finally {
    opened.close()
  }
}
