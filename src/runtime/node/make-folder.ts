import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Failure } from './cli/command'

/**
 * Makes a folder (mode 0700) with those above it that are not there. `mkdir` with `recursive` is not used: below a place that takes no folders, such
 * as `/proc`, it never returns. Fails with a sentence where none can be made.
 */
export function makeFolder(path: string): void {
  const wanted: string[] = []
  for (let at = resolve(path); !isFolder(at); at = dirname(at)) wanted.push(at)
  for (const at of wanted.reverse()) {
    try {
      mkdirSync(at, { mode: 0o700 })
    } catch (error) {
      // another process may have made it meanwhile
      if (!isFolder(at))
        throw new Failure(
          `the data cannot be opened: the folder ${at} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
        )
    }
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()
