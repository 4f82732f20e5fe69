import { changedBetween } from './changed-words'
import type { Pair } from './compare'
import type { Statement } from './statement'
import { turns } from './words/of-language'

const least = 3
const longestName = 5
const legalForm =
  /^(?:ltd|limited|inc|incorporated|llc|llp|plc|corp|corporation|gmbh|ag|se|sa|sas|sarl|bv|nv|ab|oy|kk|pty|co|company|holdings?|group)$/

/** In rows and records a value says something of each: "false" that became "true" in twelve of them is no new name. */
const isRecord = ({ role }: Statement): boolean => role === 'record' || role === 'row'

/**
 * The pairs whose only change is a rename: the same words became the same other words in three or more statements, the old name is gone from
 * all of them. Never where a number, a word that turns a sentence or a legal form ("Ltd", "Inc") is in it: that may be another party.
 */
export function renamesAmong(pairs: readonly Pair[], language: string | null): Set<Pair> {
  const where = new Map<string, Set<Pair>>()
  const runsOf = new Map<Pair, string[]>()
  for (const pair of pairs) {
    if (!pair.before || !pair.after || isRecord(pair.before) || isRecord(pair.after)) continue
    const changed = changedBetween(pair.before, pair.after)
    if (!changed || changed.runs.length === 0) continue
    const names: string[] = []
    for (const { removed, added } of changed.runs) {
      const name = `${removed.join(' ')} → ${added.join(' ')}`
      names.push(name)
      const all = [...removed, ...added]
      const fits = removed.length > 0 && added.length > 0 && removed.length <= longestName && added.length <= longestName
      if (!fits || all.some((word) => /[\d%$€£¥]/.test(word) || turns(word, language) || legalForm.test(word))) continue
      where.set(name, (where.get(name) ?? new Set()).add(pair))
    }
    runsOf.set(pair, names)
  }
  const renamed = new Set([...where].filter(([, found]) => found.size >= least).map(([name]) => name))
  return new Set([...runsOf].filter(([, names]) => names.every((name) => renamed.has(name))).map(([pair]) => pair))
}
