import { claimDocument, surroundings } from '../core/claim-document'
import { type ProposalDocument, proposePassages as ranked } from '../core/propose-passages'
import type { Ports } from '../ports'
import { currentSnapshotsOf, type PassageSupport } from '../store/claims'
import { readingOf } from './claim-versions'
import { knownQuestions } from './known-questions'

const contextLength = 120

export type ProposedPassage = { support: PassageSupport; score: number }

/**
 * Passages of a vendor's current documents that may answer a question, the likeliest first; null where nobody knows the question. Nothing is written: a
 * person accepts one by making a claim of it.
 */
export async function proposePassages(
  ports: Pick<Ports, 'db' | 'bodies' | 'pipeline'>,
  { vendorId, questionId }: { vendorId: string; questionId: string },
): Promise<ProposedPassage[] | null> {
  const question = (await knownQuestions(ports)).get(questionId)
  if (!question) return null
  const documents: (ProposalDocument & { snapshotId: string })[] = []
  for (const { source, snapshotId } of await currentSnapshotsOf(ports.db, vendorId)) {
    const { id, url, type, collector, rules } = source
    const reading = await readingOf(ports, { id, url, type, collector, rules }, snapshotId)
    if (reading) documents.push({ id, url, type, reading, snapshotId })
  }
  const byId = new Map(documents.map((document) => [document.id, { ...document, words: claimDocument(document.reading.statements) }]))
  return ranked(question, documents).flatMap(({ documentId, index, score }): ProposedPassage[] => {
    const document = byId.get(documentId)
    const statement = document?.reading.statements[index]
    if (!document || !statement) return []
    const { text, section } = statement
    const around = surroundings(document.words, { at: 0, first: index, last: index }, contextLength)
    return [{ support: { type: 'passage', sourceId: documentId, snapshotId: document.snapshotId, exact: text, ...around, section }, score }]
  })
}
