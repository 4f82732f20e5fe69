import { detect } from 'tinyld'
import type { Statement } from './statement'

const enough = 400
const sample = 3000

/**
 * The primary language of a text, read from its prose; the page's own tag counts only where the text is too short to tell, since many sites
 * send one tag for all editions. Null when neither tells.
 */
export function languageOf(tag: string | null, statements: readonly Pick<Statement, 'text' | 'role'>[]): string | null {
  let text = ''
  for (const statement of statements) {
    if (statement.role === 'code' || statement.text.length < 40) continue
    text += `${statement.text} `
    if (text.length > sample) break
  }
  const own = tag?.trim().toLowerCase().split(/[-_]/)[0] || null
  if (text.length < enough) return own && /^[a-z]{2,3}$/.test(own) ? own : null
  const held = memo.get(text)
  if (held !== undefined) return held
  const found = detect(text) || own
  if (memo.size > 200) memo.clear()
  memo.set(text, found)
  return found
}
const memo = new Map<string, string | null>()
