import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { Statement } from '../../src/core/statement'

const examine = examineWith(collectors)
const address = 'https://vendor.example/terms'

async function statementsOf(inside: string): Promise<Statement[]> {
  const body = `<!doctype html><html lang="en"><body><main><h1>Terms</h1>${inside}</main></body></html>`
  const { reading } = await examine({
    source: { id: 's1', url: address, type: 'terms', collector: null, rules: null },
    capture: {
      at: '2026-05-01T00:00:00.000Z',
      status: 200,
      headers: {},
      mediaType: 'text/html',
      requestedUrl: address,
      finalUrl: address,
      body: new TextEncoder().encode(body),
    },
    before: null,
    memory: emptyMemory,
    candidate: null,
  })
  if (!reading) throw new Error('the invented page is not read')
  return reading.statements
}
const sentence = 'We keep the records of each applicant for thirty days after the customer asks us to delete them.'

describe('the words of a button', () => {
  it.each([
    { of: 'a part of an accordion', title: '<h3><button aria-expanded="false" aria-controls="c1">Retention</button></h3>' },
    { of: 'a heading by its role', title: '<div role="heading" aria-level="3"><button>Retention</button></div>' },
    { of: 'a heading with an icon beside it', title: '<h3><span><button>Retention <svg><title>Open</title></svg></button></span></h3>' },
  ])('are the title where they are all there is: $of', async ({ title }) => {
    const statements = await statementsOf(`${title}<div id="c1"><p>${sentence}</p></div>`)
    expect(statements).toContainEqual(expect.objectContaining({ role: 'heading', text: 'Retention' }))
    expect(statements).toContainEqual(expect.objectContaining({ text: sentence, section: 'Terms › Retention' }))
  })

  it('are the defined term of a list of questions', async () => {
    const statements = await statementsOf(`<dl><dt><button aria-expanded="false">Retention</button></dt><dd>${sentence}</dd></dl>`)
    expect(statements).toContainEqual(expect.objectContaining({ row: 'Retention', text: `Retention | ${sentence}` }))
  })

  it('are the head of a column that sorts its table', async () => {
    const statements = await statementsOf(
      `<p>${sentence}</p><table><tr><th><button>Name</button></th><th><button>Kept for</button></th></tr><tr><td>Prompts</td><td>30 days</td></tr></table>`,
    )
    expect(statements.find(({ row }) => row === 'Prompts')?.cells).toEqual([
      { column: 'Name', value: 'Prompts' },
      { column: 'Kept for', value: '30 days' },
    ])
  })

  it.each([
    { of: 'a sign that opens the part', title: '<h3>Retention <button aria-expanded="false">Open</button></h3>' },
    { of: 'a control for the link of a heading', title: '<h3>Retention <span><button>Copy link</button></span></h3>' },
  ])('are none of the page beside a title: $of', async ({ title }) => {
    const statements = await statementsOf(`${title}<p>${sentence}</p>`)
    expect(statements.map(({ text }) => text)).toEqual(['Terms', 'Retention', sentence])
  })

  it('are none of the page elsewhere', async () => {
    const statements = await statementsOf(`<p>${sentence} <button>Accept</button></p><button>Send</button>`)
    expect(statements.map(({ text }) => text)).toEqual(['Terms', sentence])
  })
})
