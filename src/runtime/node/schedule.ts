import cron from 'node-cron'
import type { Config } from '../../config'
import { startDuePolls } from '../../flows/start-due-polls'
import { tellPeople } from '../../flows/tell-people'
import { tick } from '../../flows/tick'
import type { Ports } from '../../ports'

export type Schedule = { stop: () => Promise<void> }

const everyMinute = '* * * * *'
const stopMs = 6_500

/** Starts polls that are due and does what else time brings, each minute, unless TELLTALE_POLLING is off. `stop` begins nothing more and waits a while for what is in flight. */
export function startSchedule(ports: Ports, { polling }: Pick<Config, 'polling'>): Schedule {
  if (!polling) return { stop: async () => {} }
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const task = cron.schedule(
    everyMinute,
    () => {
      running = turn()
      return running
    },
    { noOverlap: true, timezone: 'UTC' },
  )

  async function turn(): Promise<void> {
    try {
      await ports.refreshClock()
      const report = await startDuePolls(ports, { stopped: () => stopped })
      await tick(ports, ports.now())
      await tellPeople(ports, ports.now())
      if (report) ports.log('polls.done', { changed: report.changed.length, failed: report.errors.length, requests: report.requests })
    } catch (error) {
      // the next minute tries again; the service goes on answering
      ports.log('polls.failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }

  return {
    stop: async () => {
      stopped = true
      await task.destroy()
      await Promise.race([running, ports.sleep(stopMs)])
    },
  }
}
