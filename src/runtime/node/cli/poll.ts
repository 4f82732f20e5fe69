import { politeness, pollRound } from '../../../flows/poll-round'
import type { RoundReport } from '../../../flows/round-report'
import { runBatch } from '../../../store/database'
import { dueSources } from '../../../store/due-sources'
import { dueAt, enabledOnly, syncSourceStates } from '../../../store/source-states'
import { bytesUnder } from '../files'
import { withRuntime } from '../runtime'
import { type Command, number, Usage } from './command'

export const pollCommand: Command = {
  name: 'poll',
  summary: 'fetch sources and tell what changed',
  usage: `telltale poll --once [--all] [--concurrency N] [--per-origin N] [--min-gap MS]

  --once           one round, then end; a change is fetched a second time before the end
  --all            every source that is switched on, due or not
  --concurrency N  requests in flight in all (${politeness.concurrency})
  --per-origin N   requests in flight to one origin (${politeness.perOrigin})
  --min-gap MS     between two starts at one origin (${politeness.minGapMs})

Exit code 0 also when sources fail. With --json the last line of standard output is the report.`,
  options: {
    once: { type: 'boolean' },
    all: { type: 'boolean' },
    concurrency: { type: 'string' },
    'per-origin': { type: 'string' },
    'min-gap': { type: 'string' },
  },
  run: (input) => {
    const { values, out, err, terminal } = input
    if (!values.once) throw new Usage('say poll --once; the service polls by itself')
    const options = {
      concurrency: number(values, 'concurrency', { fallback: politeness.concurrency, min: 1, max: 256 }),
      perOrigin: number(values, 'per-origin', { fallback: politeness.perOrigin, min: 1, max: 64 }),
      minGapMs: number(values, 'min-gap', { fallback: politeness.minGapMs, max: 600_000 }),
      confirm: true,
    }
    return withRuntime(input, async ({ ports, config }) => {
      const begun = performance.now()
      const cpu = process.cpuUsage()
      await runBatch(ports.db, syncSourceStates(ports.db, ports.now()))
      const due = await dueSources(ports.db, values.all ? enabledOnly : dueAt(ports.now()))
      const onProgress = terminal ? progress(err) : undefined
      const report = await pollRound(ports, due, { ...options, onProgress })
      const used = process.cpuUsage(cpu)
      const stats = {
        wallMs: Math.round(performance.now() - begun),
        cpuMs: Math.round((used.user + used.system) / 1000),
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
        requests: report.requests,
        bytesIn: report.bytesIn,
        parsed: report.parsed,
        stored: report.stored,
        dataBytes: bytesUnder(config.dataDir),
      }
      out(values.json ? `${JSON.stringify({ ...printed(report), stats })}\n` : `${sentence(report, stats.wallMs)}\n`)
      return 0
    })
  },
}

const printed = ({ changed, first, noise, unchanged, notModified, errors, deferred }: RoundReport) => ({
  changed,
  first,
  noise,
  unchanged,
  notModified,
  errors,
  deferred,
})

function sentence({ changed, first, noise, unchanged, notModified, errors, deferred }: RoundReport, wallMs: number): string {
  const lines = [
    `${changed.length} changed, ${first.length} read for the first time, ${noise.length} held back as noise, ${unchanged + notModified} unchanged, ${errors.length} failed, ${deferred.length} deferred; ${(wallMs / 1000).toFixed(1)} s`,
    ...changed.map((id) => `changed   ${id}`),
    ...errors.map(({ id, kind, status }) => `failed    ${id}  ${kind}${status === null ? '' : ` (${status})`}`),
    ...deferred.map(({ id, until }) => `deferred  ${id}  until ${until}`),
  ]
  return lines.join('\n')
}

function progress(err: (text: string) => void): (done: number, all: number) => void {
  let last = 0
  return (done, all) => {
    const now = performance.now()
    if (now - last < 200 && done < all) return
    last = now
    err(`\r${done} of ${all} polled${done === all ? '\n' : ''}`)
  }
}
