import { expect, it } from 'vitest'
import { collectors } from '../../collectors'
import { extractWith } from '../../src/core/extract'
import { type ProposalDocument, proposePassages, stem } from '../../src/core/propose-passages'
import { packQuestions } from '../../src/core/questionnaire'
import { type QuestionPage, questionPages, questionPairs } from './question-pages'

const questionOf = (id: string) => {
  const question = packQuestions().find((one) => one.id === id)
  if (!question) throw new Error(`no question ${id}`)
  return question
}

function html({ lang, blocks }: QuestionPage): string {
  const parts = blocks.map((block) => {
    const text = block.slice(2)
    if (block.startsWith('# ')) return `<h2>${text}</h2>`
    if (block.startsWith('| '))
      return `<table><tr>${text
        .split(' | ')
        .map((cell) => `<td>${cell}</td>`)
        .join('')}</tr></table>`
    return `<p>${block}</p>`
  })
  const joined = parts.join('').replaceAll('</table><table>', '')
  return `<html lang="${lang}"><head><title>${blocks[0]?.slice(2)}</title></head><body><main>${joined}</main></body></html>`
}

async function documentsOf(vendor: string): Promise<ProposalDocument[]> {
  const pages = questionPages.filter((page) => page.vendor === vendor)
  return Promise.all(
    pages.map(async (page) => {
      const url = `https://${vendor}.example/${page.id}`
      const capture = {
        at: '2026-11-01T00:00:00.000Z',
        status: 200,
        headers: {},
        mediaType: 'text/html',
        requestedUrl: url,
        finalUrl: url,
        body: new TextEncoder().encode(html(page)),
      }
      const read = await extractWith(collectors, capture, { id: page.id, url, type: page.type, collector: null, rules: null })
      if (!read.ok) throw new Error(`${page.id}: ${read.reason}`)
      return { id: page.id, url, type: page.type, reading: read.reading }
    }),
  )
}

const first = 5

it('of 30 questions put to invented pages, the right passage is among the first five proposals of at least 25', async () => {
  expect(questionPairs).toHaveLength(30)
  const failed: string[] = []
  for (const [id, vendor, passage] of questionPairs) {
    const documents = await documentsOf(vendor)
    const texts = proposePassages(questionOf(id), documents).map(
      ({ documentId, index }) => documents.find((one) => one.id === documentId)?.reading.statements[index]?.text ?? '',
    )
    const rank = texts.findIndex((text) => text.startsWith(passage))
    if (rank < 0 || rank >= first) failed.push(`${id} ${vendor}: “${passage}…” is ${rank < 0 ? 'not proposed' : `number ${rank + 1}`}`)
  }
  // said whichever way it goes: which questions a person has to look up by hand
  if (failed.length) console.info(failed.join('\n'))
  expect(questionPairs.length - failed.length, failed.join('\n')).toBeGreaterThanOrEqual(25)
})

it.each([
  ['pinned', 'pin'],
  ['logging', 'log'],
  ['logs', 'log'],
  ['days', 'day'],
  ['stopped', 'stop'],
])('meets %s where %s is asked for', (said, asked) => expect(stem(said)).toBe(stem(asked)))

it.each([
  ['bias', 'bia'],
  ['billing', 'bil'],
  ['class', 'clas'],
  ['this', 'thi'],
])('takes no letter from %s that belongs to it', (word, cut) => expect(stem(word)).not.toBe(cut))

it('is the same twice, whatever the order of the documents', async () => {
  const documents = await documentsOf('kestrel')
  const question = questionOf('Q36')
  expect(proposePassages(question, [...documents].reverse())).toEqual(proposePassages(question, documents))
})

it('proposes nothing where nothing was read', () => {
  expect(proposePassages(questionOf('Q36'), [])).toEqual([])
})
