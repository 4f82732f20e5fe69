import { words } from './canonical'
import { binds } from './words/of-language'

export type ElementsMoved = { gone: string[]; came: string[] }

const fewest = 3
const longestElement = 7

/**
 * What an edit put into or took out of an enumeration inside a sentence ("prompts, code snippets and files"), in folded words; null where the edit is
 * of another sort. An enumeration has three elements and more on the longer side, of which all but those that moved stand on both sides. Told by its
 * separators and by the words that bind, so it works in every language.
 */
export function elementsMoved(before: string, after: string, language: string | null): ElementsMoved | null {
  const was = elementsIn(before, language)
  const is = elementsIn(after, language)
  if (Math.max(was.length, is.length) < fewest) return null
  const gone = without(was, is)
  const came = without(is, was)
  // one side only: where elements went and others came, a passage was reworded
  if ((gone.length === 0) === (came.length === 0)) return null
  const moved = [...gone, ...came]
  return moved.every((element) => element.split(' ').length <= longestElement) ? { gone, came } : null
}

/** The parts of a sentence between separators, without the words that bind them: "and files" is "files". */
function elementsIn(text: string, language: string | null): string[] {
  return text
    .split(/[,;、，；/()]+/)
    .flatMap((part) => parted(words(part), language))
    .filter((element) => element !== '')
}

/** "snippets and files" is two elements; what binds at either end of one is dropped. */
function parted(part: readonly string[], language: string | null): string[] {
  const found: string[][] = [[]]
  for (const word of part) {
    if (joining.has(word)) found.push([])
    else found.at(-1)?.push(word)
  }
  return found.map((element) => trimmed(element, language).join(' '))
}
const joining = new Set(['and', 'or', 'und', 'oder', 'et', 'ou', 'y', 'o', 'e', 'en', 'of', '或', '和', '及', '、'])

function trimmed(element: readonly string[], language: string | null): readonly string[] {
  let from = 0
  let to = element.length
  while (from < to && binds(element[from] ?? '', language)) from++
  while (to > from && binds(element[to - 1] ?? '', language)) to--
  return element.slice(from, to)
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others)
  return some.filter((one) => !left.has(one))
}
