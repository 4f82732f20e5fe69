import { diffWordsWithSpace } from 'diff'

/** A piece of text with what became of it between two wordings. */
export type Run = { text: string; mark: 'same' | 'gone' | 'came' }

const longest = 20_000

/**
 * The two wordings of a passage with the words marked that went and came. Words too far apart to be aligned (or texts over 20,000 characters)
 * come back whole as gone and came: that reads better than scattered letters, and costs nothing.
 */
export function markWords(before: string | null, after: string | null): { before: Run[]; after: Run[] } {
  if (before === null || after === null) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  if (before.length > longest || after.length > longest) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  const parts = diffWordsWithSpace(before, after, { maxEditLength: 400 })
  if (!parts) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  const runs: Run[] = parts.map((part) => ({ text: part.value, mark: part.added ? 'came' : part.removed ? 'gone' : 'same' }))
  return { before: joined(runs.filter((run) => run.mark !== 'came')), after: joined(runs.filter((run) => run.mark !== 'gone')) }
}

const whole = (text: string | null, mark: Run['mark']): Run[] => (text ? [{ text, mark }] : [])

/** Marked words that only a space keeps apart are one mark. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const [index, run] of runs.entries()) {
    const last = out.at(-1)
    const next = runs[index + 1]
    const bridge = run.mark === 'same' && /^\s*$/.test(run.text) && last && last.mark !== 'same' && next?.mark === last.mark
    if (last && (last.mark === run.mark || bridge)) last.text += run.text
    else out.push({ ...run })
  }
  return out
}
