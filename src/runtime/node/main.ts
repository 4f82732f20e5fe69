import { parseArgs } from 'node:util'
import { isInstant } from '../../config'
import { type Command, Failure, Usage } from './cli/command'
import { commands } from './cli/index'

const shared = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  now: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const summaryOf = async () => {
  const names = Object.keys(commands)
  const all = await Promise.all(names.map((name) => load(name)))
  const width = Math.max(...names.map((name) => name.length))
  const lines = all.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return [
    'telltale <command> [options]',
    '',
    ...lines,
    '',
    'All know --data DIR, --json, --now ISO and --help. Exit code 0 fine, 1 failed, 2 wrong usage.',
    '',
  ].join('\n')
}

async function load(name: string): Promise<Command> {
  const entry = commands[name]
  if (!entry) throw new Usage(`there is no command "${name}"`)
  return entry()
}

const usageOf = ({ usage }: Command) => `${usage.trimEnd()}\n\nCommon options: --data DIR, --json, --now ISO, --help\n`

async function stdin(): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of process.stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : part)
  return Buffer.concat(parts).toString('utf8')
}

/** Runs one command line; answers the exit code. Standard output carries the result only. */
async function run(argv: string[]): Promise<number> {
  const out = (line: string) => process.stdout.write(line)
  const err = (line: string) => process.stderr.write(line)
  try {
    const [name, ...rest] = argv
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const text = await summaryOf()
      if (name === undefined) err(text)
      else out(text)
      return name === undefined ? 2 : 0
    }
    const command = await load(name)
    const { values, positionals } = parse(command, rest)
    if (values.help) {
      out(usageOf(command))
      return 0
    }
    // the service logs what it does; a command prints its result, and logs what went wrong
    const env = name === 'start' ? process.env : { TELLTALE_LOG: 'warn', ...process.env }
    return await command.run({ values, positionals, out, err, terminal: process.stderr.isTTY === true, stdin, env })
  } catch (error) {
    if (error instanceof Usage) {
      err(`telltale: ${error.message}\nTry --help.\n`)
      return 2
    }
    if (error instanceof Failure) {
      err(`telltale: ${error.message}\n`)
      return 1
    }
    const fault = fileFault(error)
    err(`telltale: ${fault ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
    return 1
  }
}

function parse(command: Command, args: string[]) {
  const parsed = parsedBy(command, args)
  const now = parsed.values.now
  if (typeof now === 'string' && !isInstant(now)) throw new Usage(`--now takes an instant such as 2026-11-21T09:00:00Z, not "${now}"`)
  return parsed
}

function parsedBy(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...shared, ...command.options }, allowPositionals: command.positionals === true, strict: true })
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error))
  }
}

const fileFaults: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read or written',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOSPC: 'the disk is full',
}

/** What the file system said about a file that was named, in words; null for any other error. */
function fileFault(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return null
  return `${String(error.path)}: ${fileFaults[String(error.code)] ?? error.message}`
}

/** Output to a pipe may still be under way when the last promise settles. */
const drained = (stream: NodeJS.WriteStream) =>
  new Promise<void>((resolve) => (stream.writableLength ? stream.once('drain', resolve) : resolve()))

async function main(): Promise<void> {
  const code = await run(process.argv.slice(2))
  await Promise.all([drained(process.stdout), drained(process.stderr)])
  process.exit(code)
}
// no await here: the bundle is CommonJS
void main()
