import { foldText, statementKey, words } from './canonical'
import { type ChangedWords, changedBetween, changedWords } from './changed-words'
import type { Pair } from './compare'
import { elementsMoved } from './enumeration'
import { notesTypes, type SourceType } from './source'
import { isOpposite, isSpelling } from './spelling'
import { datesIn, isDateLine } from './stated'
import { type Statement, said } from './statement'
import { isUpkeep } from './upkeep'
import { binds, isAnotherParty, turns } from './words/of-language'
import { pointing } from './words/pointing'

export type Grade = { grade: 'cosmetic' | 'material'; rule: string; why: string }
type Small = { rule: string; why: string }
type Run = ChangedWords['runs'][number]

const cosmetic = ({ rule, why }: Small): Grade => ({ grade: 'cosmetic', rule, why })

/**
 * Whether a difference is editorial (cosmetic, with its rule and reason) or may matter to a customer. Told by shape: what is not positively
 * recognised as editorial is material, whatever words it holds. `language` chooses the words that bind or turn a sentence, `type` says what the
 * source is: upkeep is told in release notes, a history of revisions at the end of a policy.
 */
export function graded(pair: Pair, language: string | null, type: SourceType = 'other'): Grade {
  const { before, after } = pair
  const both = [before, after].filter((statement) => statement !== null)
  const texts = both.map(said)
  if (both.every(({ role }) => role === 'code')) return cosmetic({ rule: 'code-sample', why: 'an example to copy changed' })
  if (both.every(({ role }) => role === 'heading')) return cosmetic({ rule: 'heading', why: 'only a heading changed' })
  if (texts.every(isDateLine) && both.every((statement) => isOwnDate(statement, before !== null && after !== null)))
    return cosmetic({ rule: 'date-line', why: 'only the date of the document changed' })
  if (texts.every(isCopyright)) return cosmetic({ rule: 'copyright', why: 'only the copyright line changed' })
  if (both.every((statement) => isPointer(statement, language)))
    return cosmetic({ rule: 'pointer', why: 'a pointer to another place, nothing said' })
  if (notesTypes.includes(type) && both.every(isUpkeep))
    return cosmetic({ rule: 'upkeep', why: 'upkeep of the software: fixes, nothing that came, went or works in another way' })
  if (before && after) return editGraded(before, after, language)
  const lone = both[0]
  if (lone && isChore(lone)) return cosmetic({ rule: 'chore', why: 'maintenance of the project itself, under its own heading' })
  if (lone && !notesTypes.includes(type) && isRevisionLine(said(lone)))
    return cosmetic({ rule: 'revision-history', why: "a line of the document's own history of revisions" })
  if (lone?.role === 'item' && isRunInHeading(said(lone))) return cosmetic({ rule: 'heading', why: 'only a heading changed' })
  if (lone?.role === 'paragraph' && isFragment(said(lone)))
    return cosmetic({ rule: 'fragment', why: 'a lone fragment outside lists and tables, no sentence' })
  return { grade: 'material', rule: before ? 'removed' : 'added', why: before ? 'a statement is gone' : 'a statement was added' }
}

function editGraded(before: Statement, after: Statement, language: string | null): Grade {
  const material: Grade = { grade: 'material', rule: 'edited', why: 'a statement says something else' }
  if (before.role === 'record' && after.role === 'record') return recordGraded(before, after)
  const changed = changedBetween(before, after)
  if (!changed) return material
  if (changed.runs.length === 0) return cosmetic({ rule: 'punctuation', why: 'only signs between words changed' })
  const bare = withoutReferences(said(before))
  if (bare !== said(before) && statementKey(bare) === statementKey(withoutReferences(said(after))))
    return cosmetic({ rule: 'cross-reference', why: 'a reference to another section was renumbered' })
  if (sameTargets(before, after) && isLinkTitle(before, after, language))
    return cosmetic({ rule: 'link-title', why: 'only the words of a link changed, it leads to the same place' })
  if (isMovedPhrase(changed, language)) return cosmetic({ rule: 'moved-words', why: 'the same words stand in another order' })
  const verdicts = changed.runs.map((run) => runGraded(run, language))
  const first = verdicts[0]
  return first && verdicts.every((verdict) => verdict !== null)
    ? cosmetic(first)
    : { ...material, why: whyOf(changed, said(before), said(after), language) }
}

