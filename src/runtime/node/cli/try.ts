import type { SourceView } from '../../../core/source'
import { trySource } from '../../../flows/try-source'
import { sourceById } from '../../../store/sources'
import { withRuntime } from '../runtime'
import { type Command, Failure, Usage } from './command'

export const tryCommand: Command = {
  name: 'try',
  summary: 'fetch once and print what is read, storing nothing',
  usage: `telltale try URL|SOURCE

Prints {verdict, cause, reason, finalUrl, statements[]}. Exit code 1 when nothing could be read.`,
  positionals: true,
  options: {},
  run: (input) => {
    const [what, more] = input.positionals
    if (!what || more) throw new Usage('one address or one source is needed')
    return withRuntime(input, async ({ ports }) => {
      const stored = await sourceById(ports.db, what)
      if (stored?.demo) throw new Failure(`"${what}" is an invented page of the demonstration: nothing is asked for`)
      if (!stored && !URL.canParse(what)) throw new Failure(`"${what}" is neither a source nor an address`)
      const view: SourceView = stored ?? { id: 'tried', url: what, type: 'other', collector: null, rules: null }
      const tried = await trySource(ports, view)
      input.out(`${JSON.stringify(tried, null, input.values.json ? 0 : 2)}\n`)
      return tried.statements.length ? 0 : 1
    })
  },
}
