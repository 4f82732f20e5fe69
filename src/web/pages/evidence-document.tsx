import { type Evidence, evidenceState } from '../../store/evidence'
import type { reviewsRestingOn } from '../../store/evidence-page'
import { bytesInWords, plural } from '../ui/days'
import { Facts, Head, KeyValues } from '../ui/parts'
import { Day, Demo, Instant } from '../ui/signs'
import { citationOf, obligationTitle } from './obligations'
import { EvidenceSign } from './proof-signs'

/** One document: what it covers and supports, which reviews rest on it, and its file. */
export const DocumentPage = ({ document, reviews, now, mayFile }: PageProps) => (
  <>
    <Head
      title={document.name}
      acts={
        <>
          <a class="btn" href={`/api/v1/evidence/${document.id}/file`}>
            Download
          </a>
          {mayFile && document.state === 'current' ? (
            <a class="btn" href={`/evidence/${document.id}/edit`}>
              Edit
            </a>
          ) : null}
        </>
      }
    >
      <p class="row">
        <Demo demo={document.demo} />
        <EvidenceSign document={document} now={now} />
        <span class="soft">{document.type ?? 'No type given'}</span>
      </p>
    </Head>
    <Facts
      facts={[
        { question: 'Covers', answer: <Covers document={document} now={now} /> },
        {
          question: 'Runs out',
          answer: document.expiresOn ? <Day day={document.expiresOn} now={now} weekday={false} /> : 'No end named',
          support: evidenceState(document, now.slice(0, 10)) === 'expired' ? 'It supports nothing any longer.' : undefined,
        },
        {
          question: document.state === 'withdrawn' ? 'Supported' : 'Supports',
          answer: document.supports.length ? plural(document.supports.length, 'obligation') : 'None named',
        },
        { question: 'Used in', answer: reviews.length ? plural(reviews.length, 'review') : 'No review yet' },
      ]}
    />
    <div class="cols mt">
      <div>
        {document.withdrawnReason ? (
          <section>
            <h2>Withdrawn because</h2>
            <p class="said">{document.withdrawnReason}</p>
          </section>
        ) : null}
        {document.scope ? (
          <section>
            <h2>Scope</h2>
            <p>{document.scope}</p>
          </section>
        ) : null}
        <section class={document.withdrawnReason || document.scope ? 'sec' : undefined}>
          <h2>{document.state === 'withdrawn' ? 'Supported' : 'Supports'}</h2>
          {document.supports.length ? (
            <ul class="hits">
              {document.supports.map((id) => (
                <li>
                  {citationOf(id)} <span class="soft">{obligationTitle(id)}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="soft">No obligation is named. It can still be picked when a review is signed.</p>
          )}
        </section>
        <section class="sec">
          <h2>Reviews that rest on it</h2>
          {reviews.length ? (
            <ul class="hits">
              {reviews.map((review) => (
                <li>
                  <a href={`/reviews/${review.id}`}>{review.citation}</a> <span class="soft">{review.deploymentName}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="soft">None yet.</p>
          )}
        </section>
        {mayFile && document.state === 'current' ? (
          <details class="sec noprint">
            <summary>Withdraw it</summary>
            <form class="form" method="post" action={`/evidence/${document.id}/withdraw`}>
              <p class="hint">
                It stays readable where it was used, and supports nothing any longer. Answers that rest on it are gone, decisions that list
                it lapse, and reviews that were signed on it become due again.
              </p>
              <div class="field">
                <label for="reason">Because</label>
                <textarea id="reason" name="reason" required rows={2} maxlength={2000} />
              </div>
              <p>
                <button class="btn" type="submit">
                  Withdraw {document.name}
                </button>
              </p>
            </form>
          </details>
        ) : null}
      </div>
      <aside class="aside" aria-label="The file">
        <section>
          <h2>The file</h2>
          <KeyValues
            rows={[
              { name: 'Name', value: <span class="wrap">{document.fileName ?? 'none given'}</span> },
              { name: 'Size', value: bytesInWords(document.bytes) },
              { name: 'Filed', value: <Instant at={document.createdAt} now={now} /> },
              { name: 'SHA-256', value: <span class="mono wrap small">{document.sha256}</span> },
            ]}
          />
        </section>
      </aside>
    </div>
  </>
)

type PageProps = { document: Evidence; reviews: Awaited<ReturnType<typeof reviewsRestingOn>>; now: string; mayFile: boolean }

/** The period that a document speaks of. */
export const Covers = ({ document, now }: { document: Evidence; now: string }) =>
  document.periodFrom || document.periodTo ? (
    <>
      {document.periodFrom ? <Day day={document.periodFrom} now={now} weekday={false} /> : 'the beginning'} to{' '}
      {document.periodTo ? <Day day={document.periodTo} now={now} weekday={false} /> : 'today'}
    </>
  ) : (
    <span class="faint">No period named</span>
  )
