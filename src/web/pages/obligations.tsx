import type { Child } from 'hono/jsx'
import { dueBecause } from '../../core/due-because'
import { groupBy } from '../../core/group'
import { labelInputs, labelOn } from '../../core/label'
import { citation, pack } from '../../core/pack'
import type { Review } from '../../store/reviews'
import { daysInWords, listed } from '../ui/days'
import { actionWords } from '../ui/signs'
import { frameworkName, frameworkOrder } from './change-words'

/** The label of a review on a day, in the pack's words; the stored one where the inputs are of another version. */
export function labelToday(review: Pick<Review, 'labelInputs' | 'labelAtDetection'>, now: string): string {
  const inputs = labelInputs.safeParse(review.labelInputs)
  return inputs.success ? labelOn(now.slice(0, 10), inputs.data) : review.labelAtDetection
}

export const obligationTitle = (id: string) => pack().obligations.get(id)?.title ?? id
/** Where an obligation stands, as "ISO/IEC 27001 A.5.19"; its id where the pack (another version) does not know it. */
export const citationOf = (id: string) => {
  const obligation = pack().obligations.get(id)
  return obligation ? citation(obligation) : id
}
export const obligationSummary = (id: string) => pack().obligations.get(id)?.summary ?? ''

type Group = { obligationId: string; reviews: Review[] }

const strength = ['redo', 'decide', 'recheck', 'update'] as const

const Item = ({
  group,
  now,
  useName,
  only,
}: {
  group: Group
  now: string
  useName: (id: string) => string
  only: (review: Review) => string[]
}) => {
  const [first] = group.reviews
  if (!first) return null
  const action = strength.find((one) => group.reviews.some((review) => review.action === one)) ?? first.action
  const reasons = [...new Set(group.reviews.flatMap(only))]
  const labels = [...new Set(group.reviews.map((review) => labelToday(review, now)))]
  const provisional = group.reviews.filter((review) => review.provisional).length
  return (
    <li>
      <p class="ref">
        {first.citation}
        <span class="sub">{daysInWords(labels.join('; '), now)}</span>
      </p>
      <div>
        <strong>{obligationTitle(group.obligationId)}.</strong> {reasons[0] ? dueBecause(reasons[0]) : ''}
        {reasons.length > 1 ? (
          <details>
            <summary>{reasons.length - 1 === 1 ? '1 more reason' : `${reasons.length - 1} more reasons`}</summary>
            <ul>
              {reasons.slice(1).map((reason) => (
                <li>{whyDue(reason)}</li>
              ))}
            </ul>
          </details>
        ) : null}
        <span class="sub">
          {group.reviews.slice(0, 6).map((review, index) => (
            <>
              {index ? ', ' : ''}
              <a href={`/reviews/${review.id}`}>{useName(review.deploymentId)}</a>
            </>
          ))}
          {group.reviews.length > 6 ? ` and ${group.reviews.length - 6} more` : ''}
          {provisional ? ` (provisional for ${provisional})` : ''}
        </span>
      </div>
      <p class="act">{actionWords[action]}</p>
    </li>
  )
}

/** A reason where "review due because" stands above it. */
export const whyDue = (reason: string) =>
  dueBecause(reason)
    .slice('Review due because '.length)
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

const shownOpen = 8

/** What must be looked at again and why: law first, then standards; folded after eight a framework, with what is folded by name. */
export const Obligations = ({
  reviews,
  now,
  useName,
  findingIds,
  empty,
}: {
  reviews: readonly Review[]
  now: string
  useName: (deploymentId: string) => string
  /** Only reasons of these findings are told; all of them when empty. */
  findingIds: readonly string[]
  empty: Child
}) => {
  if (!reviews.length) return <>{empty}</>
  const only = (review: Review) =>
    review.reasons.filter((reason) => !findingIds.length || findingIds.includes(reason.findingId)).map((reason) => reason.text)
  const byFramework = groupBy(reviews, (review) => review.framework)
  const order = [...byFramework.keys()].sort((a, b) => frameworkOrder.indexOf(a) - frameworkOrder.indexOf(b))
  return (
    <>
      {order.map((framework) => {
        const groups = [...groupBy(byFramework.get(framework) ?? [], (review) => review.obligationId)].map(([obligationId, some]) => ({
          obligationId,
          reviews: some,
        }))
        const [open, folded] = [groups.slice(0, shownOpen), groups.slice(shownOpen)]
        return (
          <>
            <h3 class="count">{frameworkName(framework)}</h3>
            <ul class="obl">
              {open.map((group) => (
                <Item group={group} now={now} useName={useName} only={only} />
              ))}
            </ul>
            {folded.length ? (
              <details class="fold">
                <summary>
                  {folded.length} more:{' '}
                  {listed(
                    folded.map((group) => group.reviews[0]?.citation.replace(`${frameworkName(framework)} `, '') ?? ''),
                    12,
                  )}
                </summary>
                <ul class="obl">
                  {folded.map((group) => (
                    <Item group={group} now={now} useName={useName} only={only} />
                  ))}
                </ul>
              </details>
            ) : null}
          </>
        )
      })}
    </>
  )
}
