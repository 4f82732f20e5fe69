import type { Said } from './headline'

/** Text as one line without control and direction marks, without quotation marks that could end ours; null where it is empty or longer than `most`. */
export function oneLine(text: string, most: number): string | null {
  if (text.length > most * 4) return null
  const flat = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]+/gu, '')
    .replace(/[“”„"«»]/g, '’')
    .trim()
  return flat !== '' && flat.length <= most ? flat : null
}

/** Words of a vendor in our quotation marks; null where they are too long to be quoted whole, or are marks of a table, a list or a program. */
export function quoted(text: string, most: number): string | null {
  const flat = oneLine(text.replaceAll('\\', '').replace(/(?:\s\((?:#\d+|[\da-f]{7,40})\))+\s*$|(?<!\p{Lu}\p{L}{0,4})\.\s*$/u, ''), most)
  return flat !== null && /\p{L}/u.test(flat) && !/[|`<>{}=·]|\]\(|\[\^|https?:/u.test(flat) ? `“${flat}”` : null
}

/** The name of a row: its first cell; null where that is none. */
export function rowName({ role, cells, text }: Said): string | null {
  if (role !== 'row') return null
  const first = cells?.[0]?.value ?? text.split('|').find((cell) => cell.trim() !== '')
  const name = first === undefined ? null : oneLine(first, 60)
  return name !== null && /\p{L}/u.test(name) ? name : null
}
