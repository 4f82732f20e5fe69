import { describe, expect, it } from 'vitest'
import { promiseFrom, promisesIn } from '../../src/core/promise'

const noticedAt = '2026-11-22T08:00:00.000Z'
const read = (after: string, before: string | null = null, language = 'en') =>
  promisesIn([{ before, after, section: null, why: 'a statement was added' }], noticedAt, language)

describe('a notice promises that a document changes', () => {
  it.each([
    ['We have updated our Terms of Service.', ['terms']],
    ['Our privacy policy will be updated.', ['privacy']],
    ['We are making changes to our Data Processing Addendum.', ['dpa']],
    ['We are updating the list of our sub-processors.', ['subprocessors']],
    ['We are adding Harbour Inference Ltd as a sub-processor.', ['subprocessors']],
    ['The model card has been revised.', ['model-card']],
    ['Wir aktualisieren unsere Datenschutzerklärung.', ['privacy']],
    ['Unsere Nutzungsbedingungen werden geändert.', ['terms']],
    ['Nous avons mis à jour notre politique de confidentialité.', ['privacy']],
    ['Nos conditions générales seront modifiées.', ['terms']],
    ['Hemos actualizado nuestra política de privacidad.', ['privacy']],
    ['我们更新了隐私政策。', ['privacy']],
  ])('in "%s"', (text, types) => expect(read(text).map(({ documentType }) => documentType)).toEqual(types))

  it.each([
    ['another thing changes', 'We have updated the colours of the export dialogue.'],
    ['the document is only pointed at', 'The search filters have been improved; see our privacy policy for what is kept.'],
    ['it says that nothing changes', 'There are no changes to our terms of service.'],
    ['it says so in other words', 'Unsere Nutzungsbedingungen werden nicht geändert.'],
    ['the day cannot be read', 'We will update our terms of service in March 2027.'],
  ])('not where %s', (_name, text) => expect(read(text)).toEqual([]))

  it('only in what is new', () => {
    const said = 'We have updated our Terms of Service.'
    expect(read(`${said} The export is faster now, too.`, said)).toEqual([])
  })

  it('quotes the sentence alone, out of a whole entry', () => {
    const [promise] = read(
      '22 November 2026 · Exports keep their order now. We have updated our Terms of Service. Search in long conversations is faster now.',
    )
    expect(promise?.quote).toBe('We have updated our Terms of Service.')
  })
})

describe('the document has followed', () => {
  it('within the window after a notice that names no day', () => {
    expect(read('We have updated our Terms of Service.')).toMatchObject([{ statedOn: null, dueAt: '2026-12-06T08:00:00.000Z' }])
  })
  it('by the day that is named, and the days that a notice may be late', () => {
    expect(read('We are updating our privacy policy on 1 March 2027.')).toMatchObject([
      { statedOn: '2027-03-01', dueAt: '2027-03-04T08:00:00.000Z' },
    ])
  })
  it('by the day on which the change takes effect, as the entry says it', () => {
    expect(read('We are updating our privacy policy. The changes take effect on 1 March 2027.')).toMatchObject([{ statedOn: '2027-03-01' }])
  })
  it('already, where it changed in the days before the notice or before the day that the notice names', () => {
    expect(promiseFrom({ noticedAt, statedOn: null })).toBe('2026-11-08T00:00:00.000Z')
    expect(promiseFrom({ noticedAt, statedOn: '2026-10-01' })).toBe('2026-09-17T00:00:00.000Z')
    expect(promiseFrom({ noticedAt, statedOn: '2027-03-01' })).toBe('2026-11-08T00:00:00.000Z')
  })
})
