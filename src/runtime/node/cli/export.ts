import { writeFile } from 'node:fs/promises'
import { exportRegister } from '../../../flows/export-register'
import { fileFormats, registerNouns } from '../../../flows/register-file-nouns'
import { withRuntime } from '../runtime'
import { type Command, text, Usage } from './command'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the register, or one noun of it, as CSV, XLSX or JSON.',
  usage: `telltale export --as ${registerNouns.join('|')} [--format ${fileFormats.join('|')}] [--template] [--out FILE]

Writes to standard output without --out. --template writes the columns alone. What comes out goes into an empty register the same.`,
  options: { as: { type: 'string' }, format: { type: 'string' }, template: { type: 'boolean' }, out: { type: 'string' } },
  run: async (input) => {
    const { values } = input
    const as = registerNouns.find((noun) => noun === values.as)
    if (!as || input.positionals.length) throw new Usage(`export needs --as ${registerNouns.join('|')}`)
    const format = fileFormats.find((one) => one === (text(values, 'format') ?? 'csv'))
    if (!format) throw new Usage(`--format takes ${fileFormats.join(', ')}`)
    const out = text(values, 'out')
    return withRuntime(input, async ({ ports }) => {
      const data = await exportRegister(ports.db, { as, format, template: values.template === true, scope: { unitIds: null } })
      if (out !== undefined) await writeFile(out, data)
      else if (format === 'xlsx')
        await new Promise<void>((resolve, reject) => process.stdout.write(data, (error) => (error ? reject(error) : resolve())))
      else input.out(new TextDecoder().decode(data))
      return 0
    })
  },
}
