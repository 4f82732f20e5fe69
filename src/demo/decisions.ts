import { draftDecision } from '../flows/make-decision'
import { signDecision } from '../flows/sign-decision'
import type { Ports } from '../ports'
import { currentSnapshots } from '../store/basis'
import type { DemoPerson } from './register'

type DemoDecision = {
  use: string
  /** Days before the end of the story on which it is made and signed. */
  ago: number
  pages: readonly string[]
  disposition: 'conditional' | 'restricted'
  reason: string
  terms: readonly { text: string; dueAgo: number; owner: DemoPerson }[]
  signers: readonly DemoPerson[]
}

/** One that lapses with what a product under it learns to do, and one of which a term is overdue at the end. */
export const demoDecisions: readonly DemoDecision[] = [
  {
    use: 'shortlisting',
    ago: 15,
    pages: ['pennant-dpa', 'pennant-terms'],
    disposition: 'restricted',
    reason: 'Only beside a recruiter who reads every application, and only while no step is taken without a person.',
    terms: [{ text: 'Report to the works council how often the ranking and the recruiter differ.', dueAgo: -20, owner: 'priya' }],
    signers: ['ruth', 'priya'],
  },
  {
    use: 'credit',
    ago: 3,
    pages: ['tarn-model-card', 'tarn-terms'],
    disposition: 'conditional',
    reason: 'On applications under 5,000 euros, while the error rates stay as the model card says.',
    terms: [
      { text: 'Have it in writing that applicants under 21 are left out.', dueAgo: 2, owner: 'ruth' },
      { text: 'Report to the board how often the score and the clerk differ.', dueAgo: -10, owner: 'dan' },
    ],
    signers: ['ruth', 'dan'],
  },
]

type Place = { ago: number; end: string; id: (key: string) => string; played: Set<object> }

/** Drafts and signs what is decided on this day, by the clock of `ports`. */
export async function playDecisions(ports: Ports, { ago, end, id, played }: Place): Promise<void> {
  for (const made of demoDecisions) {
    if (made.ago < ago || played.has(made)) continue
    played.add(made)
    const current = await currentSnapshots(
      ports.db,
      made.pages.map((page) => id(page)),
    )
    const day = (before: number) => new Date(Date.parse(end) - before * 86_400_000).toISOString().slice(0, 10)
    const drafted = await draftDecision(
      ports,
      { personId: id(made.signers[0] ?? 'ruth') },
      { unitIds: null },
      {
        deploymentId: id(made.use),
        disposition: made.disposition,
        reason: made.reason,
        terms: made.terms.map(({ text, dueAgo, owner }) => ({ text, dueOn: day(dueAgo), ownerId: id(owner) })),
        basis: [...current.values()].map((snapshotId) => ({ type: 'snapshot', id: snapshotId })),
      },
      { id: id(`decision-${made.use}`) },
    )
    if (!drafted.ok) throw new Error(`the demonstration's decision on ${made.use} was refused: ${drafted.reason}`)
    for (const signer of made.signers) {
      const signed = await signDecision(ports, { personId: id(signer) }, drafted.row.id)
      if (!signed.ok) throw new Error(`the demonstration's decision on ${made.use} was not signed: ${signed.reason} ${signed.detail ?? ''}`)
      if (signed.result.state === 'in-force') break
    }
  }
}
