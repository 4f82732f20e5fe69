import { pino } from 'pino'
import type { Config } from '../../config'
import type { Log } from '../../ports'

const ranks = ['fatal', 'error', 'warn', 'info', 'debug', 'trace']

/** JSON lines on standard error: standard output carries results only. The logger is made for the first line that is written. */
export function createLog(level: Config['logLevel']): Log {
  let logger: ReturnType<typeof create> | null = null
  return (event, fields) => {
    const severity = /(failed|refused|lost)$/.test(event) ? 'warn' : 'info'
    if (ranks.indexOf(severity) > ranks.indexOf(level)) return
    logger ??= create(level)
    logger[severity](fields ?? {}, event)
  }
}

const create = (level: Config['logLevel']) =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    pino.destination({ dest: 2, sync: true }),
  )
