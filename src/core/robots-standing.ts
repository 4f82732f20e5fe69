/** A `robots.txt` as it was read last: its text (empty where there is none), when, and since when it cannot be read. Instants. */
export type Robots = { text: string; at: string | null; failedAt: string | null }

const dayMs = 86_400_000

/** RFC 9309, 2.4: a copy is used for a day. One that could not be read since is asked for again each time. */
export const isFresh = ({ at, failedAt }: Robots, now: string): boolean =>
  failedAt === null && at !== null && Date.parse(now) - Date.parse(at) < dayMs

/**
 * What stands after it was asked for again; `answer` null when there was none. 4xx: there is none, and all is allowed (2.3.1.3). A server error or no
 * answer forbids everything (2.3.1.4), but for a day at most: then what was known last holds.
 */
export function robotsAfter(
  before: Robots,
  answer: { status: number; text: string } | null,
  now: string,
): { robots: Robots; says: 'rules' | 'none' | 'failed'; forbids: boolean } {
  if (answer && answer.status < 500) {
    const found = answer.status >= 200 && answer.status < 300
    return { robots: { text: found ? answer.text : '', at: now, failedAt: null }, says: found ? 'rules' : 'none', forbids: false }
  }
  const failedAt = before.failedAt ?? now
  return { robots: { ...before, failedAt }, says: 'failed', forbids: Date.parse(now) - Date.parse(failedAt) < dayMs }
}
