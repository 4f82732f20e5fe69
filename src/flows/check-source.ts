import type { Ports } from '../ports'
import type { Source } from '../store/sources'
import { askPolitely } from './ask-politely'
import { type Tried, trySource } from './try-source'

/** Less text than this is hardly a document. */
const leastCharacters = 100

export type Checked = { ok: true } | { ok: false; reason: string } | { ok: false; reason: null; busy: true }

/**
 * What a page must show before somebody watches it by form: fetched twice, within the manners of its site, it gives the same text, of at least 100
 * characters. `reason` says in words what is wrong. Nothing is stored. `busy`: somebody else is asking the site just now.
 */
export async function checkSource(
  ports: Pick<Ports, 'db' | 'realNow' | 'sleep' | 'newId' | 'every' | 'fetch' | 'render' | 'pipeline' | 'now' | 'random' | 'log'>,
  source: Source,
): Promise<Checked> {
  const asked = await askPolitely(ports, source, async (fetch): Promise<Checked> => {
    const seen: Tried[] = []
    while (seen.length < 2) {
      const tried = await trySource({ ...ports, fetch }, source)
      if (tried.cause === 'robots') return { ok: false, reason: `It may not be read: ${tried.reason}` }
      if (tried.verdict !== 'ok') return { ok: false, reason: `It could not be read: ${tried.reason ?? tried.cause ?? tried.verdict}` }
      seen.push(tried)
    }
    return judged(seen.map(textsOf))
  })
  if (asked.ok) return asked.result
  if (asked.until === null) return { ok: false, reason: null, busy: true }
  return { ok: false, reason: `It could not be read: the site asks to be left alone until ${asked.until}.` }
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
