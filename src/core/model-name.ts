import { foldText } from './canonical'

const idInProse = /(?<![\p{L}\p{N}@/._-])[\p{L}][\p{L}\p{N}]*(?:[-.:/@_][\p{L}\p{N}]+)+(?![\p{L}\p{N}])/gu

/** The form in which names of models are compared: small letters, words parted by hyphens, no quotes. `Quill 2.1` and `quill-2.1` are one. */
export const foldModel = (name: string): string =>
  foldText(name)
    .replace(/[`'"“”]/g, '')
    .trim()
    .replace(/[\s_]+/g, '-')
    .replace(/[^\p{L}\p{N}.:/@-]+/gu, '')
    .replace(/^[-.:/]+|[-.:/]+$/g, '')

/** All the forms under which one identifier may be listed: whole, and without the maker or region before its last slash. */
export function formsOf(identifier: string): string[] {
  const whole = foldModel(identifier)
  const bare = whole.split('/').at(-1) ?? whole
  return [...new Set([whole, bare])].filter(Boolean)
}

/** Identifiers written in a sentence: parts joined by hyphens, dots or slashes, with a figure among them (`quill-2-mini`). */
export const modelsInProse = (text: string): string[] => [
  ...new Set((text.match(idInProse) ?? []).filter((word) => /\d/.test(word) && !/^\d/.test(word) && !word.includes('://')).map(foldModel)),
]
