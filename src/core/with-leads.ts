import type { Examination, ExamineRequest } from './examination'
import { ledElsewhere } from './leads'
import { type Memory, waited } from './memory'
import { quotesFor } from './quotes'
import type { Reading } from './reading'
import { isShown } from './rules'

type Compared = { request: ExamineRequest; before: Reading; reading: Reading; accept: (learnt: Memory) => Memory }

/**
 * Adds to what was found in a document where links around it lead elsewhere: a quiet change of its own, or told beside the others. While a return of the
 * document waits, its links do as well.
 */
export function withLeads(examined: Examination, { request, before, reading, accept }: Compared): Examination {
  const { source, capture } = request
  const isSame = examined.outcome === 'same'
  if (examined.outcome === 'unavailable' || (isSame && examined.differs && !examined.becomesCurrent)) return examined
  const waiting = waited({ ...examined.memory, waiting: request.memory.waiting }, 'reverted', reading.fingerprint, capture.at)
  const led = ledElsewhere(before, reading, { memory: examined.memory, at: capture.at, lasts: waiting.lasts })
  const told = led.differences.filter((one) => isShown(source.rules, one))
  if (told.length === 0 && led.heldBack.length === 0) return examined
  examined.trail.push(`links around the document: ${told.length} lead elsewhere, ${led.heldBack.length} held back`)
  const all = { ...examined, differences: [...examined.differences, ...told], heldBack: [...examined.heldBack, ...led.heldBack] }
  if (!isSame) return { ...all, memory: examined.becomesCurrent ? led.memory : examined.memory }
  if (told.length === 0 && led.returns && !examined.differs) return { ...all, differs: true, memory: waiting.memory }
  const current = { ...all, differs: true, becomesCurrent: true, memory: examined.differs ? led.memory : accept(led.memory) }
  if (told.length === 0) return current
  return { ...current, outcome: 'cosmetic', quotes: quotesFor(told, before, reading, source.id) }
}

/** What an earlier version of a collector did not read was not watched: nothing that differs in it is news. */
export function withoutLeads<Some extends Pick<Examination, 'outcome' | 'differs' | 'differences' | 'heldBack' | 'quotes'>>(
  examined: Some,
): Some {
  const differences = examined.differences.filter(({ rule }) => rule !== 'lead')
  const heldBack = examined.heldBack.filter(({ rule }) => rule !== 'menu-link')
  const left = { ...examined, differences, heldBack }
  const none = differences.length === 0 && heldBack.length === 0 && examined.outcome !== 'material'
  return none && (examined.differences.length > 0 || examined.heldBack.length > 0)
    ? { ...left, outcome: 'same', differs: false, quotes: [] }
    : left
}