/** Why one replaced run of words is editorial, or null. */
function runGraded({ removed, added }: Run, language: string | null): Small | null {
  const all = [...removed, ...added]
  if (statementKey(removed.join('')) === statementKey(added.join(''))) return { rule: 'joined', why: 'words were joined or split' }
  const addresses = all.filter(isAddress)
  if (addresses.length > 0) {
    const rest = all.filter((word) => !isAddress(word))
    // an address became the words of a link, or another address
    if (rest.length <= 4 && !rest.some((word) => /\d/.test(word) || turns(word, language)))
      return { rule: 'link', why: 'an address in the text changed' }
    return null
  }
  if (all.length > 1 && all.every(isTelephone)) return { rule: 'telephone', why: 'only a telephone number changed' }
  if (all.some((word) => /[\d%$€£¥]/.test(word)) || all.some((word) => turns(word, language))) return null
  if (removed.length === added.length && removed.some((word, index) => isOpposite(word, added[index] ?? ''))) return null
  if (isAnotherParty({ removed, added }, language)) return null
  if (all.every((word) => binds(word, language))) return { rule: 'function-words', why: 'only words that bind the sentence changed' }
  if (removed.length === added.length && removed.every((word, index) => isSpelling(word, added[index] ?? '')))
    return { rule: 'spelling', why: 'a spelling or an ending changed' }
  const left = removed.filter((word) => !binds(word, language))
  const right = added.filter((word) => !binds(word, language))
  if (left.length === right.length && left.every((word, index) => isSpelling(word, right[index] ?? '')))
    return { rule: 'spelling', why: 'a spelling or an ending changed' }
  return null
}

/** One phrase taken out at one place and put in at another: no word was replaced, so nobody changed parts with anybody. */
function isMovedPhrase({ runs }: ChangedWords, language: string | null): boolean {
  const [one, other] = runs
  if (runs.length !== 2 || !one || !other) return false
  const out = one.added.length === 0 ? one : other
  const back = out === one ? other : one
  if (out.added.length > 0 || back.removed.length > 0 || out.removed.length > 8) return false
  return out.removed.join(' ') === back.added.join(' ') && !out.removed.some((word) => turnsAlone(word, out.removed, language))
}

/** Where each sign is a word of its own, one that may turn a sentence is mostly part of a longer word; what negates always counts. */
const turnsAlone = (word: string, among: readonly string[], language: string | null): boolean =>
  turns(word, language) && !(among.length >= 3 && /^[\u3040-\u30ff\u3400-\u9fff]$/.test(word) && !/[不非未无無否勿别]/.test(word))

/** Digits in groups, too many for a date: a number to call. */
const isTelephone = (word: string): boolean => /^\d{1,4}(?:[-./]\d{2,5}){2,}$/.test(word) && word.replace(/\D/g, '').length >= 9

const isAddress = (word: string): boolean => /^(?:https?:\/\/|www\.)/.test(word)

const whyOf = ({ removed, added }: ChangedWords, before: string, after: string, language: string | null): string => {
  if ([...removed, ...added].some((word) => /\d/.test(word))) return 'a number, amount or date inside a statement changed'
  if ([...removed, ...added].some((word) => turns(word, language))) return 'a permission, duty, negation or condition changed'
  const moved = elementsMoved(before, after, language)
  if (moved?.came.length) return `an enumeration gained: ${moved.came.join(', ').slice(0, 120)}`
  if (moved?.gone.length) return `an enumeration lost: ${moved.gone.join(', ').slice(0, 120)}`
  return 'a statement says something else'
}

/** Records differ by fields: the same values under other field names, or another display name of the same id, are no change of the thing. */
function recordGraded(before: Statement, after: Statement): Grade {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  const values = (fields: Map<string, string>): string =>
    [...fields.values()]
      .filter((value) => value !== '')
      .sort()
      .join('\n')
  if (values(was) === values(is)) return cosmetic({ rule: 'field-names', why: 'the same values stand under other field names' })
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => (was.get(name) ?? '') !== (is.get(name) ?? ''))
  if (before.row === after.row && names.every((name) => displayed.test(name)))
    return cosmetic({ rule: 'display-name', why: 'only the shown name of the same record changed' })
  return { grade: 'material', rule: 'record-edited', why: `changed fields: ${names.slice(0, 6).join(', ')}` }
}
const displayed = /^(?:name|title|label|display_?name|model)$/i

const fieldsOf = ({ text }: Statement): Map<string, string> =>
  new Map(
    text.split(' · ').map((field): [string, string] => {
      const at = field.indexOf(': ')
      return at < 0 ? [field.replace(/:\s*$/, ''), ''] : [field.slice(0, at), field.slice(at + 2).trim()]
    }),
  )

