import { months } from './words/months'

/**
 * The form of a statement that is compared: two texts with the same key say the same.
 *
 * Out go case, accents of Latin letters, white space, punctuation, quotes and dashes of any shape, zero-width characters, leading
 * numbering and bullets, relative times ("3 days ago") and ids made for one visit. In stay letters, digits, %, currency signs, and the
 * separators between digits, so that `1.5 %` is not `15 %` and `gpt-4.1` is not `gpt-41`.
 */
export function statementKey(text: string): string {
  return foldedKey(bareOf(text, foldText(text)))
}

/** As `statementKey`, with the numbering kept: for the whole text of a document, in which statements are looked up. */
export function blockKey(text: string): string {
  return foldedKey(foldText(text))
}

/** Both keys of one text at once: most texts carry no numbering, so that the two are one. */
export function keysOf(text: string): { key: string; blockKey: string } {
  const folded = foldText(text)
  const bare = bareOf(text, folded)
  const blockKey = foldedKey(folded)
  return { key: bare === folded ? blockKey : foldedKey(bare), blockKey }
}

/** Lower case, one shape for every typographic variant, no accents, nothing that moves by itself. Words stay parted. */
export function foldText(text: string): string {
  let t = text
  if (/[^\x20-\x7e]/.test(t)) {
    t = repairMojibake(t)
      .normalize('NFKC')
      .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\0]|[\ufe0e]|[\ufe0f]/g, '')
      .replace(conditional, spelledOut)
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[\u2018\u2019\u201a\u201b\u2032\u00b4`]/g, "'")
      .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/\s+/g, ' ')
  }
  t = t.toLowerCase()
  if (/\d/.test(t)) t = withoutMoving(t).replace(bound, (_, sign: string) => boundWords.get(sign) ?? sign)
  return t
}

/** German words that the umlaut alone tells from another word: "würden" would, "wurden" were. They are spelled as where there is no umlaut to type. */
const conditional = /(?<!\p{L})(?:würde|könnte|hätte|müsste|dürfte|wäre)(?:n|st|t)?(?!\p{L})/giu
const spelledOut = (word: string): string => word.toLowerCase().replace('ü', 'ue').replace('ö', 'oe').replace('ä', 'ae')

/** "3 days ago", "vor 3 Tagen", "il y a 2 heures", "5 min read", ids and times of day made for one visit. */
function withoutMoving(text: string): string {
  if (!mayMove.test(text)) return text
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, ' ')
    .replace(/\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,}\b/g, ' ')
    .replace(relativeTime, ' ')
    .replace(/\b\d+ ?(?:-| )?(?:minutes?|mins?)\.? (?:read|lesezeit|de lecture)\b/g, ' ')
    .replace(/\d+ ?(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週間|个月|個月|年)前/g, ' ')
    .replace(/\b\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?: ?[ap]m\b)?(?: ?(?:utc|gmt|z)\b)?/g, ' ')
}

/** A part of each of the above that is quickly looked for; most texts with a digit have none. */
const mayMove = /[0-9a-f]{8}|\d:\d\d:\d|\bago\b|\bvor |\bil y a |\bhac?e? |\b(?:read|lesezeit|lecture)\b|前/

/** A sign that bounds a number is read as a word, since signs are left out of keys: "≥ 18" is not "≤ 18". */
const bound = /(<=|>=|[<>≤≥])(?=\s?\d)/g
const boundWords = new Map([
  ['<', ' below '],
  ['>', ' above '],
  ['<=', ' atmost '],
  ['≤', ' atmost '],
  ['>=', ' atleast '],
  ['≥', ' atleast '],
])

/** Not a length of time that a sentence measures by ("deleted more than 30 days ago"), and units of time only ("vor einer Weitergabe" is none). */
const relativeTime =
  /(?<!\b(?:than|over|within|least|most|before|after|until|to|als) )\b(?:(?:\d+|an?|one)\+? (?:second|minute|hour|day|week|month|year)s? ago|(?:vor (?:\d+|eine[rmn]?)|il y a (?:\d+|une?)|hace (?:\d+|una?)|ha (?:\d+|uma?)) (?:sekunde|minute|stunde|tag|woche|monat|jahr|seconde|heure|jour|semaine|mois|an(?:s|nee)?|segundo|minuto|hora|dia|semana|mes|ano)(?:n|en|e|s|es)?)\b/g

const numbering =
  /^\s*(?:[•·▪▫◦‣⁃●○■□*+–—-]\s*)*(?:(?:\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6})(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|§ ?\d+(?:\.\d+)*[.)]?)\s+(?=\S))?/

function withoutNumbering(text: string): string {
  return text.replace(numbering, '')
}

/** A quantity or a day that opens a statement looks like a number of a clause and is none: "99.9 % of the time", "1. März 2027". */
const bareOf = (text: string, folded: string): string =>
  unnumbered.test(folded) || quantity.test(text) || day.test(folded) ? folded : withoutNumbering(folded)
/** Two letters, and no sign that ends a number of letters ("iv.", "(a)") in reach: nearly every sentence, told at its first letters. */
const unnumbered = /^[a-z]{2}[a-z '",-]{6}/
const quantity = /^[^\p{L}\p{N}]*\d{1,3}\.\d{1,3}\s+[\p{Ll}%$€£¥₹]/u
const day = new RegExp(`^[^\\p{L}\\p{N}(]*\\d{1,2}\\. ?(?:${Object.values(months).flat(2).join('|')})\\b`, 'u')

/** Separators between digits become one sign each (held in private-use characters meanwhile); all else that carries no meaning goes. */
function foldedKey(folded: string): string {
  const digits = /\d/.test(folded)
  const plain = !/[^\x20-\x7e]/.test(folded)
  // what is all ASCII, as most of it is, needs no table of letters
  if (!digits) return folded.replace(plain ? /[^a-zA-Z%$]+/g : /[^\p{L}\p{M}\p{N}%$€£¥₹]+/gu, '')
  const held = folded
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(plain ? /(?<=\d)[^a-zA-Z\d%$]+(?=\d)/g : /(?<=\d)[^\p{L}\p{N}%$€£¥₹]+(?=\d)/gu, (between) =>
      between === '.' || between === ',' ? '\ue000' : between === '-' ? '\ue001' : '\ue002',
    )
    .replace(plain ? /[^a-zA-Z\d%$\ue000-\ue002]+/g : /[^\p{L}\p{M}\p{N}%$€£¥₹\ue000-\ue002]+/gu, '')
  return /[\ue000-\ue002]/.test(held)
    ? held.replace(/[\ue000-\ue002]/g, (sign) => (sign === '\ue000' ? '.' : sign === '\ue001' ? '-' : '_'))
    : held
}

/** Words, numbers with their inner separators, amounts' signs; each ideograph or kana alone. Input is folded first. */
export function words(text: string): string[] {
  const held = memo.get(text)
  if (held) return held
  const found = foldText(text).match(wordPattern) ?? []
  memoSize += text.length
  if (memoSize > mostKept) {
    memo.clear()
    memoSize = text.length
  }
  memo.set(text, found)
  return found
}
/** One changed statement is asked for its words by every step that looks at it; emptied when it holds so many characters. */
const mostKept = 2_000_000
const memo = new Map<string, string[]>()
let memoSize = 0
const wordPattern =
  /https?:\/\/[^\s)\]>"'<]*[^\s)\]>"'<.,;:]|www\.[^\s)\]>"'<]*[^\s)\]>"'<.,;:]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\p{N}+(?:[.,:/-]\p{N}+)*|(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[\p{L}\p{M}'])+|[%$€£¥₹]/gu

/** UTF-8 that was once read as Windows-1252 ("donâ€™t"): put back, where the whole run decodes. */
function repairMojibake(text: string): string {
  if (!/[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return text
  return text.replace(/[Â-ô][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}/g, (run) => {
    const bytes = Uint8Array.from(run, (sign) => windows1252.get(sign) ?? sign.charCodeAt(0))
    const decoded = new TextDecoder('utf-8').decode(bytes)
    return decoded.includes('\ufffd') ? run : decoded
  })
}

const windows1252 = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((sign, index) => [
    sign,
    [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
      0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ][index] ?? 0,
  ]),
)
