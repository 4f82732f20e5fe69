import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of all files below a folder, but for a database's shared memory; 0 where there is none. A file that goes while it is counted counts nothing. */
export function bytesUnder(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.name.endsWith('.db-shm')) return sum
    return sum + (entry.isDirectory() ? bytesUnder(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0))
  }, 0)
}
