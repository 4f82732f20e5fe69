import { type Block, isWhole } from './blocks'
import { fingerprintOf } from './fingerprint'
import { languageOf } from './language'
import type { Reading } from './reading'
import { piecesOf } from './sentences'
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
  /** Takes the markup out of raw source text, where blocks hold that. */
  unmarked?: (raw: string) => string
}

/** A reading from blocks: prose parted into sentences, keys made, whole text and periphery kept for explaining moves. */
export function readingOf({ blocks, title, canonical = null, language = null, unmarked, ...rest }: Parts): Reading {
  const statements: Statement[] = []
  const whole: string[] = []
  const periphery: string[] = []
  for (const block of blocks) {
    const { pieces, blockKey } = piecesOf(block.text, isWhole(block), unmarked)
    whole.push(blockKey)
    if (!block.main) {
      periphery.push(blockKey)
      continue
    }
    pieces.forEach((piece, index) => {
      if (piece.key === '') return
      const links = index === 0 ? block.links : []
      statements.push({ ...piece, role: block.role, section: block.section, row: block.row, links })
    })
  }
  return {
    ...rest,
    fingerprint: fingerprintOf(statements),
    title,
    canonical,
    language: languageOf(language, statements),
    statements,
    whole: whole.join(''),
    periphery: `\n${periphery.join('\n')}\n`,
    stated: statedDates(statements),
  }
}
