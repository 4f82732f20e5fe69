import type { HealthCause, HealthState } from './capture'

/** What was told last of a source; `health` null while there is nothing to tell. */
export type Told = { health: HealthState | 'stale' | null; cause: string | null; at: string | null }
export type HealthEvent = 'failing' | 'cause-changed' | 'reminded' | 'recovered' | 'stale'

const dayMs = 86_400_000
/** While it lasts it is told again each week. */
const remindAfterMs = 7 * dayMs
const lastsMs = 3 * dayMs
const lastsCaptures = 3

/** These come and go by themselves: they are told when they last, all others at once. */
const passing: readonly (HealthCause | null)[] = ['dns', 'connect', 'timeout', 'http-5xx', 'proxy', 'partial', 'empty', 'error', 'too-slow']

const failing = (health: HealthState) => health !== 'ok' && health !== 'never-read' && health !== 'paused'

/** What is new to tell of a source's health at an instant; null when nothing is. `stale` = not verified for longer than its vendor's tier allows. */
export function healthNews(
  {
    health,
    cause,
    healthSince,
    failures,
  }: { health: HealthState; cause: HealthCause | null; healthSince: string | null; failures: number },
  told: Told,
  { at, stale }: { at: string; stale: boolean },
): HealthEvent | null {
  if (health === 'paused') return null
  const sinceMs = (instant: string | null) => (instant === null ? 0 : Date.parse(at) - Date.parse(instant))
  if (!failing(health) && !stale) return told.health === null ? null : 'recovered'
  const state = failing(health) ? health : 'stale'
  const remind = told.health !== null && sinceMs(told.at) >= remindAfterMs
  if (state === 'stale') return told.health === 'stale' ? (remind ? 'reminded' : null) : 'stale'
  const lasts = health === 'needs-browser' || !passing.includes(cause) || failures >= lastsCaptures || sinceMs(healthSince) >= lastsMs
  if (!lasts && !stale) return null
  if (told.health === null || told.health === 'stale') return 'failing'
  if (told.health !== health || told.cause !== cause) return 'cause-changed'
  return remind ? 'reminded' : null
}
