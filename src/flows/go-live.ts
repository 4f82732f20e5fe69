import type { SQL } from 'drizzle-orm'
import type { Ports } from '../ports'
import { blockingReviews, nothingBlocks } from '../store/blocking'
import type { Deployment } from '../store/register'

const named = 10

type Edit = { row: Pick<Deployment, 'id' | 'facts'>; before: Pick<Deployment, 'facts'> | null }

const goingLive = (edits: readonly Edit[]) =>
  edits.flatMap(({ row, before }) =>
    row.facts.status === 'live' && before && before.facts.status !== 'live' ? [{ id: row.id, status: before.facts.status }] : [],
  )

/** An SQL condition for the batch of these edits: what would go live may still do so. */
export const mayGoLive = (edits: readonly Edit[]): SQL => nothingBlocks(goingLive(edits))

/** Of deployments that would go live, what keeps each from it, in words by its id. */
export async function whyNotLive({ db }: Pick<Ports, 'db'>, edits: readonly Edit[]): Promise<Map<string, string>> {
  const going = goingLive(edits)
  const blocking = going.length ? await blockingReviews(db, going) : new Map<string, never[]>()
  return new Map(
    [...blocking].map(([id, all]) => {
      const list = all.slice(0, named).map(({ citation, action, dueOn }) => `${citation} (${action}${dueOn ? `, due ${dueOn}` : ''})`)
      const more = all.length > named ? `, and ${all.length - named} more` : ''
      return [
        id,
        `cannot go live while ${all.length === 1 ? 'this review is' : `these ${all.length} reviews are`} open: ${list.join(', ')}${more}`,
      ]
    }),
  )
}
