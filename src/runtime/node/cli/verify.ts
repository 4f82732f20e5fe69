import { verify } from '../../../flows/verify'
import { withRuntime } from '../runtime'
import type { Command } from './command'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Check the audit trail and the live records against it',
  usage:
    'telltale verify [--data DIR] [--json]\n\nRecomputes the chain, compares the last recorded state of each record with the live one, names the first\nfault and prints the head. Exit 1 when there is a fault.',
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports }) => {
      const progress = input.terminal ? (seen: number) => input.err(`\r${seen} checked`) : undefined
      const found = await verify(ports, progress)
      const said = found.ok ? `whole: ${found.rows} audit rows, ${found.records} records` : `fault: ${found.fault?.what}`
      input.out(`${input.values.json ? JSON.stringify(found) : `${said}\nhead ${found.head}`}\n`)
      return found.ok ? 0 : 1
    }),
}
