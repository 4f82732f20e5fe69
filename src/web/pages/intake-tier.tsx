import { factors } from '../../core/intake/factors'
import { tierOf } from '../../core/intake/tier'
import type { VendorRequest } from '../../store/vendor-requests'
import { plural, sentence } from '../ui/days'
import { Select } from '../ui/form'
import { State } from '../ui/signs'
import { Table } from '../ui/table'
import { TierSign } from './intake'

const effects = {
  critical: { icon: 'critical', tone: 'critical' },
  important: { icon: 'high', tone: 'high' },
  standard: { icon: 'low', tone: '' },
} as const

/** The tier with the reasons for it, and the questions behind. */
export const TierTable = ({ row, mayWork }: { row: VendorRequest; mayWork: boolean }) => {
  const { tier, weighed, deciding } = tierOf(row.factors)
  const unknown = weighed.filter(({ answer }) => !answer).length
  return (
    <section class="sec" id="tier">
      <div class="sh">
        <h2>
          Tier: <TierSign factors={row.factors} />
        </h2>
        <p class="small">
          {tier
            ? `${deciding.length} of ${plural(weighed.length, 'factor')} ${deciding.length === 1 ? 'decides' : 'decide'} it`
            : 'Nothing is answered yet'}
        </p>
      </div>
      <Table
        label="What the tier rests on"
        columns={[
          { head: 'Factor', cell: ({ factor }) => factor.name },
          {
            head: 'Answer',
            cell: ({ answer }) =>
              answer ? (
                <>
                  <strong>{answer.label}</strong>
                  <span class="sub">{answer.because}</span>
                </>
              ) : (
                <State icon="prov" tone="medium">
                  Unknown
                </State>
              ),
          },
          {
            head: 'Effect',
            cell: ({ factor, answer }) =>
              !answer ? (
                <span class="faint">Cannot lower the tier</span>
              ) : deciding.includes(factor.id) ? (
                <State {...effects[answer.tier]}>{sentence(answer.tier)}</State>
              ) : (
                <span class="faint">{sentence(answer.tier)}: does not decide</span>
              ),
          },
        ]}
        rows={weighed}
      />
      <p class="small faint mt">
        Factors and their weight are a list of ours, not of the law: the strictest answer decides, and what is unknown never lowers a tier.
      </p>
      {mayWork ? (
        <details class="mt" open={unknown === weighed.length}>
          <summary>{unknown ? `Answer ${plural(unknown, 'open question')}` : 'Change an answer'}</summary>
          <form class="form" method="post" action={`/intake/${row.id}/answers`}>
            {factors.map((factor) => (
              <Select
                name={factor.id}
                label={factor.question}
                blank="Not known yet"
                options={factor.answers.map(({ value, label }) => ({ value, label }))}
                typed={{ [factor.id]: String(row.factors[factor.id] ?? '') }}
                faults={[]}
              />
            ))}
            <p>
              <button class="btn" type="submit">
                Save the answers
              </button>
            </p>
          </form>
        </details>
      ) : null}
    </section>
  )
}