/** References to parts of a document, taken out as a whole: "Sections 4.1 and 5", "Ziffer 3", "第12条", "Sections D.4 — D.7". */
const withoutReferences = (text: string): string => text.replace(reference, ' ')
const partNumber = String.raw`\(?(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})*(?:\([a-z0-9]{1,4}\))*\)?`
const reference = new RegExp(
  String.raw`(?:\b(?:sections?|sect\.|clauses?|paragraphs?|articles?|annex|appendix|schedule|exhibit|parts?|chapters?|abschnitte?n?|ziffern?|artikel|absatz|nummer|paragraphes?|cl[aá]usulas?|secci[oó]n|sezione|articolo|art\.)|§+)\s*(?:no\.?\s*)?${partNumber}(?:\s*(?:,|and|or|to|through|und|oder|bis|et|ou|y|e|[-–—&/])\s*${partNumber})*(?![\d%])|第\s?\d+\s?[条章節节款項项]`,
  'gi',
)

const sameTargets = (before: Statement, after: Statement): boolean =>
  before.links.length > 0 && before.links.length === after.links.length && before.links.every((link) => after.links.includes(link))

/** Beside the words of its links a statement says the same, but for words that bind it to them. Not where the link is all there is. */
function isLinkTitle(before: Statement, after: Statement, language: string | null): boolean {
  const rest = withoutLabels(before)
  if (rest.trim().length < 20) return false
  const changed = changedWords(rest, withoutLabels(after))
  return changed?.runs.every((run) => runGraded(run, language) !== null) ?? false
}

const withoutLabels = (statement: Statement): string =>
  (statement.labels ?? []).reduce((text, label) => text.replace(label, ' '), said(statement))

/**
 * Whether a line of a date is about the document. In a list or table a name or a number beside the date is what the date is for ("Quill-2, 1 May
 * 2027"), and so is any row under columns, or one that comes or goes.
 */
function isOwnDate({ role, text, cells }: Statement, isEdit: boolean): boolean {
  if (role === 'record' || role === 'entry') return false
  if (role !== 'item' && role !== 'row') return true
  if (role === 'row' && (cells !== undefined || !isEdit)) return false
  let rest = foldText(text)
  for (const date of datesIn(rest)) rest = rest.replace(date.text, ' ')
  return !/\d/.test(rest) && words(rest).length <= 3
}

const isCopyright = (text: string): boolean => text.length < 160 && /©|\(c\)\s*(?:19|20)\d{2}|^copyright\b/i.test(text)

/**
 * A statement that only leads elsewhere: in prose, hardly a word beside its link, or a short sentence that points ("You can read about refunds here")
 * and neither binds nor counts. In a list, a button such as "Download" that leads to a place of the same site looks the same as an entry, so bare
 * entries of lists never count.
 */
function isPointer(statement: Statement, language: string | null): boolean {
  if (!statement.labels?.length || said(statement).length > 160) return false
  const rest = words(withoutLabels(statement))
  if (statement.role === 'paragraph' && rest.length <= 3) return true
  if ((statement.role !== 'paragraph' && statement.role !== 'item') || rest.length < 3 || rest.length > 10) return false
  const leads = pointing[language ?? ''] ?? []
  return rest.some((word) => leads.some((lead) => word.startsWith(lead))) && !rest.some((word) => /\d/.test(word) || binding.test(word))
}
const binding =
  /^(?:must|shall|not|never|no|agree|consent|accept|muss|mussen|nicht|doit|doivent|pas|debe|deben|deve|devono|non|moet|niet|nao)$/

/** An item under a heading that projects use for their own housekeeping ("Chores", "Documentation", "Tests"). */
const isChore = ({ role, section }: Statement): boolean =>
  role === 'item' &&
  /(?:^|› )(?:chores?|internal(?: changes)?|build(?: system)?|ci|continuous integration|tests?|refactor(?:s|ing)?|styles?|documentation|docs)$/i.test(
    section ?? '',
  )

/** "12 July 2023: examples added": a date, then what was done to the text on that day. The text itself is compared anyway. */
function isRevisionLine(text: string): boolean {
  const folded = foldText(text).replace(/^[^\p{L}\p{N}]+/u, '')
  const [first] = datesIn(folded)
  return text.length < 300 && first?.index === 0 && /^[^\p{L}\p{N}]*[:\u2013\u2014-]/u.test(folded.slice(first.text.length))
}

/** "General.": a heading set as the first words of a list item, closed by a full stop. Names of parties end in none, but for their legal form. */
const isRunInHeading = (text: string): boolean =>
  /^\p{Lu}[\p{L} ]{2,40}\.$/u.test(text) && text.split(' ').length <= 4 && !/\b(?:inc|ltd|corp|co|llc|plc|bv|ag|sa|pty)\.$/i.test(text)

/** A lone fragment: few words, no number and no sentence. Chinese and Japanese count by signs. */
function isFragment(text: string): boolean {
  if (/[.!?。！？;:]["”’)]?\s*$/.test(text) && text.length > 30) return false
  if (/\d/.test(text) && text.length > 12) return false
  const count = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0
  return wide > 0 ? wide < 8 : count < 6
}
