import { loadDemo } from '../../demo/load'
import { removeDemo } from '../../demo/remove'
import type { App, AppDeps } from '../environment'
import { Problem } from '../problem'
import { actorOf } from './act'
import { doneAt } from './flash'

/** The demonstration's two buttons. */
export function demoPages(app: App, { ports }: AppDeps): void {
  app.post('/demo/load', async (c) => {
    const done = await loadDemo(ports, actorOf(c))
    if (!done.ok) throw new Problem(409, 'already-exists', 'The demonstration is loaded already.')
    return c.redirect(doneAt('/', 'demo-loaded'), 303)
  })

  app.post('/demo/remove', async (c) => {
    const done = await removeDemo(ports, actorOf(c))
    if (done.ok || done.reason === 'not-loaded') return c.redirect(doneAt('/', 'demo-removed'), 303)
    throw new Problem(409, 'in-use', `Records of your own rest on the demonstration: ${done.names.join(', ')}. Move or remove them first.`)
  })
}
