import { addDays, type Day, latest } from '../core/day'
import { groupBy } from '../core/group'
import { allListedDates } from '../core/model-lifecycle'
import { shutdownSoonDays } from '../core/models-in-use'
import type { Ports } from '../ports'
import { runBatch } from '../store/database'
import { insertModelDates, latestOfSource, type ModelDateRow, readOff } from '../store/model-dates'
import { toldKeys } from '../store/notice-keys'
import { putSetting, setting } from '../store/settings'
import { modelsInUse } from './models-in-use'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

type ModelPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

/** Days before a model stops on which the owners of its uses are told; the last is the day itself. */
const daysBefore = [shutdownSoonDays, 30, 7, 0]
const day = (instant: string): Day => instant.slice(0, 10)

/**
 * Tells the owners of uses that their model stops, 90, 30 and 7 days before and on the day, each once and late where nothing ran on its day. A use that is
 * registered within these days is told at once. It is a reminder and never a finding: what a watched page says is found there, and the reference list is
 * nobody's statement that could be quoted.
 */
export async function modelNotices(ports: ModelPorts, { from, at }: Window): Promise<Part> {
  const today = day(at)
  const rows = (await modelsInUse(ports, { unitIds: null })).flatMap(({ model, standing: { committed, replacement }, uses }) => {
    if (!committed || committed.day < (from === null ? today : latest(day(from), addDays(today, -daysKept)))) return []
    const due = dueBy(committed.day, daysBefore, today)
    if (due === null) return []
    // what nobody owns is told in its unit, so that names stay where they belong
    return [...groupBy(uses, ({ ownerId, unitId }) => ownerId ?? `unit ${unitId}`).values()].flatMap((some) => {
      const [{ ownerId, unitId } = { ownerId: null, unitId: null }] = some
      return [
        notice(ports, {
          idempotencyKey: `model.ending ${model} ${committed.day} ${due} ${ownerId ?? `${unitId ?? 'all'} queue`}`,
          event: 'model.ending',
          personId: ownerId,
          unitId: ownerId === null ? unitId : null,
          payload: {
            model,
            endsOn: committed.day,
            replacement,
            day: due,
            late: isLate(due, { from, at }),
            names: some.slice(0, 8).map(({ name }) => name),
            uses: some.length,
          },
          demo: some.every(({ demo }) => demo),
        }),
      ]
    })
  })
  const known = await toldKeys(
    ports.db,
    rows.map(({ idempotencyKey }) => idempotencyKey),
  )
  const told = rows.filter(({ idempotencyKey }) => !known.has(idempotencyKey))
  return { counts: { modelsEnding: told.length }, writing: noticesOf(ports, told) }
}

/** How long a service may have slept and still tell of a model that stopped meanwhile. */
const daysKept = 90

/** The latest of the days so long before `anchor` that has come; null before the first. */
export function dueBy(anchor: Day, before: readonly number[], today: Day): Day | null {
  const days = before.map((count) => addDays(anchor, -count)).filter((one) => one <= today)
  return days.sort().at(-1) ?? null
}

/** It belonged to a day after the last tick on which nothing ran. */
export const isLate = (due: Day, { from, at }: Window): boolean => from !== null && due > day(from) && due < day(at)

const releaseKey = 'model-list-kept'

/** Keeps the dates of the reference list once a release of it, so that a date which a later release moves shows from where. Answers how many are new. */
export async function keepListedDates({ db, now, digest }: Pick<Ports, 'db' | 'now' | 'digest'>): Promise<number> {
  const { dates, release } = allListedDates()
  if ((await setting(db, releaseKey)) === release) return 0
  const was = await latestOfSource(db, null, [...new Set(dates.map(({ model }) => model))])
  const rows = dates
    .filter(({ model, kind, day: told }) => was.get(`${model} ${kind}`)?.day !== told)
    .map(
      (one): ModelDateRow => ({
        ...readOff,
        ...one,
        id: digest(`model-date\n${release}\n${one.model}\n${one.kind}`).slice(0, 32),
        sourceId: null,
        findingId: null,
        origin: 'pack',
      }),
    )
  await runBatch(db, [...insertModelDates(db, rows), putSetting(db, releaseKey, release, now())])
  return rows.length
}
