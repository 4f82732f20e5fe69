import type { ChangeWithSource } from '../../store/changes-page'
import type { Finding } from '../../store/findings'
import { plural, shortHash } from '../ui/days'
import { Day, Icon, Instant } from '../ui/signs'
import { heldName } from './change-words'

/** Which two readings are compared, with the hashes of what was received. */
export const CaptureFooter = ({ change }: { change: ChangeWithSource }) => (
  <>
    <a href={`/sources/${change.source.id}/compare?from=${change.change.fromSnapshotId}&to=${change.change.toSnapshotId}`}>
      Both captures as text
    </a>
    {change.from?.bodyHash && change.to?.bodyHash ? (
      <span>
        SHA-256{' '}
        <span class="mono" title={change.from.bodyHash}>
          {shortHash(change.from.bodyHash)}
        </span>{' '}
        and{' '}
        <span class="mono" title={change.to.bodyHash}>
          {shortHash(change.to.bodyHash)}
        </span>
      </span>
    ) : null}
  </>
)

const titles = { silent: 'Why we call it silent', announced: 'Where it was announced', unknown: 'Whether it was announced' } as const

/** The evidence for silent or announced: what was looked at, and what it said. */
export const WhyAnnounced = ({ finding, change, now }: { finding: Finding; change: ChangeWithSource | null; now: string }) => {
  const [was, is] = [change?.from?.snapshot.stated ?? [], change?.to?.snapshot.stated ?? []]
  const still = is.filter((date) => was.some((other) => other.day === date.day))
  const moved = is.filter((date) => !was.some((other) => other.day === date.day))
  return (
    <section class="sec">
      <h2>{titles[finding.announcement]}</h2>
      <ul class="checks">
        {finding.announcementWhy ? (
          <li>
            <Icon name={finding.announcement === 'silent' ? 'silent' : finding.announcement === 'announced' ? 'told' : 'ask'} />
            <p>{finding.announcementWhy}</p>
          </li>
        ) : null}
        {still.slice(0, 3).map((date) => (
          <li>
            <Icon name="fail" />
            <p>
              “<span class="words">{date.text}</span>” stands unchanged on both captures.
            </p>
          </li>
        ))}
        {moved.slice(0, 3).map((date) => (
          <li>
            <Icon name="check" />
            <p>
              The page now says “<span class="words">{date.text}</span>”.
            </p>
          </li>
        ))}
        {finding.announcedBy ? (
          <li>
            <Icon name="told" />
            <div>
              <blockquote class="small">{finding.announcedBy.quote}</blockquote>
              <a href={`/sources/${finding.announcedBy.sourceId}`}>Where they said so</a>
            </div>
          </li>
        ) : null}
        {finding.reported?.note ? (
          <li>
            <Icon name="doc" />
            <p>
              {finding.reported.note}
              {finding.notifiedOn ? (
                <>
                  , told us <Day day={finding.notifiedOn} now={now} />
                </>
              ) : null}
            </p>
          </li>
        ) : null}
        {finding.effectiveWords ? (
          <li>
            <Icon name="cal" />
            <p>
              Takes effect, in their words: “<span class="words">{finding.effectiveWords}</span>”.
            </p>
          </li>
        ) : null}
        {finding.announcementOpenUntil && finding.announcementOpenUntil > now ? (
          <li>
            <Icon name="due" />
            <p>
              An announcement until <Instant at={finding.announcementOpenUntil} now={now} /> would still turn this into announced.
            </p>
          </li>
        ) : null}
        {!finding.announcementWhy && !still.length && !moved.length && !finding.announcedBy && !finding.reported?.note ? (
          <li>
            <Icon name="ask" />
            <p>No date of the document and no place of notice was there to look at.</p>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

/** What was held back as noise on the same page, each with its rule, and the way to overrule it. */
export const HeldBack = ({ change, mayRaise }: { change: ChangeWithSource; mayRaise: boolean }) => {
  const { heldBack } = change.change
  return (
    <section class="sec">
      <h2>Held back as noise</h2>
      {heldBack.length ? (
        <details>
          <summary>{plural(heldBack.length, 'difference')} on the same page</summary>
          <ul class="checks">
            {heldBack.slice(0, 50).map((held) => (
              <li>
                <Icon name="noise" />
                <div>
                  <p class="words small">{held.text.slice(0, 400)}</p>
                  <span class="sub">Reason: {heldName(held.rule)}.</span>
                </div>
              </li>
            ))}
          </ul>
          {mayRaise ? (
            <p class="mt">
              <a href={`/changes/${change.change.id}?all=1#raise`}>One of these was not noise</a>
            </p>
          ) : null}
        </details>
      ) : (
        <p class="soft">Nothing: every difference of these two captures is shown above.</p>
      )}
    </section>
  )
}
