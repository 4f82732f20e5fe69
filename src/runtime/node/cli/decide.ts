import { decide } from '../../../core/plan'
import { Unnamed } from '../../../core/reach'
import { type DecisionInput, decisionInput, vendorChangeKeys } from '../../../core/vendor-change'
import { type Command, type CommandInput, Failure, Usage } from './command'

/** `telltale decide -`: the rules alone, on records given as JSON. Reads no database and no clock. */
export const decideCommand: Command = {
  name: 'decide',
  summary: 'work out which reviews a change makes due, from records on standard input',
  usage: `telltale decide -

Reads a JSON array of {"register", "change"} from standard input: the register record is flat, with the names of the reference pack, or a list of
such records. Prints a JSON array with a result for each: severity, due, active, provisional, tasks, complete, notes.`,
  positionals: true,
  options: {},
  run: async ({ positionals, stdin, out, err }: CommandInput) => {
    if (positionals.length !== 1 || positionals[0] !== '-') throw new Usage('decide takes one argument, -, and reads standard input')
    const cases = parseCases(await stdin())
    const passedOver = cases.flatMap(({ change }, index) => unreadKeys(index, change))
    for (const key of passedOver.slice(0, 20)) err(`${key} is not read by the rules\n`)
    out(`${JSON.stringify(cases.map(decided), null, 2)}\n`)
    return 0
  },
}

function parseCases(text: string): DecisionInput[] {
  const input = parseJson(text)
  if (!Array.isArray(input)) throw new Failure('expected a JSON array of {"register", "change"} on standard input')
  const faults: string[] = []
  const cases = input.flatMap((each, index) => {
    const read = decisionInput.safeParse(each)
    if (read.success) return [read.data]
    for (const issue of read.error.issues) faults.push(`${place(index, issue.path)}: ${issue.message}`)
    return []
  })
  if (faults.length) throw new Failure(faults.join('\n'))
  return cases
}

function decided(input: DecisionInput, index: number) {
  try {
    return decide(input)
  } catch (error) {
    if (error instanceof Unnamed) throw new Failure(`${place(index, ['register', error.index, 'dep.id'])}: ${error.message}`)
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Failure(`standard input is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const unreadKeys = (index: number, change: object) =>
  Object.keys(change).flatMap((key) => (vendorChangeKeys.includes(key) ? [] : [place(index, ['change', key])]))

/** `[3].change.detected`, counting from 0. */
const place = (index: number, path: readonly PropertyKey[]) =>
  `[${index}]${path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}`
