import { detect } from 'tinyld'
import type { Statement } from './statement'
import { functionWords } from './words/function-words'

const enough = 400
const sample = 3000
const clearLead = 1.3

/**
 * The primary language of a text, read from its prose; the page's own tag counts only where the text is too short or too mixed to tell, since many
 * sites send one tag for all editions. Null when neither tells. Languages with word lists are told by their function words, others by letter statistics.
 */
export function languageOf(tag: string | null, statements: readonly Pick<Statement, 'text' | 'said' | 'role'>[]): string | null {
  let text = ''
  for (const statement of statements) {
    if (statement.role !== 'paragraph' && statement.role !== 'item' && statement.role !== 'entry') continue
    const words = statement.said ?? statement.text
    if (words.length < 40) continue
    text += `${words} `
    if (text.length > sample) break
  }
  const named = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? ''
  const own = /^[a-z]{2,3}$/.test(named) ? named : null
  if (text.length < enough) return /[\u3040-\u9fff]{40}/.test(text) ? byScript(text) : own
  const held = memo.get(text)
  if (held !== undefined) return held
  const found = byScript(text) ?? byFunctionWords(text) ?? own ?? (detect(text) || null)
  if (memo.size > 200) memo.clear()
  memo.set(text, found)
  return found
}
const memo = new Map<string, string | null>()

function byScript(text: string): string | null {
  const share = (pattern: RegExp): number => (text.match(pattern)?.length ?? 0) / text.length
  if (share(/[\u3040-\u30ff]/g) > 0.1) return 'ja'
  if (share(/[\uac00-\ud7af]/g) > 0.2) return 'ko'
  if (share(/[\u3400-\u9fff]/g) > 0.2) return 'zh'
  return null
}

const sets = Object.entries(functionWords)
  .filter(([language]) => language !== 'zh' && language !== 'ja')
  .map(([language, words]): [string, Set<string>] => [language, new Set(words)])

/** The language whose function words occur most, where it leads clearly and they make up a fair share of the text. */
function byFunctionWords(text: string): string | null {
  const words =
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .match(/[a-z]+/g) ?? []
  if (words.length < 40) return null
  const counts = sets
    .map(([language, set]) => ({ language, count: words.filter((word) => set.has(word)).length }))
    .sort((a, b) => b.count - a.count)
  const [first, second] = counts
  return first && first.count / words.length > 0.12 && first.count > (second?.count ?? 0) * clearLead ? first.language : null
}
