import { makeClaim } from '../flows/make-claim'
import type { Ports } from '../ports'
import { currentSnapshotsOf } from '../store/claims'

type DemoClaim = {
  vendor: string
  page: string
  question: string
  answer: string
  exact: string
  /** Days before the end of the story on which it is answered. */
  ago: number
}

/** Answers of the first weeks: the keeping of content is edited in the story, the promise not to train is dropped at its end, the others hold. */
export const demoClaims: readonly DemoClaim[] = [
  {
    vendor: 'saltmarsh',
    page: 'saltmarsh-terms',
    question: 'Q36',
    answer: 'No. Our content trains no model of theirs, by contract.',
    exact: 'We do not use your content to train or improve our models, and we ask our suppliers not to.',
    ago: 70,
  },
  {
    vendor: 'saltmarsh',
    page: 'saltmarsh-terms',
    question: 'Q37',
    answer: '30 days, to look into misuse. No shorter period can be set.',
    exact: 'We keep your content for 30 days to look into misuse, and then delete it.',
    ago: 70,
  },
  {
    vendor: 'saltmarsh',
    page: 'saltmarsh-terms',
    question: 'Q63',
    answer: 'They delete within 30 days of the end; returning data is not mentioned.',
    exact: 'We delete what is left of your content within 30 days of the end.',
    ago: 70,
  },
  {
    vendor: 'quaylight',
    page: 'quaylight-terms',
    question: 'Q36',
    answer: 'No.',
    exact: 'We do not use your conversations to train models.',
    ago: 66,
  },
]

type Place = { ago: number; id: (key: string) => string; person: string; played: Set<object> }

/** Gives the answers of this day, by the clock of `ports`. */
export async function playClaims(ports: Ports, { ago, id, person, played }: Place): Promise<void> {
  for (const made of demoClaims) {
    if (made.ago < ago || played.has(made)) continue
    const snapshot = (await currentSnapshotsOf(ports.db, id(made.vendor))).find(({ source }) => source.id === id(made.page))
    if (!snapshot) throw new Error(`the demonstration's page ${made.page} was never read`)
    played.add(made)
    const support = {
      type: 'passage',
      sourceId: snapshot.source.id,
      snapshotId: snapshot.snapshotId,
      exact: made.exact,
      prefix: '',
      suffix: '',
    } as const
    const given = {
      id: id(`claim-${made.vendor}-${made.question}`),
      vendorId: id(made.vendor),
      questionId: made.question,
      answer: made.answer,
      support,
    }
    const done = await makeClaim(ports, { personId: person }, given)
    if (!done.ok) throw new Error(`the demonstration's answer to ${made.question} was refused: ${done.reason} ${done.detail ?? ''}`)
  }
}
