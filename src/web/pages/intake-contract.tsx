import { plural, sentence } from '../ui/days'
import { Icon } from '../ui/signs'
import type { RequestView } from './intake-request'

/** Which clauses the agreement with the vendor lacks, as far as the register knows. */
export const IntakeContract = ({ view: { row, gaps, vendor } }: { view: RequestView }) => (
  <section class="sec" id="con">
    <div class="sh">
      <h2>Contract</h2>
      {gaps?.contracts ? <p class="small">{`${plural(gaps.missing.length, 'gap')} of ${plural(gaps.clauses, 'clause')}`}</p> : null}
    </div>
    {!row.vendorId ? (
      <p class="soft">There is no agreement to look at before the vendor is in the register.</p>
    ) : !gaps?.contracts ? (
      <p class="soft">No agreement with {vendor?.name ?? 'the vendor'} is in the register, so all of its clauses are missing or unknown.</p>
    ) : gaps.missing.length ? (
      <ul class="checks">
        {gaps.missing.map((clause) => (
          <li>
            <Icon name={clause.present === false ? 'fail' : 'prov'} />
            <p>
              <strong>{sentence(clause.name)}.</strong>{' '}
              {clause.present === false ? 'The agreement has no such clause' : 'Nobody has looked for it yet'}
              {clause.because ? `: ${clause.because}.` : '.'}
            </p>
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">{gaps.clauses ? 'Every clause that was looked for is there.' : 'The agreement lists no clauses yet.'}</p>
    )}
  </section>
)
