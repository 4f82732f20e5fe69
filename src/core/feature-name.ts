const longest = 60
const mostWords = 7

const dated = /^(?:(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.? \p{L}+ \d{4}|\p{L}+ \d{1,2},? \d{4}|v?\d+(?:\.\d+)+)\s*[:–—-]?\s*)+/u
const hails = /^(?:new|introducing|announcing|launching|now available|available now|coming soon|beta|preview)\s*[:–—-]?\s+/i
const named = /[“"«„]([^”"»“]{3,60})[”"»“]/u
const brings =
  /\b(?:introduc(?:e|es|ing|ed)|announc(?:e|es|ing|ed)|launch(?:es|ing|ed)?|add(?:s|ed|ing)?|gains?|releas(?:e|es|ing|ed)|enable|now (?:shows?|has|have|offers?|includes?|supports?))\b\s+(?:support for\s+)?(.+)/iu
const says = /\s(?:is|are|can|will|may|now|has|have|was|were|comes?|gets?|lets?|helps?|summaris|summariz|writes?|shows?)(?=\s)/iu
const stops = /[,;:(]|\s(?:that|which|to|so|in|into|on|for|from|with which|when|where|as a)(?=\s)/iu
const articles = /^(?:the|a|an|our|your|its|new|all-new|this|these)\s+/iu
const nobody = /^(?:they|we|you|it|he|she|i|there|here|this|these|those|that|our|your)\b/iu

/**
 * A short name for an AI feature that a vendor's page or letter tells of, until a person gives it a better one: the heading of its entry, a name in quotes,
 * what a sentence says is new, or what it speaks of. `product` is what it belongs to, for words from which no name can be read.
 */
export function featureName(texts: readonly string[], product: string | null): string {
  const lines = texts.map((text) =>
    text
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean),
  )
  for (const [first = '', ...rest] of lines) {
    const title = first.replace(dated, '').replace(hails, '').trim()
    if ((rest.length > 0 || title !== first) && isName(title) && !/[.!?]$/.test(title)) return capital(title)
  }
  for (const text of lines.map((all) => all.join(' ').replace(dated, ''))) {
    const sentence = text.split(/(?<=[.!?])\s/)[0] ?? ''
    const name = named.exec(sentence)?.[1] ?? trimmed(brings.exec(sentence)?.[1]) ?? subject(sentence)
    if (name && isName(name)) return capital(name)
  }
  return product ? `New feature of ${product}`.slice(0, longest) : 'New feature'
}

function trimmed(what: string | undefined): string | null {
  const phrase = what?.split(stops)[0]?.split(says)[0]
  return phrase ? bare(phrase) : null
}

function subject(sentence: string): string | null {
  const plain = sentence.replace(hails, '')
  const [before = '', ...after] = plain.split(says)
  return after.length || words(plain) <= 4 ? bare(before.split(/[,;:(]/)[0] ?? '') : null
}

const bare = (phrase: string): string => {
  const short = phrase.replace(/[\s.!?,;:–—-]+$/u, '').trim()
  const next = short.replace(articles, '')
  return next === short ? short : bare(next)
}
const words = (text: string): number => text.split(' ').filter(Boolean).length
const isName = (text: string): boolean => /\p{L}{2}/u.test(text) && text.length <= longest && words(text) <= mostWords && !nobody.test(text)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
