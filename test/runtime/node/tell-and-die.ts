import { parseConfig } from '../../../src/config'
import { tellPeople } from '../../../src/flows/tell-people'
import type { Ports } from '../../../src/ports'
import { openRuntime } from '../../../src/runtime/node/runtime'

/** Tells people as a tick does, in a process of its own that is killed at one step of delivery: `tell-and-die.ts DIR AT STEP`. */
const [dataDir, at = '', step = ''] = process.argv.slice(2)
const parsed = parseConfig(process.env, { dataDir, now: at })
if (!parsed.ok) throw new Error(parsed.faults.join('; '))
const { ports, close } = await openRuntime(parsed.config)

/** SIGKILL cannot be caught; what comes after it never runs. */
const die = () => process.kill(process.pid, 'SIGKILL')
const dieAt = (here: string) => {
  if (step === here) die()
}

const around =
  <T, A>(send: (message: T) => Promise<A>) =>
  async (message: T): Promise<A> => {
    dieAt('before sending')
    const answer = send(message)
    if (step === 'while sending') setTimeout(die, 5)
    const done = await answer
    dieAt('after sending, before noting it')
    return done
  }
const { http, mail } = ports.outgoing
let told: Ports = {
  ...ports,
  newId: () => {
    dieAt('before routing is written')
    return ports.newId()
  },
  realNow: () => {
    dieAt('after routing, before anything is taken')
    return ports.realNow()
  },
  log: (event) => {
    if (event === 'notice.sent') dieAt('after one was noted')
  },
  outgoing: { ...ports.outgoing, http: around(http), mail: mail ? around(mail) : null },
}
if (step === 'none') told = ports
await tellPeople(told, at)
await close()
