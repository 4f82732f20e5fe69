import type { Ports } from '../../ports'
import { currentSnapshotOf } from '../../store/claims'
import type { Evidence } from '../../store/evidence'
import type { Source } from '../../store/sources'
import { type Fault, Faults, Select, TextArea, TextField, type Typed } from '../ui/form'
import { sourceTypeName } from './change-words'

export const answerLabels = {
  answer: 'Answer',
  evidenceId: 'Document',
  page: 'Page',
  sourceId: 'Page of theirs',
  exact: 'Their words',
  replaces: 'In place of',
}

/** A claim as a form gives it, for the schema to parse. Words of a page that were not proposed are looked up in what the page says today. */
export async function claimFrom({ db }: Pick<Ports, 'db'>, vendorId: string, questionId: string, typed: Typed): Promise<unknown> {
  const { support, evidenceId = '', page, sourceId = '', exact = '', prefix = '', suffix = '', answer = '', replaces } = typed
  const whole = { vendorId, questionId, ...(replaces ? { replaces } : {}) }
  if (support === 'document') {
    const number = page?.trim() ? Number(page) : null
    return { ...whole, answer, support: { type: 'document', evidenceId, page: number } }
  }
  const snapshotId = typed.snapshotId || ((await currentSnapshotOf(db, sourceId)) ?? '')
  return { ...whole, answer: answer.trim() || exact, support: { type: 'passage', sourceId, snapshotId, exact, prefix, suffix } }
}

/** Where a fault of a claim shows in the form. */
export const answerFault = (path: string): string | null => {
  const name = path.split('.').at(-1) ?? ''
  if (name === 'snapshotId') return 'sourceId'
  return name in answerLabels ? name : null
}

type Props = {
  place: string
  sources: readonly Source[]
  documents: readonly Evidence[]
  replaces: string | null
  typed: Typed
  faults: readonly Fault[]
}

/** What the proposals do not have: other words of a page that is watched, or a document on file. */
export const OtherAnswers = ({ place, sources, documents, replaces, typed, faults }: Props) => {
  const of = (support: 'passage' | 'document') => {
    const mine = (typed.support === 'document' ? 'document' : 'passage') === support && (faults.length > 0 || Boolean(typed.support))
    return { open: mine && faults.length > 0, base: { typed: mine ? typed : {}, faults: mine ? faults : [] } }
  }
  const [passage, document] = [of('passage'), of('document')]
  const hidden = (support: string) => (
    <>
      <input type="hidden" name="support" value={support} />
      {replaces ? <input type="hidden" name="replaces" value={replaces} /> : null}
    </>
  )
  return (
    <>
      <Faults faults={faults} labels={answerLabels} />
      {documents.length && !passage.open ? (
        <details open={document.open}>
          <summary>Answer with a document on file</summary>
          <form class="form" method="post" action={place}>
            {hidden('document')}
            <TextArea name="answer" label={answerLabels.answer} required {...document.base} />
            <div class="two">
              <Select
                name="evidenceId"
                label={answerLabels.evidenceId}
                options={documents.map(({ id, name }) => ({ value: id, label: name }))}
                required
                {...document.base}
              />
              <TextField name="page" label={answerLabels.page} hint="Where it has pages." inputmode="numeric" {...document.base} />
            </div>
            <p>
              <button type="submit">Keep this answer</button>
            </p>
          </form>
        </details>
      ) : null}
      {sources.length && !document.open ? (
        <details open={passage.open}>
          <summary>Answer with other words of a page</summary>
          <form class="form" method="post" action={place}>
            {hidden('passage')}
            <Select
              name="sourceId"
              label={answerLabels.sourceId}
              options={sources.map(({ id, type, url }) => ({ value: id, label: `${sourceTypeName(type)}: ${url}` }))}
              required
              {...passage.base}
            />
            <TextArea name="exact" label={answerLabels.exact} hint="As they stand on the page today." required {...passage.base} />
            <TextArea
              name="answer"
              label={answerLabels.answer}
              hint="In your own words. Left empty, theirs are the answer."
              {...passage.base}
            />
            <p>
              <button type="submit">Keep this answer</button>
            </p>
          </form>
        </details>
      ) : null}
    </>
  )
}
