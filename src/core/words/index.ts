import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { it } from './it'
import { ja } from './ja'
import { nl } from './nl'
import { pt } from './pt'
import type { Words } from './words'
import { zh } from './zh'

const byLanguage: Readonly<Record<string, Words>> = { en, de, fr, es, it, nl, pt, zh, ja }

/**
 * The word lists for a document in `language` (BCP 47; only the primary part counts). English comes along everywhere, since names of
 * features and legal borrowings are English in most documents. `read` is false where the language has no list of its own.
 */
export function wordsFor(language: string | null): { lists: readonly Words[]; read: boolean } {
  const own = byLanguage[(language ?? 'en').toLowerCase().split(/[-_]/)[0] ?? 'en']
  if (!own) return { lists: [en], read: false }
  return { lists: own === en ? [en] : [own, en], read: true }
}
