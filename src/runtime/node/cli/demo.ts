import { loadDemo } from '../../../demo/load'
import { removeDemo } from '../../../demo/remove'
import { withRuntime } from '../runtime'
import { type Command, Failure, Usage } from './command'

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Load or remove the demonstration.',
  usage: `telltale demo load|remove [--json]

load    Puts a fictional organisation beside what is there: invented vendors whose pages change over twelve weeks, played through the real
        pipeline. Nothing is fetched. Everything of it is marked.
remove  Takes all of it away and keeps the rest.`,
  positionals: true,
  options: {},
  run: async (input) => {
    const { values, positionals } = input
    const [verb] = positionals
    if (positionals.length !== 1 || (verb !== 'load' && verb !== 'remove')) throw new Usage('demo takes load or remove')
    return withRuntime(input, async ({ ports }) => {
      const report = verb === 'load' ? await load() : await remove()
      input.out(values.json === true ? `${JSON.stringify(report)}\n` : `${said(report)}\n`)
      return 0

      async function load() {
        const done = await loadDemo(ports, { personId: null }, (day, all) => {
          if (input.terminal) input.err(`\rplaying: ${day} of ${all}${day === all ? '\n' : ''}`)
        })
        if (!done.ok) throw new Failure('the demonstration is loaded already; remove it first')
        const { ok: _, ...counts } = done
        return counts
      }

      async function remove() {
        const done = await removeDemo(ports, { personId: null })
        if (done.ok) return { removed: done.records }
        if (done.reason === 'not-loaded') throw new Failure('the demonstration is not loaded')
        throw new Failure(`records of your own rest on the demonstration: ${done.names.join(', ')}. Move or remove them first`)
      }
    })
  },
}

const said = (report: Record<string, number>) =>
  Object.entries(report)
    .map(([name, count]) => `${count} ${name === 'removed' ? 'records removed' : name}`)
    .join(', ')
