import { storageOf } from '../../../store/storage'
import { bytesUnder } from '../files'
import { withRuntime } from '../runtime'
import type { Command } from './command'

export const storageCommand: Command = {
  name: 'storage',
  summary: 'how much is stored of how many checks',
  usage: `telltale storage

Checks are all fetches, snapshots one a source and distinct state. Bytes: bodies as stored, texts of changes and findings, index (all else),
and the whole data directory.`,
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports, config, opened }) => {
      await opened.client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
      const { checks, snapshots, bodies, bodyBytes, textBytes, fileBytes } = await storageOf(ports.db)
      const total = config.databaseUrl === null ? bytesUnder(config.dataDir) : fileBytes
      const bytes = { bodies: bodyBytes, text: textBytes, index: Math.max(0, total - bodyBytes - textBytes), total }
      if (input.values.json) input.out(`${JSON.stringify({ checks, snapshots, bodies, bytes })}\n`)
      else
        input.out(
          `${checks} checks, ${snapshots} snapshots, ${bodies} bodies\n${Object.entries(bytes)
            .map(([name, value]) => `  ${name.padEnd(7)} ${(value / 1e6).toFixed(2)} MB\n`)
            .join('')}`,
        )
      return 0
    }),
}
