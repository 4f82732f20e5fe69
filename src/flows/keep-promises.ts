import type { SQL } from 'drizzle-orm'
import { announcementWindow } from '../core/announce'
import { addDays } from '../core/day'
import { promiseFrom } from '../core/promise'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { runBatch } from '../store/database'
import {
  changesSince,
  isDisproved,
  isUnsettled,
  type PromisedDocument,
  type PromiseRow,
  promisedDocuments,
  promisesDue,
  type Settling,
  settlePromise,
  toldBetween,
} from '../store/promises'
import { vendorRow } from '../store/reach'
import { combine, persist, type Refusal } from '../store/writing'
import { type FindingPorts, type NewFinding, recordFinding } from './record-finding'

/**
 * Says of every promise whose time is over what came of it. Where the watched documents were read since and say what they said, that is a finding of
 * its own (`changelog-without-document-change`), told once; where one of them changed, or none is watched, nothing is told. A document that could not
 * be read since, or whose change waits for its second fetch, is waited for. Answers how many findings were made.
 */
export async function keepPromises(ports: FindingPorts): Promise<number> {
  let told = 0
  for (const promise of await promisesDue(ports.db, ports.now())) {
    const documents = await promisedDocuments(ports.db, promise.vendorId, promise.documentType)
    const outcome = await outcomeOf(ports, promise, documents)
    if (outcome === 'waits') continue
    if (outcome !== 'unkept') await runBatch(ports.db, [settlePromise(ports.db, promise.id, outcome, ports.now(), isUnsettled(promise.id))])
    else if (await tell(ports, promise, watchedBy(promise, documents))) told++
  }
  return told
}

const watchedBy = ({ noticedAt }: PromiseRow, documents: readonly PromisedDocument[]) => documents.filter(({ from }) => from <= noticedAt)

async function outcomeOf(
  { db }: Pick<Ports, 'db'>,
  promise: PromiseRow,
  documents: readonly PromisedDocument[],
): Promise<Settling | 'waits' | 'unkept'> {
  if (await isDisproved(db, promise.changeId)) return { outcome: 'withdrawn', findingId: null }
  const watched = watchedBy(promise, documents)
  if (!watched.length || !(await vendorRow(db, promise.vendorId))) return { outcome: 'unwatched', findingId: null }
  const since = promiseFrom(promise)
  const changed = await changesSince(
    db,
    watched.map(({ id }) => id),
    since,
  )
  const followed = changed.some(
    ({ disproved, recognised }) => !disproved && !recognised.some(({ kind }) => kind === 'date-bumped-no-change'),
  )
  if (followed || watched.some((document) => wasReadTooLate(document, since))) return { outcome: 'kept', findingId: null }
  if (watched.some(({ waits, lastGoodAt }) => waits || lastGoodAt === null || lastGoodAt < promise.dueAt)) return 'waits'
  const day = promise.noticedAt.slice(0, 10)
  const around = [
    `${addDays(day, -announcementWindow.daysBefore)}T00:00:00.000Z`,
    `${addDays(day, announcementWindow.daysBefore)}T23:59:59.999Z`,
  ] as const
  const findingId = await toldBetween(db, promise, around)
  return findingId === null ? 'unkept' : { outcome: 'told', findingId }
}

/** It was first read when a change of those days could already stand in it, and it dates itself to them. */
const wasReadTooLate = ({ from, stated }: PromisedDocument, since: string): boolean =>
  from > since && stated.some(({ day }) => day >= since.slice(0, 10))

async function tell(ports: FindingPorts, promise: PromiseRow, documents: readonly PromisedDocument[]): Promise<boolean> {
  const { db, now, newId } = ports
  const done = await persist<null, Refusal>(ports, ruleActor, async () => {
    const id = newId()
    const recorded = await recordFinding(ports, { ...findingOf(promise, documents, now()), id }, 'confirmed')
    const settled = {
      acts: [],
      write: (applies: SQL) => [settlePromise(db, promise.id, { outcome: 'unkept' as const, findingId: id }, now(), applies)],
      guard: isUnsettled(promise.id),
    }
    const [still] = (await promisesDue(db, now())).filter((one) => one.id === promise.id)
    if (!still) return { ok: false, reason: 'settled' }
    return { ok: true, writing: combine(recorded.writing, settled), result: null }
  })
  return done.ok
}

function findingOf(promise: PromiseRow, documents: readonly PromisedDocument[], at: string): NewFinding {
  const everywhere = documents.some(({ systemIds }) => systemIds.length === 0)
  const read = documents.map(({ url, lastGoodAt }) => `${url.slice(0, 300)} (read at ${lastGoodAt})`).slice(0, 5)
  const named = promise.statedOn ? ` It names ${promise.statedOn}.` : ''
  const why = `A notice seen on ${promise.noticedAt.slice(0, 10)} announces a change of a watched document that has not followed.${named} Unchanged: ${read.join(', ')}.`
  return {
    changeId: null,
    vendorId: promise.vendorId,
    systemIds: everywhere ? [] : [...new Set(documents.flatMap(({ systemIds }) => systemIds))].sort(),
    sourceId: documents[0]?.id ?? promise.sourceId,
    kinds: ['changelog-without-document-change'],
    announcement: 'announced',
    announcedBy: { sourceId: promise.sourceId, quote: promise.quote },
    announcementWhy: why,
    announcementOpenUntil: null,
    effectiveOn: promise.statedOn,
    effectiveWords: promise.statedOn ? promise.quote : null,
    objectBy: null,
    quotes: [{ side: 'stated', text: promise.quote, sourceId: promise.sourceId }],
    origin: 'found',
    reason: why,
    detectedAt: at,
  }
}
