import { pino } from 'pino'
import type { Config } from '../../config'
import type { Log } from '../../ports'

/** JSON lines on standard error: standard output carries results only. */
export function createLog(level: Config['logLevel']): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    pino.destination({ dest: 2, sync: true }),
  )
  return (event, fields) => {
    const severity = /(failed|refused|lost)$/.test(event) ? 'warn' : 'info'
    logger[severity](fields ?? {}, event)
  }
}
