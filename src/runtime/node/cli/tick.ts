import { confirmDue } from '../../../flows/confirm-due'
import { readPromised } from '../../../flows/read-promised'
import { tellPeople } from '../../../flows/tell-people'
import { lastTick, tick } from '../../../flows/tick'
import { withRuntime } from '../runtime'
import { type Command, Failure } from './command'

export const tickCommand: Command = {
  name: 'tick',
  summary: 'Do once all that is due at this instant',
  usage: 'telltale tick [--now ISO] [--data DIR] [--json]\n\nPrints counts by name. An instant before the last tick is refused.',
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports, config }) => {
      // the clock that was asked for, not product time: that is never before the last tick, and this is to be refused then
      const at = config.clockStart ?? new Date().toISOString()
      const instant = new Date(Date.parse(at)).toISOString()
      const last = await lastTick(ports)
      if (last !== null && instant < last) throw new Failure(`refused: ${at} lies before the last tick, ${last}`)
      const confirmations = await confirmDue(ports)
      const promised = await readPromised(ports)
      const done = await tick(ports, instant)
      if (!done.ok) throw new Failure(`refused: ${at} lies before the last tick, ${done.last}`)
      const told = await tellPeople(ports, instant)
      const counts = { confirmations, promisedDocumentsRead: promised, ...done.counts, ...told }
      input.out(`${input.values.json ? JSON.stringify(counts) : lines(counts)}\n`)
      return 0
    }),
}

const lines = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join('\n')
