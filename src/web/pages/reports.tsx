import { addDays } from '../../core/day'
import { workbookOf } from '../../flows/export-list'
import { namesOf } from '../../store/case-page'
import { auditHeadOf, closedReviewIds, reviewsByIds } from '../../store/report-figures'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { invalid } from '../problem'
import { dayInWords, plural, sentence } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { outcomeWords } from '../ui/signs'
import { type Column, Table } from '../ui/table'
import { obligationTitle } from './obligations'
import { monthBefore } from './periods'
import { managementReport } from './report-management'
import { daysAsked, ReportFoot, ReportPeriod } from './report-parts'
import { watchingReport } from './report-watching'
import { show } from './show'

const sampleSize = 25
const mostSampled = 200
/** A sample is drawn of so many reviews at most; a longer period is cut into shorter ones. */
const mostInPeriod = 100_000

/** Reports: what management must decide, that watching was complete, and samples for an audit. Each prints as a letter. */
export function reportsPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/reports', (c) => {
    const month = monthBefore(ports.now().slice(0, 10), 1)
    const days = `from=${month.from}&to=${month.to}`
    const entries = [
      {
        href: '/reports/management-review',
        title: 'Management review',
        what: 'What needs a decision, what vendors changed, whether watching was complete. Inputs to ISO/IEC 42001 clause 9.3.2.',
      },
      {
        href: `/reports/watching?${days}`,
        title: `What was watched: ${month.label}`,
        what: 'Checks by day, gaps by source and every change that was seen: shows also that nothing happened.',
      },
      {
        href: `/reports/sample?${days}`,
        title: 'Sample of closed reviews',
        what: `${sampleSize} reviews drawn by hash from a period, to look at one by one, as a table or XLSX.`,
      },
      { href: '/register/vendors', title: 'One-page summary of a vendor', what: 'On the page of each vendor, for print.' },
      { href: '/register/deployments', title: 'Register', what: 'Every list as CSV or XLSX, exactly as it is filtered: under “Export”.' },
    ]
    return show(c, deps, {
      title: 'Reports',
      section: 'reports',
      children: (
        <>
          <Head title="Reports">
            <p>What was seen and decided, for management and for audits. They print on A4; the browser makes a PDF of it.</p>
          </Head>
          <ul class="hits">
            {entries.map((entry) => (
              <li>
                <h2>
                  <a href={entry.href}>{entry.title}</a>
                </h2>
                <p class="soft">{entry.what}</p>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })

  managementReport(app, deps)
  watchingReport(app, deps)

  app.get('/reports/sample', async (c) => {
    const sample = await drawn(deps, c)
    const now = ports.now()
    const address = `/reports/sample/file?from=${sample.days.from}&to=${sample.days.to}&size=${sample.size}&seed=${encodeURIComponent(sample.seed)}`
    return show(c, deps, {
      title: 'Sample of closed reviews',
      section: 'reports',
      crumbs: [{ href: '/reports', label: 'Reports' }],
      children: (
        <>
          <Head
            title="Sample of closed reviews"
            acts={
              sample.lines.length ? (
                <a class="btn go" href={address}>
                  XLSX
                </a>
              ) : null
            }
          >
            <p>
              {sample.lines.length} of {plural(sample.of, 'review')} closed from {dayInWords(sample.days.from, now, false)} to{' '}
              {dayInWords(sample.days.to, now, false)}.
            </p>
          </Head>
          <ReportPeriod action="/reports/sample" days={sample.days} now={now}>
            <div class="field">
              <label for="size">How many</label>
              <input id="size" name="size" inputmode="numeric" size={4} value={String(sample.size)} />
            </div>
            <div class="field">
              <label for="seed">Seed</label>
              <input id="seed" name="seed" maxlength={60} value={sample.seed} />
            </div>
          </ReportPeriod>
          <p class="small soft">
            Drawn by the seed: of every review the SHA-256 of “<span class="mono">{sample.seed}</span>:” and its id, the smallest first. The
            same seed and period draw the same reviews.
          </p>
          {sample.lines.length ? (
            <Table label="Sample" columns={columnsOf(now)} rows={sample.lines} />
          ) : (
            <Empty icon="info" title="No review was closed in this period" />
          )}
          <ReportFoot head={await auditHeadOf(ports.db, sample.days)} now={now} />
        </>
      ),
    })
  })

  app.get('/reports/sample/file', async (c) => {
    const sample = await drawn(deps, c)
    const head = await auditHeadOf(ports.db, sample.days)
    const names = await namesOf(
      ports.db,
      sample.lines.flatMap(({ review }) => [review.closedBy, review.approvedBy]),
    )
    const person = (id: string | null) => (id ? (names.get(id) ?? id) : '')
    const rows = sample.lines.map(({ review, hash, deploymentName, systemName, vendorName }, index) => [
      String(index + 1),
      review.id,
      hash,
      review.citation,
      obligationTitle(review.obligationId),
      deploymentName ?? '',
      systemName ?? '',
      vendorName ?? '',
      review.severity,
      review.openedAt,
      review.dueOn ?? '',
      review.closedAt ?? '',
      review.outcome ?? '',
      review.outcomeReason ?? '',
      person(review.closedBy),
      person(review.approvedBy),
      review.evidenceIds.join(';'),
      `/reviews/${review.id}`,
    ])
    const names1 = [
      'number',
      'id',
      'drawn_by',
      'citation',
      'obligation',
      'deployment',
      'system',
      'vendor',
      'severity',
      'opened_at',
      'due_on',
    ]
    const names2 = ['closed_at', 'outcome', 'reason', 'closed_by', 'approved_by', 'evidence', 'record']
    const about = [
      [
        `Seed ${sample.seed}`,
        `${sample.lines.length} of ${sample.of}`,
        `${sample.days.from} to ${sample.days.to}`,
        `Audit head ${head?.hash ?? 'none'}`,
      ],
    ]
    const bytes = await workbookOf('sample', [[...names1, ...names2], ...rows, [], ...about])
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="sample-${sample.days.from}-${sample.days.to}.xlsx"`,
    })
  })
}

/** The sample that an address asks for: reviews closed in the period, in the order of the hash of seed and id. */
async function drawn({ ports: { db, now, digest } }: AppDeps, c: AppContext) {
  const today = now().slice(0, 10)
  const days = daysAsked(c, { from: addDays(today, -91), to: today })
  const wanted = Math.trunc(Number(c.req.query('size') ?? sampleSize)) || sampleSize
  const size = Math.min(mostSampled, Math.max(1, wanted))
  const seed = c.req.query('seed')?.slice(0, 60) || `${days.from}/${days.to}`
  const ids = await closedReviewIds(db, callerOf(c), days, mostInPeriod + 1)
  if (ids.length > mostInPeriod) throw invalid([{ path: 'from', message: `more than ${mostInPeriod} reviews: choose a shorter period` }])
  const ranked = ids.map((id) => ({ id, hash: digest(`${seed}:${id}`) })).sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const picked = ranked.slice(0, size)
  const rows = await reviewsByIds(
    db,
    picked.map((one) => one.id),
  )
  const byId = new Map(rows.map((row) => [row.review.id, row]))
  const lines = picked.flatMap(({ id, hash }) => {
    const row = byId.get(id)
    return row ? [{ ...row, hash }] : []
  })
  return { days, size, seed, of: ids.length, lines }
}
type Line = Awaited<ReturnType<typeof drawn>>['lines'][number]

const columnsOf = (now: string): Column<Line>[] => [
  {
    head: 'Review',
    cell: ({ review }) => (
      <>
        <a href={`/reviews/${review.id}`}>{review.citation}</a>
        <span class="sub">{obligationTitle(review.obligationId)}</span>
      </>
    ),
  },
  { head: 'Use', cell: ({ deploymentName, vendorName }) => [deploymentName ?? 'Not registered', vendorName].filter(Boolean).join(', ') },
  { head: 'Closed', cell: ({ review }) => (review.closedAt ? dayInWords(review.closedAt, now, false) : '') },
  { head: 'Outcome', cell: ({ review }) => (review.outcome ? sentence(outcomeWords[review.outcome]) : 'None') },
  { head: 'Drawn by', low: true, cell: ({ hash }) => <span class="mono small">{hash.slice(0, 12)}</span> },
]
