import { askPolitely } from '../../../flows/ask-politely'
import { trySource } from '../../../flows/try-source'
import { sourceById } from '../../../store/sources'
import { withRuntime } from '../runtime'
import { type Command, Failure, text, Usage } from './command'

export const tryCommand: Command = {
  name: 'try',
  summary: 'fetch once and print what is read, storing nothing',
  usage: `telltale try URL|SOURCE [--despite-robots REASON]

  --despite-robots  asks for the page although its site's robots.txt says no, for the reason given

Prints {verdict, cause, reason, finalUrl, statements[]}. Exit code 1 when nothing could be read.`,
  positionals: true,
  options: { 'despite-robots': { type: 'string' } },
  run: (input) => {
    const [what, more] = input.positionals
    if (!what || more) throw new Usage('one address or one source is needed')
    return withRuntime(input, async ({ ports }) => {
      const stored = await sourceById(ports.db, what)
      if (stored?.demo) throw new Failure(`"${what}" is an invented page of the demonstration: nothing is asked for`)
      if (!stored && !URL.canParse(what)) throw new Failure(`"${what}" is neither a source nor an address`)
      const reason = text(input.values, 'despite-robots')?.trim()
      if (reason === '') throw new Usage('--despite-robots needs the reason in words')
      const source = stored ?? { id: 'tried', url: what, type: 'other' as const, collector: null, rules: null, robotsOverride: null }
      const { origin, protocol } = new URL(source.url)
      const robotsOverride = reason ?? source.robotsOverride
      // what is no address of the web is refused by the gate and has no manners to keep
      const asked = /^https?:$/.test(protocol)
        ? await askPolitely(ports, { url: source.url, origin, robotsOverride }, (fetch) => trySource({ ...ports, fetch }, source))
        : { ok: true as const, result: await trySource(ports, source) }
      if (!asked.ok)
        throw new Failure(
          asked.until === null
            ? `another process reads ${origin} just now: try again in a minute`
            : `${origin} asks to be left alone until ${asked.until}`,
        )
      const tried = asked.result
      input.out(`${JSON.stringify(tried, null, input.values.json ? 0 : 2)}\n`)
      return tried.statements.length ? 0 : 1
    })
  },
}
