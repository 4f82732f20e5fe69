import { pack } from '../core/pack'
import type { Ports } from '../ports'
import { chunks, ruleActor } from '../store/audit'
import { writeCaseDeployments, writeCases } from '../store/cases'
import { writeFindings } from '../store/findings'
import { type Deployment, knownIds, type System, type Vendor } from '../store/register'
import { type Review, writeReviews } from '../store/reviews'
import type { Source } from '../store/sources'
import { combine, commit, type Writing } from '../store/writing'
import { registerWriting } from './register-writing'
import { sourcesWriting } from './save-source'
import { caseOf, deployment, finding, id, placesOf, review, type SeedCounts, source, system, vendor } from './seed-records'

const recordsABatch = 2_000

/**
 * Invented data for load tests: the same counts give the same records, at the product's time. Each finding has its case; reviews are spread over
 * deployments, obligations and findings, a third of them closed. Refused where it was done before.
 */
export async function seed(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  counts: SeedCounts,
  progress: (written: number) => void = () => {},
): Promise<{ ok: true } | { ok: false; reason: 'seeded-already' | 'too-many-reviews' }> {
  const { db } = ports
  const now = ports.now()
  if ((await knownIds(db, 'vendors', [id('vendor', 0)])).size) return { ok: false, reason: 'seeded-already' }
  const obligations = [...pack().obligations.values()]
  if (counts.reviews > counts.deployments * obligations.length) return { ok: false, reason: 'too-many-reviews' }
  let written = 0
  const write = async <T>(count: number, make: (index: number) => T, writing: (rows: T[]) => Writing) => {
    for (const indexes of chunks([...Array(count).keys()], recordsABatch)) {
      if (!(await commit(ports, ruleActor, writing(indexes.map(make))))) throw new Error('the register changed while it was seeded')
      written += indexes.length
      progress(written)
    }
  }
  await write(
    counts.vendors,
    (i) => vendor(i, now),
    (added: Vendor[]) => registerWriting(db, 'vendor', { added }),
  )
  await write(
    counts.systems,
    (i) => system(i, counts, now),
    (added: System[]) => registerWriting(db, 'system', { added }),
  )
  await write(
    counts.deployments,
    (i) => deployment(i, counts, now),
    (added: Deployment[]) => registerWriting(db, 'deployment', { added }),
  )
  await write(
    counts.sources,
    (i) => source(i, counts, now),
    (added: Source[]) => sourcesWriting(db, now, { added }),
  )
  const perFinding = counts.findings ? Math.ceil(counts.reviews / counts.findings) : 0
  await write(
    counts.findings,
    (i) => ({ finding: finding(i, counts, now), opened: caseOf(i, counts, perFinding, now) }),
    (some) =>
      combine(
        writeFindings(db, 'finding.seeded', { added: some.map((one) => one.finding) }),
        writeCases(db, 'case.seeded', { added: some.map((one) => one.opened) }),
      ),
  )
  await write(
    counts.findings ? counts.reviews : 0,
    (i) => review(i, counts, obligations, now),
    (opened: Review[]) =>
      combine(writeReviews(db, 'review.seeded', { opened }), writeCaseDeployments(db, 'case-deployment.seeded', placesOf(opened))),
  )
  return { ok: true }
}
