import { sql } from 'drizzle-orm'
import type { HealthCause, HealthState } from '../core/capture'
import { freshnessHours, isStale } from '../core/freshness'
import { healthNews, type Told } from '../core/health-news'
import type { Severity } from '../core/kind'
import type { Ports } from '../ports'
import { watchedHealth } from '../store/stale'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

const mostNamed = 100

/**
 * The stream of the sources' health: what cannot be read any more is told once, reminded of while it lasts, told anew when the cause is another, and
 * told when it is over; so is what has not been verified for longer than its vendor's tier allows. News of one site and cause are one notice, to the
 * queue of those who look after sources.
 */
export async function tellHealth(ports: Pick<Ports, 'db' | 'now' | 'newId'>, { at }: Window): Promise<Part> {
  const news = (await watchedHealth(ports.db, at)).flatMap((row) => {
    const stale = isStale(row.lastGoodAt, row.createdAt, row.tier, at)
    const told: Told = { health: row.toldHealth, cause: row.toldCause, at: row.toldAt }
    const event = healthNews(row, told, { at, stale })
    return event
      ? [{ ...row, event, now: event === 'recovered' ? null : stale && row.health === 'ok' ? ('stale' as const) : row.health }]
      : []
  })
  const groups = new Map<string, typeof news>()
  for (const one of news) {
    const key = `source.${one.event} ${one.origin} ${one.now ?? one.toldHealth} ${one.cause ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const told = [...groups].map(([key, rows]) =>
    notice(ports, {
      idempotencyKey: `${key} ${at}`,
      event: `source.${rows[0]?.event}`,
      sourceId: rows.length === 1 ? (rows[0]?.sourceId ?? null) : null,
      payload: payloadOf(rows),
      severity: severityOf(rows),
      demo: false,
    }),
  )
  const writing = noticesOf(ports, told)
  const marks = JSON.stringify(news.map(({ sourceId, now, cause }) => ({ sourceId, health: now, cause: now === null ? null : cause })))
  return {
    counts: { healthTold: news.length },
    writing: {
      ...writing,
      write: (applies) => [
        ...writing.write(applies),
        ports.db.run(sql`update source_states set told_health = new.value->>'health', told_cause = new.value->>'cause',
            told_at = case when new.value->>'health' is null then null else ${at} end
          from json_each(${marks}) as new where source_states.source_id = new.value->>'sourceId' and ${applies}`),
      ],
    },
  }
}

type Row = {
  sourceId: string
  origin: string
  health: HealthState
  cause: HealthCause | null
  lastGoodAt: string | null
  healthSince: string | null
  tier: string | null
  now: HealthState | 'stale' | null
}

/** A source of a critical vendor that is away is of the second severity, any other of the third; good news are of the fourth. */
function severityOf(rows: readonly Pick<Row, 'now' | 'tier'>[]): Severity {
  if (rows.every((row) => row.now === null)) return 'low'
  return rows.some((row) => row.tier === 'critical') ? 'high' : 'medium'
}

const payloadOf = (rows: readonly Row[]) => {
  const [first] = rows
  return {
    sources: rows.length,
    sourceIds: rows.slice(0, mostNamed).map(({ sourceId }) => sourceId),
    origin: first?.origin ?? null,
    state: first?.now ?? 'ok',
    cause: first?.cause ?? null,
    since: first?.healthSince ?? null,
    lastGoodAt: first?.lastGoodAt ?? null,
    freshnessHours: freshnessHours(first?.tier ?? null),
  }
}
