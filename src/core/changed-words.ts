import { diffArrays } from 'diff'
import { words } from './canonical'
import { type Statement, said } from './statement'

export type ChangedWords = { removed: string[]; added: string[]; runs: { removed: string[]; added: string[] }[] }

const kept = new WeakMap<Statement, WeakMap<Statement, { changed: ChangedWords | null }>>()

/** As `changedWords` of what two statements say; remembered as long as they live, since grading and weighing ask for the same pairs. */
export function changedBetween(before: Statement, after: Statement): ChangedWords | null {
  const known = kept.get(before) ?? new WeakMap<Statement, { changed: ChangedWords | null }>()
  kept.set(before, known)
  const held = known.get(after)
  if (held) return held.changed
  const changed = changedWords(said(before), said(after))
  known.set(after, { changed })
  return changed
}

/** The words that differ between two texts, as runs of replaced words; null when the texts have too little in common to say. */
export function changedWords(before: string, after: string): ChangedWords | null {
  const changes = diffArrays(words(before), words(after), { maxEditLength: 400 })
  if (!changes) return null
  const runs: { removed: string[]; added: string[] }[] = []
  let open: { removed: string[]; added: string[] } | null = null
  for (const change of changes) {
    if (!change.added && !change.removed) {
      open = null
      continue
    }
    if (!open) {
      open = { removed: [], added: [] }
      runs.push(open)
    }
    open[change.added ? 'added' : 'removed'].push(...change.value)
  }
  return { removed: runs.flatMap((run) => run.removed), added: runs.flatMap((run) => run.added), runs }
}
