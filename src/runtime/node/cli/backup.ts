import { writeBackup } from '../backup'
import { withRuntime } from '../runtime'
import { type Command, Failure, Usage } from './command'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'everything in one file, while the service runs',
  usage: `telltale backup FILE

Writes the database as it stands at one instant, with all kept bodies, and the secret key of the data directory into FILE (.tar.gz, mode 0600). Who
reads FILE can read all that Telltale knows: keep it as safe as the data directory. A key that comes by TELLTALE_SECRET_KEY is not in it.
Prints {"file","bytes","at"} with --json. FILE must not exist.`,
  options: {},
  positionals: true,
  run: (input) => {
    const [file, ...others] = input.positionals
    if (!file || others.length) throw new Usage('one FILE is needed')
    return withRuntime(input, async ({ ports, config, opened }) => {
      if (!opened.url.startsWith('file:')) throw new Failure('the database is not a file here; back it up where it is kept')
      const { bytes, manifest } = await writeBackup({ client: opened.client, dataDir: config.dataDir, at: ports.now() }, file)
      input.out(input.values.json ? `${JSON.stringify({ file, bytes, at: manifest.at })}\n` : `${file}, ${(bytes / 1e6).toFixed(1)} MB\n`)
      return 0
    })
  },
}
