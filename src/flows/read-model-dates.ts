import { modelDatesIn } from '../core/model-dates'
import { formsOf } from '../core/model-name'
import type { SourceType } from '../core/source'
import type { Statement } from '../core/statement'
import type { Ports } from '../ports'
import { runBatch } from '../store/database'
import { insertModelDates, latestOfSource, type ModelDateRow, readOff } from '../store/model-dates'
import type { ChangeRow } from '../store/snapshots'

type DatePorts = Pick<Ports, 'db' | 'now' | 'digest'>
type Read = { sourceId: string; snapshotId: string; type: SourceType; statements: readonly Statement[]; change: ChangeRow | null }

/**
 * Keeps the dates of models that an accepted version of a page tells, each where it differs from what the same page told last: earlier ones stay, so that
 * a date that was moved shows from where. A model that leaves the maker's own list is *observed* to be gone on the day of that change. Answers how
 * many dates are new.
 */
export async function readModelDates(
  { db, now, digest }: DatePorts,
  { sourceId, snapshotId, type, statements, change }: Read,
): Promise<number> {
  const told = modelDatesIn(statements, type)
  const gone = type === 'models-api' && change?.toSnapshotId === snapshotId ? goneWith(change, statements) : []
  const all = [...told, ...gone]
  if (!all.length) return 0
  const latest = await latestOfSource(
    db,
    sourceId,
    all.map(({ model }) => model),
  )
  const at = now()
  const rows = all
    .filter(({ model, kind, day, replacement }) => {
      const was = latest.get(`${model} ${kind}`)
      return was?.day !== day || (replacement !== null && was.replacement !== replacement)
    })
    .map(
      (one): ModelDateRow => ({
        ...readOff,
        ...one,
        id: digest(`model-date\n${sourceId}\n${snapshotId}\n${one.model}\n${one.kind}`).slice(0, 32),
        sourceId,
        findingId: null,
        origin: 'source',
        toldAt: at,
      }),
    )
  if (rows.length) await runBatch(db, insertModelDates(db, rows))
  return rows.length
}

/** Records that a change removed and that stand nowhere in the list any more. */
function goneWith({ differences, detectedAt }: ChangeRow, statements: readonly Statement[]) {
  const still = new Set(statements.flatMap(({ row, text }) => formsOf(row ?? text.split(' · ')[0] ?? '')))
  return differences.flatMap(({ before, after }) => {
    if (before === null || after !== null) return []
    return before.split('\n').flatMap((line) => {
      const name = (line.split(' · ')[0] ?? '').replace(/^(?:id|model|name)\s*[:=]\s*/i, '')
      const [model] = formsOf(name)
      if (!model || model.length > 120 || still.has(model)) return []
      return [{ model, kind: 'observed' as const, day: detectedAt.slice(0, 10), replacement: null, quote: line.slice(0, 500) }]
    })
  })
}
