import { foldText } from '../canonical'

/** Words that tell what form a company has, and in which country; one company is written with and without them. */
const forms = new Set(
  'inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg ug se sa sas sarl srl spa bv nv ab as asa oy oyj aps pty pte pvt kk gk kft doo sro zoo ltda sl slu eurl holdings holding group international the'.split(
    ' ',
  ),
)

/** The form in which names of companies are compared: without legal form, punctuation, addition in brackets or accents. Empty for no name. */
export function foldParty(name: string): string {
  const words = foldText(name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .replace(/&/g, ' and ')
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter(Boolean)
  const kept = words.filter((word) => !forms.has(word))
  return (kept.length ? kept : words).join(' ')
}

/** Whether two names, folded, are one company's: the same, or one begins with the whole of the other ("Northwind", "Northwind Cloud EMEA"). */
export const isSameParty = (one: string, other: string): boolean =>
  one === other || (one.length > 3 && other.startsWith(`${one} `)) || (other.length > 3 && one.startsWith(`${other} `))
