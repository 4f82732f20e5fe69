import type { TransportCause } from '../core/capture'
import { robotsAllow, robotsBytes, robotsRules } from '../core/robots'
import { isFresh, type Robots, robotsAfter } from '../core/robots-standing'
import { brokenAt, isBroken, isOfHost, retryAfterOf } from '../core/schedule'
import type { FetchAnswer, Ports } from '../ports'
import { type OriginState, originState, saveOrigin } from '../store/origins'
import type { Source } from '../store/sources'
import { fetchLimits } from './poll-source'
import type { Receipt } from './receipt'

/** The name by which `robots.txt` files speak of us. */
const product = 'Telltale'

export type Forbidden = {
  cause: TransportCause
  reason: string
  status: number | null
  finalUrl: string | null
  headers: Record<string, string>
}

/**
 * What an origin is owed besides its gap: its `robots.txt` (RFC 9309) is asked once a day, by whoever holds the origin, and kept; an origin that says
 * `Retry-After` is left alone until then, all of it; and one that fails again and again is left alone for a while.
 */
export type Manners = {
  /** Until when the origin is left alone; null when it may be asked. Who insists waits for what the site asked for, not for our own back-off. */
  restsUntil: (origin: string, insists: boolean) => Promise<string | null>
  /** Why an address may not be asked for on behalf of a source; null when it may. */
  forbidden: (source: Pick<Source, 'robotsOverride'>, address: { url: string; origin: string }, begin: Begin) => Promise<Forbidden | null>
  /** The gate that hears at once, before the answer is read, whether the site asks to be left alone; behind a redirect it is the other site. */
  listening: Ports['fetch']
  /** What a receipt says of the host. */
  note: (origin: string, receipt: Pick<Receipt, 'result' | 'cause'>) => Promise<void>
  /** Requests for `robots.txt` so far, and their bytes. */
  spent: { requests: number; bytesIn: number }
}

/** Waits for the origin's turn; what it answers ends the request. Null when the origin was lost to another process. */
type Begin = () => Promise<(() => void) | null>
type Standing = { state: OriginState; robots: Promise<Word> | null }
type Word = { rules: ReturnType<typeof robotsRules>; failed: Extract<FetchAnswer, { ok: false }> | { status: number } | null }

/** Answers that ask a client to come back later (RFC 6585, 4; RFC 9110, 15.6.4): who asks so often is one, whichever page it asks for. */
const asksForQuiet = [429, 503]

export function originManners(ports: Pick<Ports, 'db' | 'now' | 'random' | 'fetch' | 'log'>): Manners {
  const { db, now } = ports
  const known = new Map<string, Promise<Standing>>()
  const spent = { requests: 0, bytesIn: 0 }

  const standing = (origin: string): Promise<Standing> => {
    const found = known.get(origin) ?? originState(db, origin).then((state) => ({ state: state ?? unknown, robots: null }))
    known.set(origin, found)
    return found
  }

  async function hold(origin: string, until: string | null): Promise<void> {
    if (until === null) return
    const of = await standing(origin)
    if (of.state.retryAfter !== null && of.state.retryAfter >= until) return
    of.state = { ...of.state, retryAfter: until }
    await saveOrigin(db, origin, { retryAfter: until })
    ports.log('origin.asked-for-quiet', { until })
  }

  async function word(origin: string, state: OriginState, begin: Begin): Promise<Word> {
    const kept: Robots = { text: state.robots ?? '', at: state.robotsAt, failedAt: state.robotsFailedAt }
    const done = isFresh(kept, now()) ? null : await begin()
    if (!done) return { rules: robotsRules(kept.text, product), failed: null }
    spent.requests++
    const answer = await ports.fetch({ url: `${origin}/robots.txt`, headers: {}, limits: fetchLimits, knownHash: null }).finally(done)
    spent.bytesIn += answer.ok ? answer.wireBytes : 0
    if (answer.ok && asksForQuiet.includes(answer.status)) await hold(origin, retryAfterOf(answer.headers, now()))
    const next = robotsAfter(kept, answer.ok ? { status: answer.status, text: textOf(answer.body) } : null, now())
    await saveOrigin(db, origin, {
      robots: next.robots.text,
      robotsAt: next.robots.at,
      robotsFailedAt: next.robots.failedAt,
      robotsStatus: next.says,
    })
    const failed = next.forbids ? (answer.ok ? { status: answer.status } : answer) : null
    return { rules: robotsRules(next.robots.text, product), failed }
  }

  return {
    spent,
    restsUntil: async (origin, insists) => {
      const { backoffUntil, retryAfter } = (await standing(origin)).state
      const at = now()
      const own = insists || backoffUntil === null || backoffUntil <= at ? null : backoffUntil
      if (retryAfter === null || retryAfter <= at) return own
      return own !== null && own > retryAfter ? own : retryAfter
    },
    forbidden: async ({ robotsOverride }, { url, origin }, begin) => {
      if (robotsOverride !== null) return null
      const of = await standing(origin)
      of.robots ??= word(origin, of.state, begin)
      const { rules, failed } = await of.robots
      if (failed) return unreadable(origin, failed)
      if (robotsAllow(rules, url)) return null
      return { ...plain, cause: 'robots', reason: 'The robots.txt of the site asks us not to read this page.' }
    },
    listening: async (request) => {
      const answer = await ports.fetch(request)
      const { origin } = new URL(answer.finalUrl ?? request.url)
      if (answer.status !== null && asksForQuiet.includes(answer.status)) await hold(origin, retryAfterOf(answer.headers, now()))
      return answer
    },
    note: async (origin, { result, cause }) => {
      const of = await standing(origin)
      const { failures, backoffUntil } = of.state
      const failed = result === 'error' && cause !== null && isOfHost(cause)
      if (!failed && failures === 0 && backoffUntil === null) return
      const next = failed ? failures + 1 : 0
      const rests = isBroken(next) ? brokenAt(now(), next, ports.random()) : null
      of.state = { ...of.state, failures: next, backoffUntil: rests }
      await saveOrigin(db, origin, { failures: next, backoffUntil: rests })
      if (rests !== null) ports.log('origin.rests', { failures: next, until: rests })
    },
  }
}

const unknown: OriginState = {
  robots: null,
  robotsAt: null,
  robotsStatus: null,
  robotsFailedAt: null,
  failures: 0,
  backoffUntil: null,
  retryAfter: null,
}
const plain = { status: null, finalUrl: null, headers: {} }
const textOf = (body: Uint8Array | null): string => new TextDecoder().decode(body?.subarray(0, robotsBytes))

/** Faults of the host itself are told as such, since its pages would meet the same; all else is the cause of its own. */
const ofTheHost: readonly TransportCause[] = ['dns', 'connect', 'tls', 'timeout', 'proxy', 'refused-address']

function unreadable(origin: string, failed: NonNullable<Word['failed']>): Forbidden {
  const until = 'Until it answers, at most a day long, nothing of the site is asked for.'
  if (!('cause' in failed))
    return {
      ...plain,
      cause: 'robots',
      reason: `The robots.txt of the site cannot be read: the server failed (${failed.status}). ${until}`,
    }
  const cause = ofTheHost.includes(failed.cause) ? failed.cause : 'robots'
  return {
    ...plain,
    cause,
    finalUrl: `${origin}/robots.txt`,
    reason: `The robots.txt of the site cannot be read: ${failed.reason}. ${until}`,
  }
}
