import { bodyOf } from '../../../store/bodies'
import { captureAt } from '../../../store/snapshots'
import { pollTargets, sourceIs } from '../../../store/source-states'
import { withRuntime } from '../runtime'
import { type Command, Failure, text, Usage } from './command'

export const bodyCommand: Command = {
  name: 'body',
  summary: 'the exact bytes of a capture, on standard output',
  usage: `telltale body --source ID --at WHEN

  --at WHEN  an ordinal from 1, or an instant: the latest capture at or before it

Where the body was not kept it fails and names the capture that holds the same text.`,
  options: { source: { type: 'string' }, at: { type: 'string' } },
  run: (input) => {
    const source = text(input.values, 'source')
    const at = text(input.values, 'at')
    if (!source || !at) throw new Usage('--source and --at are needed')
    const when = whenOf(at)
    return withRuntime(input, async ({ ports }) => {
      const capture = await captureAt(ports.db, source, when)
      if (!capture) {
        const known = (await pollTargets(ports.db, sourceIs(source))).length > 0
        throw new Failure(known ? `nothing was captured of "${source}" at ${at}` : `there is no source "${source}" that was ever asked for`)
      }
      const body = capture.bodyHash && capture.bodyKept ? await bodyOf(ports, capture.bodyHash) : null
      if (!body) throw new Failure(missing(capture))
      await new Promise<void>((resolve, reject) => process.stdout.write(body, (error) => (error ? reject(error) : resolve())))
      return 0
    })
  },
}

function whenOf(at: string): { ordinal: number } | { instant: string } {
  if (/^\d{1,9}$/.test(at)) return { ordinal: Number(at) }
  if (Number.isNaN(Date.parse(at))) throw new Usage(`--at takes an ordinal or an instant, not "${at}"`)
  return { instant: new Date(at).toISOString() }
}

/** A fingerprint stands with captures whose body was kept once. */
const missing = ({ id, fingerprint, sameTextAs }: { id: string; fingerprint: string | null; sameTextAs: string | null }): string =>
  `the body of the capture ${id} was ${fingerprint === null ? 'not kept' : 'trimmed by retention'}${sameTextAs === null ? '' : `; the capture ${sameTextAs} has the same text`}`
