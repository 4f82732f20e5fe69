import { closeReviews, closings } from '../../flows/close-reviews'
import { caseById } from '../../store/cases'
import { changeLine } from '../../store/changes-page'
import { evidenceOfVendor, type ReviewLine, signableOfCase } from '../../store/reviews-page'
import { reviewOutcomes } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { bytesInWords, plural, sentence } from '../ui/days'
import { Checks, type Fault, Faults, Radios, TextArea, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { actionWords, Due, outcomeWords, ReviewState, SeveritySign } from '../ui/signs'
import { type Column, Table } from '../ui/table'
import { actorOf } from './act'
import { changeTitle } from './change-words'
import { doneAt } from './flash'
import { obligationTitle } from './obligations'
import { saying } from './review-acts'
import { show } from './show'

/** So many are signed at once; the rest come up when these are done. */
const shownAtOnce = 200
const labels = { review: 'Reviews', outcome: 'Outcome', reason: 'Because', evidence: 'Evidence on file' }

type Chosen = { typed: Typed; reviews: readonly string[]; evidence: readonly string[]; faults: readonly Fault[]; status: 200 | 400 | 409 }
const untouched: Chosen = { typed: {}, reviews: [], evidence: [], faults: [], status: 200 }

/** One signature for many reviews of a case, each with its own outcome where it differs from the others. */
export function signManyPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/cases/:id/sign', async (c) => page(c, await demand(c), untouched))

  app.post('/cases/:id/sign', async (c) => {
    const found = await demand(c)
    const { typed, all } = await formFields(c)
    const chosen = { typed, reviews: all('review'), evidence: all('evidence') }
    const again = (faults: readonly Fault[], status: 400 | 409) => page(c, found, { ...chosen, faults, status })
    if (!chosen.reviews.length) return again([{ path: 'review', message: 'choose at least one' }], 400)
    const { items } = await signableOfCase(db, callerOf(c), found.id, shownAtOnce)
    const known = new Set(items.map(({ review }) => review.id))
    if (chosen.reviews.some((id) => !known.has(id)))
      return again([{ path: null, message: 'One of them has been signed meanwhile. These are left.' }], 409)
    const given = closings.safeParse({
      items: chosen.reviews.map((id) => ({
        id,
        outcome: typed[`outcome-${id}`] || typed.outcome,
        reason: typed.reason ?? '',
        evidenceIds: chosen.evidence,
      })),
    })
    if (!given.success) return again(faultsOf(given.error), 400)
    const done = await closeReviews(ports, actorOf(c), given.data.items)
    if (!done.ok) return again([{ path: null, message: done.detail ?? 'One of them has been signed meanwhile. Nothing was signed.' }], 409)
    const left = items.length > chosen.reviews.length
    return c.redirect(doneAt(left ? `/cases/${found.id}/sign` : `/findings/${found.findingIds[0] ?? ''}`, 'signed-many'), 303)
  })

  async function demand(c: AppContext) {
    const id = c.req.param('id') ?? ''
    const found = (await isVisible(db, callerOf(c), 'cases', id)) ? await caseById(db, id) : null
    if (!found) throw notFound()
    return found
  }

  async function page(c: AppContext, found: Awaited<ReturnType<typeof demand>>, chosen: Chosen) {
    const now = ports.now()
    const [{ items, total }, line, onFile] = await Promise.all([
      signableOfCase(db, callerOf(c), found.id, shownAtOnce),
      found.findingIds[0] ? changeLine(db, found.findingIds[0]) : null,
      evidenceOfVendor(db, found.vendorId),
    ])
    const change = line ? changeTitle(line.vendorName, line.finding, line.sourceType) : 'the case'
    return show(
      c,
      deps,
      {
        title: 'Sign several reviews',
        section: 'changes',
        crumbs: [{ href: '/changes', label: 'Changes' }, ...(line ? [{ href: `/findings/${line.finding.id}`, label: change }] : [])],
        children: (
          <>
            <Head title="Sign several reviews">
              <p>
                {change}.{' '}
                {total === null || total > items.length ? `The first ${items.length} that are open.` : `${plural(total, 'review')} open.`}
              </p>
            </Head>
            <Faults faults={chosen.faults} labels={labels} />
            {items.length ? (
              <form method="post" action={`/cases/${found.id}/sign`}>
                <div id="f-review">
                  <Table label="Open reviews of the case" columns={columnsOf(chosen, now)} rows={items} />
                </div>
                <div class="form sec">
                  <p>
                    By signing I say that I read what moved and the reasons of each review chosen, and that its outcome is right for its
                    use. It is kept with my name and the time.
                  </p>
                  <div class="two">
                    <Radios
                      name="outcome"
                      label="Outcome of all, but where the list says another"
                      options={reviewOutcomes.map((value) => ({ value, label: saying[value] }))}
                      chosen={chosen.typed.outcome}
                    />
                    <TextArea name="reason" label={labels.reason} rows={5} required typed={chosen.typed} faults={chosen.faults} />
                  </div>
                  {onFile.length ? (
                    <Checks
                      name="evidence"
                      label={labels.evidence}
                      options={onFile.map((one) => ({ value: one.id, label: `${one.name} (${bytesInWords(one.bytes)})` }))}
                      chosen={chosen.evidence}
                    />
                  ) : null}
                  <p>
                    <button class="btn go" type="submit">
                      Sign those chosen
                    </button>
                  </p>
                </div>
              </form>
            ) : (
              <p class="soft">Nothing is left to sign here.</p>
            )}
          </>
        ),
      },
      chosen.status,
    )
  }
}

function faultsOf(error: Parameters<typeof fieldErrors>[0]): Fault[] {
  const wrong = new Set(fieldErrors(error).map(({ path }) => path.split('.').at(-1)))
  return [
    ...(wrong.has('outcome') ? [{ path: 'outcome', message: 'choose one, for all or in the list' }] : []),
    ...(wrong.has('reason') ? [{ path: 'reason', message: 'is needed, in at most 5,000 characters' }] : []),
  ]
}

const columnsOf = ({ typed, reviews }: Chosen, now: string): Column<ReviewLine>[] => [
  {
    head: 'Review',
    cell: ({ review, deploymentName }) => (
      <label class="pick">
        <input type="checkbox" name="review" value={review.id} checked={reviews.includes(review.id)} />
        <span>
          <strong>{review.citation}</strong>, {deploymentName ?? 'no use registered'}
          <span class="sub">{obligationTitle(review.obligationId)}</span>
        </span>
      </label>
    ),
  },
  {
    head: 'To do',
    cell: ({ review }) => (
      <>
        {actionWords[review.action]} <a href={`/reviews/${review.id}`}>why</a>
        <span class="sub">
          <ReviewState state={review.state} />
        </span>
      </>
    ),
  },
  { head: 'Severity', cell: ({ review }) => <SeveritySign severity={review.severity} /> },
  { head: 'Due', cell: ({ review }) => <Due day={review.dueOn} now={now} /> },
  {
    head: 'Outcome',
    cell: ({ review }) => (
      <select name={`outcome-${review.id}`} aria-label={`Outcome of ${review.citation}`}>
        <option value="">As below</option>
        {reviewOutcomes.map((value) => (
          <option value={value} selected={typed[`outcome-${review.id}`] === value}>
            {sentence(outcomeWords[value])}
          </option>
        ))}
      </select>
    ),
  },
]
