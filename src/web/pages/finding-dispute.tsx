import { Against } from '../ui/diff'
import { Instant } from '../ui/signs'
import type { FindingView } from './finding-view'

/** Both documents with their words, and whether they agree again. */
export const FindingDispute = ({ view: { line, quoted, dispute }, now }: { view: FindingView; now: string }) => {
  const [one, other] = line.finding.quotes
  if (line.finding.origin !== 'contradiction' || !one || !other) return null
  const says = (quote: typeof one) => {
    const source = quoted.get(quote.sourceId ?? '')
    return source ? <a href={`/sources/${source.id}`}>{source.url}</a> : 'A document that is no longer watched'
  }
  return (
    <>
      <Against
        id="dispute"
        title={line.finding.reason ?? 'Two documents say different things'}
        one={{ says: says(one), text: one.text }}
        other={{ says: says(other), text: other.text }}
      />
      {dispute?.settledAt ? (
        <p class="small">
          They agree again since <Instant at={dispute.settledAt} now={now} />.
        </p>
      ) : null}
    </>
  )
}
