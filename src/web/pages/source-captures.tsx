import type { SourcePage } from '../../store/sources-page'
import { bytesInWords, plural, shortHash } from '../ui/days'
import { Empty } from '../ui/parts'
import { Instant, State } from '../ui/signs'
import { Table } from '../ui/table'
import { causeWord } from './health-words'

type Capture = SourcePage['captures'][number]
type Quiet = { firstAt: string; lastAt: string; count: number; notModified: number }
type Row = { at: string; capture: Capture; quiet: null } | { at: string; capture: null; quiet: Quiet }

const mostRows = 60

/** Captures and the checks between them that found nothing new, newest first; such checks without anything between them are one row. */
function rowsOf({ captures, runs }: Pick<SourcePage, 'captures' | 'runs'>): Row[] {
  const quiet = runs.map((run): Row => ({ at: run.lastAt, capture: null, quiet: run }))
  const all = [...captures.map((capture): Row => ({ at: capture.at, capture, quiet: null })), ...quiet]
  const rows: Row[] = []
  for (const row of all.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))) {
    const before = rows.at(-1)
    if (row.quiet && before?.quiet) {
      const { lastAt, count, notModified } = before.quiet
      const joined = {
        firstAt: row.quiet.firstAt,
        lastAt,
        count: count + row.quiet.count,
        notModified: notModified + row.quiet.notModified,
      }
      rows[rows.length - 1] = { at: before.at, capture: null, quiet: joined }
    } else rows.push(row)
  }
  return rows.slice(0, mostRows)
}

/** "412 unchanged checks", and from when to when. */
const QuietChecks = ({ quiet, now }: { quiet: Quiet; now: string }) => (
  <>
    {plural(quiet.count, 'unchanged check')}
    <span class="sub">
      {quiet.count > 1 ? (
        <>
          from <Instant at={quiet.firstAt} now={now} /> to <Instant at={quiet.lastAt} now={now} />
        </>
      ) : null}
      {quiet.notModified ? `${quiet.count > 1 ? '; ' : ''}${quiet.notModified} by the server’s word (304)` : ''}
    </span>
  </>
)

/** The captures of a source, two of them to be picked for comparison, and the checks between them that found nothing new. */
export const Captures = ({ view, now }: { view: SourcePage; now: string }) => {
  const { source, snapshots } = view
  const rows = rowsOf(view)
  if (!rows.length) return <Empty icon="doc" title="No capture yet" />
  const snapshotOf = (id: string) => snapshots.find((one) => one.captureId === id)
  const changeOf = (snapshotId: string | undefined) => view.changes.find((one) => one.toSnapshotId === snapshotId)
  return (
    <form class="sec" action={`/sources/${source.id}/compare`} method="get">
      <div class="sh">
        <h2>Captures</h2>
        {snapshots.length > 1 ? (
          <button class="btn" type="submit">
            Compare the two picked
          </button>
        ) : null}
      </div>
      <Table
        label="Captures"
        caption={
          snapshots.length > 1
            ? 'Pick an older and a newer one. Checks that found nothing new keep no page; they stand here as one row.'
            : 'Checks that found nothing new keep no page; they stand here as one row.'
        }
        columns={[
          { head: 'Read', cell: ({ at }) => <Instant at={at} now={now} /> },
          {
            head: 'Older, newer',
            cell: ({ capture }) => {
              const snapshot = capture && snapshotOf(capture.id)
              return snapshot && snapshots.length > 1 ? (
                <span class="duo">
                  <input
                    type="radio"
                    name="from"
                    value={snapshot.id}
                    aria-label={`Older: ${capture.at}`}
                    checked={snapshot === snapshots[1]}
                  />
                  <input
                    type="radio"
                    name="to"
                    value={snapshot.id}
                    aria-label={`Newer: ${capture.at}`}
                    checked={snapshot === snapshots[0]}
                  />
                </span>
              ) : null
            },
          },
          {
            head: 'Result',
            cell: ({ capture, quiet }) => {
              if (!capture) return <QuietChecks quiet={quiet} now={now} />
              const snapshot = snapshotOf(capture.id)
              const change = changeOf(snapshot?.id)
              const finding = view.findings.find((one) => one.changeId === change?.id)
              if (capture.verdict !== 'ok')
                return (
                  <>
                    <State icon="fail" tone="high">
                      {causeWord(capture.cause ?? capture.verdict)}
                    </State>
                    {capture.reason ? <span class="sub">{capture.reason}</span> : null}
                  </>
                )
              if (finding) return <a href={`/findings/${finding.id}`}>Material change</a>
              if (change)
                return (
                  <a href={`/changes/${change.id}`}>
                    {change.verdict === 'noise' ? 'Noise held back' : change.verdict === 'cosmetic' ? 'Editorial' : 'Material change'}
                  </a>
                )
              return snapshot
                ? snapshot.previousId
                  ? 'New reading'
                  : 'First reading: the baseline'
                : capture.fingerprint && !capture.sameTextAs
                  ? 'Seen once: the next fetch decided'
                  : 'Same statements'
            },
          },
          {
            head: 'SHA-256',
            low: true,
            cell: ({ capture }) =>
              !capture ? null : capture.bodyHash ? (
                <span class="mono" title={capture.bodyHash}>
                  {shortHash(capture.bodyHash)}
                </span>
              ) : (
                <span class="faint">None</span>
              ),
          },
          {
            head: 'Size',
            low: true,
            numeric: true,
            cell: ({ capture }) => (!capture || capture.bytes === null ? '' : bytesInWords(capture.bytes)),
          },
          {
            head: 'Text',
            cell: ({ capture }) => {
              const snapshot = capture && snapshotOf(capture.id)
              return snapshot ? (
                <a href={`/sources/${source.id}/statements?snapshot=${snapshot.id}`}>
                  Read<span class="vh"> the capture of {capture.at}</span>
                </a>
              ) : null
            },
          },
        ]}
        rows={rows}
      />
    </form>
  )
}
