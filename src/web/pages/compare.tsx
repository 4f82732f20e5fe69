import type { Statement } from '../../core/statement'
import type { snapshotsToCompare } from '../../store/sources-page'
import { instantInWords, plural } from '../ui/days'
import { Diff } from '../ui/diff'
import { Empty, Head } from '../ui/parts'
import { Instant } from '../ui/signs'

type Taken = Awaited<ReturnType<typeof snapshotsToCompare>>[number] | null
const mostShown = 400

/** What a reading says, statement by statement, by section. Shown as text, never as the vendor's page. */
export const Statements = ({
  statements,
  snapshot,
  now,
}: {
  statements: readonly Statement[] | null
  snapshot: { at: string; language: string | null; sourceId: string; captureId: string } | null
  now: string
}) => {
  if (!statements || !snapshot)
    return (
      <>
        <Head title="What it says" />
        <Empty icon="doc" title="It cannot be shown">
          <p>{snapshot ? 'What was received then is no longer kept.' : 'Nothing has been read yet.'}</p>
        </Empty>
      </>
    )
  return (
    <>
      <Head
        title="What it says, as text"
        acts={
          <a class="btn" href={`/sources/${snapshot.sourceId}/raw?capture=${snapshot.captureId}`}>
            As received
          </a>
        }
      >
        <p>
          {plural(statements.length, 'statement')}, read <Instant at={snapshot.at} now={now} />. Shown as text, never as the vendor’s page.
        </p>
      </Head>
      {statements.slice(0, mostShown).map((statement, index) => (
        <>
          {statement.section !== statements[index - 1]?.section ? <h2 class="count">{statement.section ?? 'At the top'}</h2> : null}
          <blockquote lang={snapshot.language && !snapshot.language.startsWith('en') ? snapshot.language : undefined}>
            <p class="said">{statement.text}</p>
          </blockquote>
        </>
      ))}
      {statements.length > mostShown ? <p class="soft">The first {mostShown} are shown.</p> : null}
    </>
  )
}

/** Two days to be compared: the page as it stood at the end of each. */
export const CompareDays = ({ sourceId, fromDay, toDay }: { sourceId: string; fromDay: string; toDay: string }) => (
  <form class="filters" action={`/sources/${sourceId}/compare`} method="get" aria-label="Compare two days">
    <div class="field">
      <label for="fromDay">As it stood on</label>
      <input id="fromDay" name="fromDay" type="date" value={fromDay} required />
    </div>
    <div class="field">
      <label for="toDay">Against</label>
      <input id="toDay" name="toDay" type="date" value={toDay} required />
    </div>
    <button class="btn" type="submit">
      Compare the two days
    </button>
  </form>
)

/** What differs between two stored readings, whole statements paired within their section. */
export const Comparison = ({
  from,
  to,
  before,
  after,
  now,
  back,
  days,
  same,
}: {
  from: Taken
  to: Taken
  before: readonly Statement[] | null
  after: readonly Statement[] | null
  now: string
  back: string
  days: { fromDay: string; toDay: string }
  /** The same reading stood at both ends. */
  same: boolean
}) => {
  const sourceId = back.split('/').at(-1) ?? ''
  if (!from || !to || !before || !after)
    return (
      <>
        <Head title="Two captures compared" />
        <Empty
          icon="doc"
          title={same ? 'It read the same on both' : 'Pick an older and a newer capture'}
          acts={
            <a class="btn" href={back}>
              Back to the source
            </a>
          }
        >
          <p>
            Both must be of this source, and what was received still be kept. On a day before the first reading there is nothing to compare.
          </p>
        </Empty>
        <CompareDays sourceId={sourceId} {...days} />
      </>
    )
  const passages = differing(before, after)
  return (
    <>
      <Head title="Two captures compared">
        <p>
          <a href={`${back}/statements?snapshot=${from.snapshot.id}`}>
            <Instant at={from.capture.at} now={now} />
          </a>{' '}
          against{' '}
          <a href={`${back}/statements?snapshot=${to.snapshot.id}`}>
            <Instant at={to.capture.at} now={now} />
          </a>
          : {passages.length ? plural(passages.length, 'passage differs', 'passages differ') : 'the same statements'}.
        </p>
      </Head>
      <CompareDays sourceId={sourceId} {...days} />
      {passages.slice(0, 60).map((passage, index) => (
        <Diff
          passage={passage}
          id={`c${index}`}
          was={`on ${instantInWords(from.capture.at, now)}`}
          now={`on ${instantInWords(to.capture.at, now)}`}
          language={to.snapshot.language}
        />
      ))}
      {passages.length > 60 ? <p class="soft mt">The first 60 are shown.</p> : null}
    </>
  )
}

/** Statements that only one side has, paired in order within a section. */
function differing(before: readonly Statement[], after: readonly Statement[]) {
  const [was, is] = [new Set(before.map((one) => one.key)), new Set(after.map((one) => one.key))]
  const gone = before.filter((one) => !is.has(one.key))
  const come = after.filter((one) => !was.has(one.key))
  const pairs = gone.map((one) => {
    const at = come.findIndex((other) => other.section === one.section)
    const [pair] = at < 0 ? [] : come.splice(at, 1)
    return { before: one.text, after: pair?.text ?? null, section: one.section, why: '' }
  })
  return [...pairs, ...come.map((one) => ({ before: null, after: one.text, section: one.section, why: '' }))]
}
