import { readFile } from 'node:fs/promises'
import { importRegister } from '../../../flows/import/import-register'
import { placeWords } from '../../../flows/import/table'
import { type FileFormat, fileFormats, registerNouns } from '../../../flows/register-file-nouns'
import { ruleActor } from '../../../store/audit'
import { withRuntime } from '../runtime'
import { type Command, Failure, text, Usage } from './command'

export const importCommand: Command = {
  name: 'import',
  summary: 'Take a register file in: CSV, XLSX or JSON.',
  usage: `telltale import --file F [--as ${registerNouns.join('|')}] [--strict] [--dry-run] [--json]

Good rows land, bad ones are told by line and field, and the exit code is 1. --strict: any bad row, and nothing lands. --dry-run: nothing
lands, the counts say what would. Standard output is {created, updated, unchanged, errors}; the same in words goes to standard error, but for
--json. A JSON file says itself what it holds ({"sources":[…]}); for the others --as is needed.`,
  options: {
    file: { type: 'string' },
    as: { type: 'string' },
    strict: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    format: { type: 'string' },
  },
  run: async (input) => {
    const { values } = input
    const file = text(values, 'file')
    if (file === undefined || input.positionals.length) throw new Usage('import needs --file')
    const as = registerNouns.find((noun) => noun === values.as) ?? null
    if (values.as !== undefined && !as) throw new Usage(`--as takes ${registerNouns.join(', ')}, not "${String(values.as)}"`)
    const format = formatOf(file, text(values, 'format'))
    if (as === null && format !== 'json') throw new Usage(`--as is needed: ${registerNouns.join(', ')}`)
    const data = await readFile(file).catch((error: Error) => {
      throw new Failure(`${file} cannot be read: ${error.message}`)
    })
    return withRuntime(input, async ({ ports }) => {
      const strict = values.strict === true
      const done = await importRegister(ports, ruleActor, {
        data,
        as,
        format,
        strict,
        dryRun: values['dry-run'] === true,
        scope: { unitIds: null },
      })
      if (!done.ok) throw new Failure('others changed the same records meanwhile: import the file again')
      const { created, updated, unchanged, errors } = done.result
      input.out(`${JSON.stringify(done.result)}\n`)
      if (values.json !== true) {
        input.err(`${created} created, ${updated} updated, ${unchanged} unchanged, ${errors.length} errors\n`)
        for (const { line, record, of, field, value, message } of errors)
          input.err(
            `line ${line}${record ? `, ${placeWords({ line, record, of })}` : ''}${field ? `, ${field}` : ''}${value ? ` "${value.slice(0, 200)}"` : ''}: ${message}\n`,
          )
      }
      return errors.length ? 1 : 0
    })
  },
}

function formatOf(file: string, given: string | undefined): FileFormat {
  const name = given ?? file.toLowerCase().split('.').at(-1) ?? ''
  const format = fileFormats.find((one) => one === name)
  if (!format) throw new Usage(`a register file is ${fileFormats.join(', ')}: name it so, or give --format`)
  return format
}
