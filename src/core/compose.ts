import { type Block, type BlockLink, isWhole } from './blocks'
import type { Extracted } from './collector'
import { fingerprintOf, type Lanes } from './fingerprint'
import { languageOf } from './language'
import type { LooseLead } from './loose-leads'
import type { Reading } from './reading'
import { readsAll, ruled } from './rules'
import { type Piece, piecesOf } from './sentences'
import type { SourceRules } from './source'
import { statedDates } from './stated'
import type { Statement } from './statement'

type Parts = {
  collector: string
  collectorVersion: string
  title: string | null
  canonical?: string | null
  language?: string | null
  keyed: boolean
  blocks: readonly Block[]
  /** All links of the page, where it is one. */
  leads?: readonly LooseLead[]
  /** What a person narrowed the source to. */
  rules: SourceRules | null
  /** Takes the markup out of raw source text, where blocks hold that. */
  unmarked?: (raw: string) => string
}

/** What a collector answers from the blocks it found: prose parted into sentences, keys made, whole text and periphery kept for explaining moves. */
export function readingOf({
  blocks: all,
  rules,
  title,
  canonical = null,
  language = null,
  unmarked,
  leads = [],
  ...rest
}: Parts): Extracted {
  const narrowed = ruled(all, rules)
  if (!narrowed.ok) return { ok: false, cause: 'collector-broken', reason: narrowed.reason }
  const { blocks } = narrowed
  const statements: Statement[] = []
  const lanes: Lanes[] = []
  const whole: string[] = []
  const periphery: string[] = []
  const carried = new Set<BlockLink>()
  for (const block of blocks) {
    const { pieces, blockKey } = piecesOf(block.text, isWhole(block), unmarked)
    whole.push(blockKey)
    if (!block.main) {
      periphery.push(blockKey)
      continue
    }
    const open = block.links.length > 0 ? [...block.links] : none
    const last = pieces.length - 1
    for (const [index, piece] of pieces.entries()) {
      if (piece.key === '') continue
      const mine = open.length === 0 ? none : index === last ? open.splice(0) : taken(open, piece.text)
      lanes.push(piece.lanes)
      if (mine !== none) for (const link of mine) carried.add(link)
      statements.push(statementOf(block, piece, mine))
    }
  }
  // a person who says what to read of a page does not ask for what stands around it
  const loose = readsAll(rules) ? leads.filter((link) => !carried.has(link)) : []
  const reading: Reading = {
    ...rest,
    fingerprint: fingerprintOf(statements, lanes, loose),
    title,
    canonical,
    language: languageOf(language, statements),
    statements,
    whole: whole.join(''),
    periphery: `\n${periphery.join('\n')}\n`,
    stated: statedDates(statements),
    leads: loose.map(({ label, target, way, at }) => ({ label, target, way, near: whole[at - 1] ?? '' })),
  }
  return { ok: true, reading }
}

const none: BlockLink[] = []

/** The links whose words stand in this piece; each is taken once. */
function taken(open: BlockLink[], text: string): BlockLink[] {
  const mine = open.filter(({ label }) => text.includes(label))
  for (const link of mine) open.splice(open.indexOf(link), 1)
  return mine
}

function statementOf(
  { role, section, row, cells, publishedAt }: Block,
  { text, said, key }: Piece,
  links: readonly BlockLink[],
): Statement {
  const statement: Statement = { key, text, role, section, row, links: [] }
  if (said !== undefined) statement.said = said
  if (cells) statement.cells = cells
  if (publishedAt) statement.publishedAt = publishedAt
  if (links.length > 0) {
    statement.links = links.map(({ target }) => target).filter((target) => target !== '')
    statement.labels = links.map(({ label }) => label)
  }
  return statement
}
