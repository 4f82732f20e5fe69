import type { TrailCheck } from '../../flows/check-trail'
import { Instant, State } from '../ui/signs'

/** Whether the chain was recomputed, how far and by whom, and the acts that do so. */
export const AuditChain = ({
  head,
  check,
  by,
  now,
}: {
  head: { seq: number; hash: string }
  check: TrailCheck | null
  by: string | null
  now: string
}) => {
  const rows = (count: number) => count.toLocaleString('en-GB')
  return (
    <section class="row sec chain" aria-label="State of the chain">
      {check?.fault ? (
        <State icon="fail" tone="critical">
          Broken: {check.fault.what}
        </State>
      ) : check?.whole && check.seq === head.seq ? (
        <State icon="check" tone="good">
          Whole: all {rows(head.seq)} acts recomputed
        </State>
      ) : (
        <State icon="prov" tone="medium">
          {check ? `${rows(check.seq)} of ${rows(head.seq)} acts recomputed` : `${rows(head.seq)} acts, not recomputed here yet`}
        </State>
      )}
      {check ? (
        <span class="soft small">
          <Instant at={check.at} now={now} />
          {by ? ` by ${by}` : ''}
        </span>
      ) : null}
      <span class="small">
        Head <span class="mono wrap">{head.hash}</span>
      </span>
      <form method="post" action="/audit/verify" class="row">
        {check && !check.fault && check.seq < head.seq ? (
          <button class="btn" type="submit" name="goOn" value="1">
            Go on from {rows(check.seq)}
          </button>
        ) : null}
        <button class="btn" type="submit">
          {check ? 'Recompute from the first act' : 'Recompute the chain'}
        </button>
      </form>
      <span class="small soft">
        <code>telltale verify</code> also compares the trail with the records.
      </span>
    </section>
  )
}
