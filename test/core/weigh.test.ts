import { describe, expect, it } from 'vitest'
import { weights } from '../../src/core/weights'
import { stepBetween } from './invented'

const sentences = (extra: readonly string[]): string =>
  `<html lang="en"><main><h1>Terms of service</h1>${[
    'These terms govern the use of the transcription service by the customers of the vendor.',
    'The customer decides which members of the staff may use the console of the service.',
    'Where a bill is disputed, we pay the costs of the arbiter.',
    'The vendor keeps the recordings on servers of its hosting partner in the region that the customer chose.',
    'A usage report for each instance of the service is sent to the contact of the customer every month.',
    ...extra,
  ]
    .map((one) => `<p>${one}</p>`)
    .join('')}</main></html>`

const page = sentences([])
const edited = (from: string, to: string) => stepBetween(page, page.replace(from, to))

describe('a change as a whole', () => {
  it('is told as editorial where one common word became another and nothing else moved', async () => {
    const seen = await edited('for each instance of', 'for each deployment of')
    expect(seen.outcome).toBe('cosmetic')
    expect(seen.differences[0]).toMatchObject({ grade: 'cosmetic', rule: 'slight' })
    expect(seen.quotes.map(({ text }) => text).join(' ')).toContain('for each deployment of')
    expect(seen.trail.join('\n')).toMatch(/weighed: \d+ % sure .*: editorial/)
    expect(seen.becomesCurrent).toBe(true)
  })

  it.each([
    ['a number', 'every month', 'every 3 months'],
    ['a permission', 'may use the console', 'must use the console'],
    ['an opposite', 'hosting partner in', 'hosting nonpartner in'],
    ['a negation', 'is sent to the contact', 'is not sent to the contact'],
    ['what is done', 'keeps the recordings', 'publishes the recordings'],
    ['what is done, in two words', 'is sent to the contact', 'is sold to the contact'],
    ['who pays', 'we pay', 'you pay'],
    ['who may', 'The customer decides', 'Nobody decides'],
  ])('is told at any weight where %s changed', async (_, from, to) => {
    const seen = await edited(from, to)
    expect(seen.outcome).toBe('material')
    expect(seen.weighed?.spared).not.toBeNull()
  })

  it('is told as editorial where a word that stands for the same act took its place', async () => {
    expect((await edited('keeps the recordings', 'stores the recordings')).outcome).toBe('cosmetic')
  })

  it.each([
    ['de', 'Wir löschen die Aufnahmen der Kunden nach dem Ende des Vertrags.', 'löschen', 'verkaufen'],
    ['fr', 'Nous conservons les enregistrements des clients sur nos serveurs.', 'conservons', 'vendons'],
    ['es', 'Nosotros eliminamos las grabaciones de los clientes del servicio.', 'eliminamos', 'publicamos'],
    ['it', 'Noi cancelliamo le registrazioni dei clienti del servizio.', 'cancelliamo', 'vendiamo'],
    ['nl', 'Wij bewaren de opnames van klanten op de servers van de dienst.', 'bewaren', 'verkopen'],
    ['pt', 'Nós guardamos as gravações dos clientes nos servidores do serviço.', 'guardamos', 'vendemos'],
    ['zh', '我们会删除客户的录音和所有其他的文件。', '删除', '出售'],
  ])('is told at any weight where something else is done: %s', async (language, sentence, from, to) => {
    const written = (text: string) =>
      `<html lang="${language}"><main><h1>1</h1><p>${text}</p><p>Lorem ipsum dolor sit amet.</p></main></html>`
    const seen = await stepBetween(written(sentence), written(sentence.replace(from, to)))
    expect(seen).toMatchObject({ outcome: 'material', weighed: { spared: 'something else is done than before' } })
  })

  it.each([
    ['wurden', 'würden'],
    ['konnten', 'könnten'],
  ])('is told where an umlaut makes another word: %s, %s', async (from, to) => {
    const written = (word: string) =>
      `<html lang="de"><main><h1>1</h1><p>Die Aufnahmen der Kunden ${word} nach dem Ende des Vertrags weiter genutzt.</p></main></html>`
    expect((await stepBetween(written(from), written(to))).outcome).toBe('material')
    expect((await stepBetween(written(to), written(to.normalize('NFD')))).outcome).toBe('same')
  })

  it('is told where a new sentence says what the document never said', async () => {
    const seen = await stepBetween(
      page,
      sentences(['Recordings of meetings are shared with advertising partners so that they can measure campaigns.']),
    )
    expect(seen.outcome).toBe('material')
  })

  it('is told where a row joins a table, however short', async () => {
    const table = (rows: string[]) =>
      `<html lang="en"><main><h1>Partners</h1><table><tr><th>Name</th><th>Place</th></tr>${rows.map((row) => `<tr><td>${row}</td><td>Peru</td></tr>`).join('')}</table></main></html>`
    expect((await stepBetween(table(['Aa', 'Ab']), table(['Aa', 'Ab', 'Ac']))).outcome).toBe('material')
  })

  it('is told where a whole clause joins the end of a long document', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `Clause ${index + 1} binds the customer and the vendor as long as it stands.`)
    const clause = 'The vendor hands transcripts over to advertising partners who measure campaigns with it.'
    expect((await stepBetween(sentences(many), sentences([...many, clause]))).outcome).toBe('material')
  })

  it('is told where a link joins or leaves a page that is a list', async () => {
    const list = (names: string[]) =>
      `<html lang="en"><main><h1>Sub-processors</h1><p>These companies work for us on what our customers hand over.</p><ul>${names.map((name) => `<li><a href="https://${name}.example/">${name}</a></li>`).join('')}</ul></main></html>`
    const [few, many] = [list(['Alpha', 'Beta']), list(['Alpha', 'Beta', 'Gamma'])]
    expect((await stepBetween(few, many, 'subprocessors')).outcome).toBe('material')
    expect((await stepBetween(many, few, 'subprocessors')).outcome).toBe('material')
  })

  it('is told where a name joins or leaves a list, however short', async () => {
    const list = (names: string[]) =>
      sentences([]).replace('</main>', `<h2>Providers</h2><ul>${names.map((name) => `<li>${name}</li>`).join('')}</ul></main>`)
    const [few, more] = [list(['Acme', 'Bolt']), list(['Acme', 'Bolt', 'zAI'])]
    expect((await stepBetween(few, more)).outcome).toBe('material')
    expect((await stepBetween(more, few)).outcome).toBe('material')
  })

  it('is told where the same value of several rows became another: that is no new name', async () => {
    const table = (place: string) =>
      `<html lang="en"><main><h1>Partners</h1><table><tr><th>Name</th><th>Place</th></tr>${['Aa', 'Ab', 'Ac', 'Ad'].map((row) => `<tr><td>${row}</td><td>${place}</td></tr>`).join('')}</table></main></html>`
    expect((await stepBetween(table('Peru'), table('Cuba'))).outcome).toBe('material')
  })

  it('is explained by measures that all have a weight', async () => {
    const { weighed } = await edited('for each instance of', 'for each deployment of')
    expect(Object.keys(weighed?.features ?? {}).sort()).toEqual(
      Object.keys(weights)
        .filter((name) => name !== 'base')
        .sort(),
    )
  })
})

describe('a post among the news', () => {
  const feed = (titles: string[]) =>
    `<rss version="2.0"><channel><title>N</title>${titles.map((title) => `<item><title>${title}</title><guid isPermaLink="false">${title}</guid></item>`).join('')}</channel></rss>`
  it('is weighed, since most of them are company matter', async () => {
    expect((await stepBetween(feed(['Welcome to our blog']), feed(['Our picnic', 'Welcome to our blog']), 'news')).outcome).toBe('cosmetic')
  })
  it('is told in a changelog, whatever it says', async () => {
    expect((await stepBetween(feed(['Welcome to our blog']), feed(['Our picnic', 'Welcome to our blog']), 'changelog')).outcome).toBe(
      'material',
    )
  })
})
