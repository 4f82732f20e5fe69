import type { Ports } from '../ports'
import type { Source } from '../store/sources'
import { holdOrigins } from './hold-origins'
import { originManners } from './origin-manners'
import { politeness } from './poll-round'
import { type Tried, trySource } from './try-source'

/** Less text than this is hardly a document. */
const leastCharacters = 100
const waits = 20

export type Checked = { ok: true } | { ok: false; reason: string } | { ok: false; reason: null; busy: true }

/**
 * What a page must show before somebody watches it by form: fetched twice, within the manners of its site, it gives the same text, of at least 100
 * characters. `reason` says in words what is wrong. Nothing is stored. `busy`: somebody else is asking the site just now.
 */
export async function checkSource(
  ports: Pick<Ports, 'db' | 'realNow' | 'sleep' | 'newId' | 'every' | 'fetch' | 'pipeline' | 'now' | 'random' | 'log'>,
  source: Source,
): Promise<Checked> {
  const { origin } = source
  const holder = holdOrigins(ports, politeness)
  try {
    let free = (await holder.take([origin])).length > 0
    for (let wait = 0; !free && wait < waits; wait++) {
      const { taken, living } = await holder.wait([origin])
      if (living.size) return { ok: false, reason: null, busy: true }
      free = taken.length > 0
    }
    const begin = async () => ((await holder.mayStart(origin)) ? () => {} : null)
    const forbidden = free ? await originManners(ports).forbidden({ source }, begin) : null
    if (forbidden) return { ok: false, reason: `It may not be read: ${forbidden.reason}` }
    const seen: Tried[] = []
    while (seen.length < 2) {
      if (!free || !(await holder.mayStart(origin))) return { ok: false, reason: null, busy: true }
      const tried = await trySource(ports, source)
      if (tried.verdict !== 'ok') return { ok: false, reason: `It could not be read: ${tried.reason ?? tried.cause ?? tried.verdict}` }
      seen.push(tried)
    }
    return judged(seen.map(textsOf))
  } finally {
    await holder.release([origin])
    holder.stop()
  }
}

const textsOf = ({ statements }: Tried): string[] => statements.map(({ text }) => text)

function judged([first = [], second = []]: string[][]): Checked {
  const characters = Math.min(...[first, second].map((texts) => texts.join('').length))
  if (characters < leastCharacters)
    return { ok: false, reason: `It shows ${characters} characters of text; a document has at least ${leastCharacters}.` }
  const differing = [...first.filter((text) => !second.includes(text)), ...second.filter((text) => !first.includes(text))]
  if (!differing.length && first.length === second.length) return { ok: true }
  const shown = (differing[0] ?? '').slice(0, 200)
  return {
    ok: false,
    reason: `Fetched twice it shows different texts${shown ? `, for instance “${shown}”` : ''}. A rule can leave that out.`,
  }
}
