import { restoreBackup } from '../restore'
import { configOf } from '../runtime'
import { type Command, Failure, Usage } from './command'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'a backup into a new, empty place',
  usage: `telltale restore FILE --data DIR

Unpacks a file of "telltale backup" into DIR, which must be empty or not exist, and verifies it. Where FILE is damaged nothing is written. Prints
{"at","rows","records","head"} with --json: the instant of the backup, and the audit trail as "verify" counts it.`,
  options: {},
  positionals: true,
  run: async (input) => {
    const [file, ...others] = input.positionals
    if (!file || others.length) throw new Usage('one FILE is needed')
    const config = configOf(input)
    if (config.databaseUrl !== null) throw new Failure('TELLTALE_DATABASE_URL is set: a backup is restored into a data directory')
    const { at, rows, records, head } = await restoreBackup(file, config.dataDir)
    input.out(
      input.values.json
        ? `${JSON.stringify({ at, rows, records, head })}\n`
        : `restored as of ${at}: ${rows} audit rows, ${records} records\nhead ${head}\n`,
    )
    return 0
  },
}
