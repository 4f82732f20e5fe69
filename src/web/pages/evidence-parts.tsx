import { heldReason } from '../../core/held'
import { namingOf } from '../../core/naming'
import type { ChangeWithSource } from '../../store/changes-page'
import type { Finding } from '../../store/findings'
import { daysInWords, plural, shortHash } from '../ui/days'
import { Day, Icon, Instant } from '../ui/signs'
import { kindName } from './change-words'

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
            <p>{daysInWords(finding.announcementWhy, now)}</p>
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

/** "12 changes were held back: see why". */
const heldSummary = (count: number) => `${plural(count, 'change')} ${count === 1 ? 'was' : 'were'} held back: see why`

const longestQuote = 20_000

/** One press makes a finding of what nobody was told of; the reason says which judgement is overruled. */
export const RaiseButton = ({ changeId, quote, because }: { changeId: string; quote: string | null; because: string }) =>
  quote?.trim() ? (
    <form method="post" action={`/changes/${changeId}/raise`}>
      <input type="hidden" name="quote" value={quote.slice(0, longestQuote)} />
      <input type="hidden" name="reason" value={`Overruled: ${because}`.slice(0, 2_000)} />
      <button class="btn" type="submit">
        It matters: raise it<span class="vh">: {quote.slice(0, 80)}</span>
      </button>
    </form>
  ) : null

/** What was held back, each with the reason in words and the way to overrule it. */
export const HeldList = ({
  held,
  changeId,
  mayRaise,
  most = 50,
}: {
  held: readonly { text: string; rule: string }[]
  changeId: string
  mayRaise: boolean
  most?: number
}) => (
  <>
    <ul class="checks">
      {held.slice(0, most).map(({ text, rule }) => (
        <li>
          <Icon name="noise" />
          <div>
            <p class="words small">{text.slice(0, 400)}</p>
            <span class="sub">Held back: {heldReason(rule)}.</span>
            {mayRaise ? <RaiseButton changeId={changeId} quote={text} because={`held back, ${heldReason(rule)}`} /> : null}
          </div>
        </li>
      ))}
    </ul>
    {held.length > most ? <p class="small soft">And {plural(held.length - most, 'more')} of the same change.</p> : null}
  </>
)

/** How a change was judged, folded away: the steps of the way, each difference with its reason, what was held back and what named the kinds. */
export const HowDecided = ({ change }: { change: ChangeWithSource }) => {
  const { trail, differences, heldBack, recognised, rulesVersion } = change.change
  const reasons = countsOf([...differences.map(({ why }) => why), ...heldBack.map(({ rule }) => `held back: ${heldReason(rule)}`)])
  return (
    <section class="sec" id="explain">
      <details>
        <summary>How this was decided</summary>
        <h3>The way to it</h3>
        {trail.length ? (
          <ol class="small">
            {trail.slice(0, 50).map((line) => (
              <li class="words">{line.slice(0, 600)}</li>
            ))}
          </ol>
        ) : (
          <p class="small soft">Nothing was kept of it.</p>
        )}
        <h3>What was compared, and why it counts</h3>
        <ul class="small">
          {reasons.slice(0, 60).map(([reason, count]) => (
            <li>
              {count > 1 ? `${count} times: ` : ''}
              {reason}
            </li>
          ))}
        </ul>
        <h3>What named it</h3>
        <p class="small">
          {recognised.length ? `${recognised.map(({ kind, rule }) => `${kindName(kind)}, ${namedBy(rule)}`).join('; ')}. ` : 'Nothing. '}
          {namingOf(recognised) ?? ''} Read by {rulesVersion}.
        </p>
      </details>
    </section>
  )
}

const namedBy = (rule: string) => (rule.startsWith('fallback:') ? 'after what the page is' : 'by its words and place')

/** Each reason once, the most frequent first. */
function countsOf(reasons: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** What was held back as noise on the same page, each with its rule, and the way to overrule it. */
export const HeldBack = ({ change, mayRaise }: { change: ChangeWithSource; mayRaise: boolean }) => {
  const { heldBack } = change.change
  return (
    <section class="sec">
      <h2>Held back as noise</h2>
      {heldBack.length ? (
        <details>
          <summary>{heldSummary(heldBack.length)}</summary>
          <HeldList held={heldBack} changeId={change.change.id} mayRaise={mayRaise} />
          {mayRaise ? (
            <p class="mt">
              <a href={`/changes/${change.change.id}?all=1#raise`}>Raise other words of this change, or name what they mean</a>
            </p>
          ) : null}
        </details>
      ) : (
        <p class="soft">Nothing: every difference of these two captures is shown above.</p>
      )}
    </section>
  )
}
