import type { SourcePage } from '../../store/sources-page'
import { bytesInWords, shortHash } from '../ui/days'
import { Empty } from '../ui/parts'
import { Instant, State } from '../ui/signs'
import { Table } from '../ui/table'

/** The captures of a source, two of them to be picked for comparison. */
export const Captures = ({ view, now }: { view: SourcePage; now: string }) => {
  const { source, captures, snapshots } = view
  if (!captures.length) return <Empty icon="doc" title="No capture yet" />
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
          snapshots.length > 1 ? 'Pick an older and a newer one. Unchanged polls make no capture.' : 'Unchanged polls make no capture.'
        }
        columns={[
          { head: 'Read', cell: (capture) => <Instant at={capture.at} now={now} /> },
          {
            head: 'Older, newer',
            cell: (capture) => {
              const snapshot = snapshotOf(capture.id)
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
            cell: (capture) => {
              const snapshot = snapshotOf(capture.id)
              const change = changeOf(snapshot?.id)
              const finding = view.findings.find((one) => one.changeId === change?.id)
              if (capture.verdict !== 'ok')
                return (
                  <>
                    <State icon="fail" tone="high">
                      {(capture.cause ?? capture.verdict).replaceAll('-', ' ')}
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
            cell: (capture) =>
              capture.bodyHash ? (
                <span class="mono" title={capture.bodyHash}>
                  {shortHash(capture.bodyHash)}
                </span>
              ) : (
                <span class="faint">None</span>
              ),
          },
          { head: 'Size', low: true, numeric: true, cell: (capture) => (capture.bytes === null ? '' : bytesInWords(capture.bytes)) },
          {
            head: 'Text',
            cell: (capture) => {
              const snapshot = snapshotOf(capture.id)
              return snapshot ? (
                <a href={`/sources/${source.id}/statements?snapshot=${snapshot.id}`}>
                  Read<span class="vh"> the capture of {capture.at}</span>
                </a>
              ) : null
            },
          },
        ]}
        rows={captures.slice(0, 40)}
      />
    </form>
  )
}
