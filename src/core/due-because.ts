/** How the pack's reasons name the law or standard that asks: the part after the last semicolon. */
const asks =
  /^(?:(?:UK )?GDPR|DORA|NIS2|Arts?|Annex|clause|Principle|GOVERN|MAP|MEASURE|MANAGE|AIME|A\.\d|\d+(?:\.\d|\()|the (?:ICO|NCSC))(?![\p{L}])/u
const proper = /^(?:Arts?|GDPR|DORA|ISO|Annex|NIS2?|Principle)(?![\p{L}])/u

const lowerFirst = (text: string) =>
  /^(?:[A-Z][a-z]|A )/.test(text) && !proper.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

/**
 * A reason of a review as a sentence that begins with "Review due because". The pack writes what is touched, a semicolon, and what the law or standard
 * asks ("Recipients; GDPR Art 30 requires the record to be correct."); as a sentence the law stands first: "Review due because GDPR Art 30 requires the
 * record to be correct: recipients." What is a sentence of that form already, and what else was put behind the first sentence, stays as it is.
 */
export function dueBecause(reason: string): string {
  if (/^review due because/i.test(reason)) return reason
  const [first = '', ...more] = reason.trim().split(/(?=\. Review due because )/)
  const said = first.replace(/\.$/, '')
  const parts = said.split('; ')
  const at = parts.findLastIndex((part) => asks.test(part))
  const turned = at > 0 ? `${parts.slice(at).join('; ')}: ${lowerFirst(parts.slice(0, at).join('; '))}` : lowerFirst(said)
  return `Review due because ${turned}${more.join('') || '.'}`
}
