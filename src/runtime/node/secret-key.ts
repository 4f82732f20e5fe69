import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from '../crypto'
import { makeFolder } from './make-folder'

/** The installation's secret key: `TELLTALE_SECRET_KEY`, else the file `secret.key` (mode 0600), made at the first start. */
export function secretKey(dataDir: string, given: string | null): string {
  if (given) return given
  const file = join(dataDir, 'secret.key')
  // where the database lies elsewhere, nothing has made the directory yet
  makeFolder(dataDir)
  if (!existsSync(file)) writeFileSync(file, `${newSecret(32)}\n`, { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
