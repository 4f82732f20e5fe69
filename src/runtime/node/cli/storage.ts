import { sizesBySource, storageOf } from '../../../store/storage'
import { emptyLog } from '../database'
import { bytesUnder } from '../files'
import { withRuntime } from '../runtime'
import type { Command } from './command'

const shownSources = 10

export const storageCommand: Command = {
  name: 'storage',
  summary: 'how much is stored of how many checks',
  usage: `telltale storage

Checks are all fetches; snapshots one for each source and distinct body that came, texts one for each source and distinct text; bodies those whose
bytes are kept. Bytes: bodies as stored, texts of changes and findings, index (all else), and the whole data directory but for the shared memory
(-shm) that the database lays out anew at every start. --json also lists the sources, the largest first.`,
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports, config, opened }) => {
      await emptyLog(opened)
      const { checks, snapshots, texts, bodies, bodyBytes, textBytes, fileBytes } = await storageOf(ports.db)
      const sources = await sizesBySource(ports.db)
      const total = config.databaseUrl === null ? bytesUnder(config.dataDir) : fileBytes
      const bytes = { bodies: bodyBytes, text: textBytes, index: Math.max(0, total - bodyBytes - textBytes), total }
      if (input.values.json) input.out(`${JSON.stringify({ checks, snapshots, texts, bodies, bytes, sources })}\n`)
      else
        input.out(
          `${checks} checks, ${snapshots} snapshots, ${texts} texts, ${bodies} bodies\n${Object.entries(bytes)
            .map(([name, value]) => `  ${name.padEnd(7)} ${(value / 1e6).toFixed(2)} MB\n`)
            .join('')}${sources
            .slice(0, shownSources)
            .map(({ id, checks, bodies, bytes }) => `  ${id}: ${checks} checks, ${bodies} bodies, ${(bytes / 1e3).toFixed(1)} kB\n`)
            .join('')}`,
        )
      return 0
    }),
}
