import { groupBy } from '../../core/group'
import type { ReviewLine } from '../../store/reviews-page'
import { plural } from '../ui/days'
import { Due } from '../ui/signs'
import { frameworkName } from './change-words'
import type { ReviewView } from './review'

/** The use that a review is of, with the other open reviews for it. */
export const ReviewUse = ({ line, others, now }: { line: ReviewLine; others: ReviewView['others']; now: string }) => (
  <section>
    <h2>The use</h2>
    {line.deploymentName ? (
      <p>
        <a href={`/deployments/${line.review.deploymentId}`}>{line.deploymentName}</a>
        <span class="sub">
          {line.systemName}, {line.vendorName}
        </span>
      </p>
    ) : (
      <p class="soft">No use of this system is registered.</p>
    )}
    {others.length ? (
      <details>
        <summary>{plural(others.length, 'other open review')} for it</summary>
        {[...groupBy(others, (one) => one.framework)].map(([framework, some]) => (
          <>
            <h3 class="small mt">{frameworkName(framework)}</h3>
            <ul class="hits small">
              {some.map((one) => (
                <li>
                  <a href={`/reviews/${one.id}`}>{one.citation}</a>
                  <span class="sub">
                    <Due day={one.dueOn} now={now} />
                  </span>
                </li>
              ))}
            </ul>
          </>
        ))}
      </details>
    ) : null}
  </section>
)
