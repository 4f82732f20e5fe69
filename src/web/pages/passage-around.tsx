import { type Around, aroundPassage } from '../../core/around'
import { readSnapshot } from '../../flows/read-snapshot'
import type { ChangeWithSource } from '../../store/changes-page'
import type { AppDeps } from '../environment'
import { plural } from '../ui/days'
import type { Passage } from '../ui/diff'

/** Statements on either side of a passage, and characters of each. */
const each = 2
const longest = 280
/** A page longer than this is not read again for its surroundings: whoever wants them opens the capture. */
const mostBytes = 1_500_000

/** For each of some passages what stands around it on the page of after the change (of before, where it was removed); null = not known. */
export async function surroundings(
  { ports }: AppDeps,
  change: ChangeWithSource | null,
  passages: readonly Passage[],
): Promise<(Around | null)[]> {
  const read = async (side: ChangeWithSource['to'], wanted: boolean) =>
    side && wanted && side.bytes !== null && side.bytes <= mostBytes ? await readSnapshot(ports, side.snapshot.id) : null
  const [was, is] = await Promise.all([
    read(
      change?.from ?? null,
      passages.some(({ after }) => after === null),
    ),
    read(
      change?.to ?? null,
      passages.some(({ after }) => after !== null),
    ),
  ])
  return passages.map(({ before, after, section }) => {
    const [statements, text] = after === null ? [was, before] : [is, after]
    return statements && text !== null ? aroundPassage(statements, { text, section }, each) : null
  })
}

const clipped = (text: string) => (text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text)

/** What stands before (or after) a passage in its section, unchanged, and how much more of it is folded away. */
export const Unchanged = ({ around, side, whole }: { around: Around; side: 'before' | 'after'; whole: string }) => {
  const texts = around[side]
  const more = side === 'before' ? around.above : around.below
  if (!texts.length && !more) return null
  const rest = more ? (
    <p class="faint">
      <a href={whole}>
        {plural(more, 'more passage')} {side === 'before' ? 'above' : 'below'} in this section
      </a>
    </p>
  ) : null
  return (
    <div class="fold soft words">
      {side === 'before' ? rest : null}
      {texts.map((text) => (
        <p>{clipped(text)}</p>
      ))}
      {side === 'after' ? rest : null}
    </div>
  )
}
