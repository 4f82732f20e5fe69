import type { Away } from '../../store/reach'
import { plural } from '../ui/days'
import { Path } from '../ui/parts'
import { Day, Due, Icon } from '../ui/signs'
import { frameworkName, frameworkOrder } from './change-words'
import type { FindingView } from './finding-view'
import { ForWhom } from './reviews'

const shown = 12

/** Which uses of ours a change reaches, by which way, and what follows for whom. */
export const Reached = ({ view, now }: { view: FindingView; now: string }) => {
  const { opened, ways, line, seenBefore, promised, away } = view
  const uses = opened?.uses ?? []
  const dueOf = (id: string) => opened?.reached.find((one) => one.deploymentId === id)?.dueOn ?? null
  const byOwner = new Map<string, { count: number; absent: Away[] }>()
  for (const review of opened?.reviews ?? []) {
    const owner = review.ownerId ? (opened?.names.get(review.ownerId) ?? 'somebody') : 'the administrators’ queue'
    const { count, absent } = byOwner.get(owner) ?? { count: 0, absent: [] }
    const person = away.get(review.id)
    byOwner.set(owner, { count: count + 1, absent: person && !absent.includes(person) ? [...absent, person] : absent })
  }
  return (
    <>
      <section>
        <h2>Reaches these uses</h2>
        {uses.length ? (
          <ul class="hits">
            {uses.slice(0, shown).map(({ deployment, system }) => (
              <li>
                <strong>
                  <a href={`/deployments/${deployment.id}`}>{deployment.name}</a>
                </strong>
                <Path names={[...(ways.get(system.id) ?? [system.name]), deployment.name]} />
                <span class="sub">
                  {riskWords(deployment.facts)}
                  {deployment.ownerId ? `Owner ${opened?.names.get(deployment.ownerId) ?? 'unknown'}` : 'No owner'}
                </span>
                {opened?.reviews.some((review) => review.deploymentId === deployment.id) ? (
                  <a href={`/cases/${opened.case.id}/uses/${deployment.id}`}>
                    {opened.reviews.filter((review) => review.deploymentId === deployment.id && review.state === 'closed').length} of{' '}
                    {plural(opened.reviews.filter((review) => review.deploymentId === deployment.id).length, 'review')} done
                  </a>
                ) : null}
                <span class="sub">
                  <Due day={dueOf(deployment.id)} now={now} />
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p class="small soft">{opened ? 'None that is registered.' : 'This is worked out when the change is confirmed.'}</p>
        )}
        {uses.length > shown ? <p class="small">and {plural(uses.length - shown, 'more use')}.</p> : null}
      </section>
      {byOwner.size && opened ? (
        <section>
          <h2>{opened.case.state === 'open' ? 'If you open the case' : 'What follows'}</h2>
          <ul class="checks">
            {[...byOwner].map(([owner, { count, absent }]) => (
              <li>
                <Icon name="pen" />
                <p>
                  {plural(count, 'review')} for {owner}
                  {absent.map((person) => (
                    <span class="sub">
                      <ForWhom away={person} now={now} />
                    </span>
                  ))}
                </p>
              </li>
            ))}
            {opened.case.objectBy ? (
              <li>
                <Icon name="cal" />
                <p>
                  {now.slice(0, 10) > opened.case.objectBy ? 'The time to object ended' : 'You may object until'}{' '}
                  <Day day={opened.case.objectBy} now={now} />. <a href={`/findings/${line.finding.id}/objection`}>Draft the letter</a>
                </p>
              </li>
            ) : null}
            {opened.case.severity === 'critical' ? (
              <li>
                <Icon name="second" />
                <p>Critical: a second person agrees before it can close.</p>
              </li>
            ) : null}
          </ul>
        </section>
      ) : null}
      <Proof view={view} />
      <section>
        <h2>Seen before</h2>
        {seenBefore ? (
          <p class="small soft">
            {seenBefore.silent} of {plural(seenBefore.all, 'change')} in twelve months {seenBefore.silent === 1 ? 'was' : 'were'} silent.{' '}
            {promised === null
              ? 'No days of notice are promised, as far as the register says.'
              : `${plural(promised, 'day')} of notice are promised.`}{' '}
            <a href={`/charts?vendor=${encodeURIComponent(line.finding.vendorId)}`}>Charts</a>
          </p>
        ) : null}
        <p class="small">
          <a href={`/changes?vendor=${encodeURIComponent(line.finding.vendorId)}&view=all`}>All changes of {line.vendorName}</a>
        </p>
      </section>
    </>
  )
}

/** How what was seen and decided is shown to somebody who was not there. */
const Proof = ({ view: { opened, change, may } }: { view: FindingView }) => {
  if (!opened && !change) return null
  const reviews = opened?.reviews ?? []
  const closed = reviews.filter((review) => review.state === 'closed').length
  const cells = [...new Map(reviews.map((review) => [review.framework, review])).values()].sort(
    (a, b) => frameworkOrder.indexOf(a.framework) - frameworkOrder.indexOf(b.framework),
  )
  return (
    <section id="proof">
      <h2>To show an auditor</h2>
      <ul class="checks small">
        {change ? (
          <li>
            <Icon name="doc" />
            <p>
              What was seen:{' '}
              <a href={`/sources/${change.source.id}/compare?from=${change.change.fromSnapshotId}&to=${change.change.toSnapshotId}`}>
                both captures
              </a>
              , with their hashes
            </p>
          </li>
        ) : null}
        {cells.length ? (
          <li>
            <Icon name="closed" />
            <p>
              {closed} of {plural(reviews.length, 'review')} closed. Who decided, why, and on which proof stands in coverage:{' '}
              {cells.map((review, index) => (
                <>
                  {index ? ', ' : ''}
                  <a href={`/coverage?framework=${review.framework}&cell=${review.obligationId}.${review.deploymentId}#why`}>
                    {frameworkName(review.framework)}
                  </a>
                </>
              ))}
            </p>
          </li>
        ) : null}
        {opened && may.audit ? (
          <li>
            <Icon name="second" />
            <p>
              Every act, chained by hash:{' '}
              <a href={`/audit?entity=case&id=${encodeURIComponent(opened.case.id)}`}>audit trail of this case</a>
            </p>
          </li>
        ) : null}
        <li>
          <Icon name="info" />
          <p>Printed, this page is the record: nothing on it is left out.</p>
        </li>
      </ul>
    </section>
  )
}

function riskWords(facts: Record<string, unknown>): string {
  const point = facts.annexIiiPoint
  if (typeof point !== 'string') return 'Legal status unknown. '
  return point === 'none' ? '' : `Annex III ${point.replace(/^(\d)(\w)$/, '$1($2)')}. `
}
