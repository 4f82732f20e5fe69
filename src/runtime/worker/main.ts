import { tellPeople } from '../../flows/tell-people'
import { tick } from '../../flows/tick'
import { buildApp } from '../../web/app'
import { type Bindings, openWorker, type PollMessage } from './ports'
import { enqueueDuePolls, pollMessage } from './queue'

type Env = Bindings & { DB: D1Database; POLLS: Queue<PollMessage> }

/** The same app and flows on Workers: D1, a cron trigger and a queue. */
export default {
  async fetch(request, env) {
    const { ports, config } = openWorker(env)
    if (!env.TELLTALE_SECRET_KEY) return new Response('The secret TELLTALE_SECRET_KEY is not set.', { status: 503 })
    return buildApp({ ports, config, secret: env.TELLTALE_SECRET_KEY }).fetch(request)
  },

  async scheduled(_controller, env) {
    const { ports, config } = openWorker(env)
    await ports.refreshClock()
    if (!config.polling) return
    await enqueueDuePolls(ports, env.POLLS)
    await tick(ports, ports.now())
    await tellPeople(ports, ports.now())
  },

  async queue(batch, env) {
    const { ports } = openWorker(env)
    await ports.refreshClock()
    for (const message of batch.messages) {
      try {
        await pollMessage(ports, message.body)
        message.ack()
      } catch (error) {
        ports.log('polls.failed', { error: error instanceof Error ? error.message : String(error) })
        message.retry()
      }
    }
  },
} satisfies ExportedHandler<Env, PollMessage>
