import type { Child } from 'hono/jsx'
import { type Moved, movedSigns } from '../../core/moved'
import { markWords, type Run } from '../../core/word-marks'
import { Table } from './table'

/** One passage of a change as it is stored: texts, one of them null when it was added or removed. */
export type Passage = { before: string | null; after: string | null; section: string | null; why: string }

const Words = ({ runs }: { runs: readonly Run[] }) => (
  <>{runs.map(({ text, mark }) => (mark === 'gone' ? <del>{text}</del> : mark === 'came' ? <ins>{text}</ins> : text))}</>
)

const Side = ({
  title,
  when,
  runs,
  empty,
  language,
}: {
  title: string
  when: Child
  runs: readonly Run[]
  empty: string
  language: string | null
}) => (
  <div>
    <h3>
      <b>{title}</b> {when}
    </h3>
    {runs.length ? (
      <blockquote lang={language ?? undefined}>
        <p class="said">
          <Words runs={runs} />
        </p>
      </blockquote>
    ) : (
      <p class="faint">{empty}</p>
    )}
  </div>
)

/**
 * What a passage was and is, with the words marked. The vendor's words are text, never markup. `language` is that of the page, marked only
 * when it is not English.
 */
export const Diff = ({
  passage,
  was,
  now,
  language,
  id,
  footer,
  above = null,
  below = null,
}: {
  passage: Passage
  was: Child
  now: Child
  language: string | null
  id: string
  footer?: Child
  /** What stands before and after the passage, unchanged. */
  above?: Child
  below?: Child
}) => {
  const { before, after } = markWords(passage.before, passage.after)
  const lang = language && !language.startsWith('en') ? language : null
  return (
    <article class="diff" aria-labelledby={id}>
      <header>
        <h2 id={id} class="small">
          {passage.section ?? 'At the top of the page'}
        </h2>
        <span>{passage.before === null ? 'Added' : passage.after === null ? 'Removed' : 'Reworded'}</span>
      </header>
      {above}
      <div class="pair">
        <Side title="Was" when={was} runs={before} empty="Nothing stood here." language={lang} />
        <Side title="Now" when={now} runs={after} empty="It is no longer there." language={lang} />
      </div>
      {below}
      {footer ? <footer class="row">{footer}</footer> : null}
    </article>
  )
}

/** What two documents say of one fact, side by side, each under its own name; nothing is marked, for neither is a version of the other. */
export const Against = ({
  title,
  one,
  other,
  id,
}: {
  title: string
  one: { says: Child; text: string }
  other: { says: Child; text: string }
  id: string
}) => (
  <article class="diff" aria-labelledby={id}>
    <header>
      <h2 id={id} class="small">
        {title}
      </h2>
      <span>Contradiction</span>
    </header>
    <div class="pair">
      {[one, other].map(({ says, text }) => (
        <div>
          <h3>{says}</h3>
          <blockquote>
            <p class="said">{text}</p>
          </blockquote>
        </div>
      ))}
    </div>
  </article>
)

/** The switches of one passage belong together: "do not … or" became "may … unless". */
function together(moved: readonly Moved[]): Moved[] {
  const switches = moved.filter(({ sort }) => sort === 'switch')
  const said = (side: 'was' | 'now') =>
    switches
      .map((one) => one[side])
      .filter(Boolean)
      .join(' … ')
  const one: Moved[] = switches.length ? [{ sort: 'switch', was: said('was'), now: said('now') }] : []
  return [...moved.filter(({ sort }) => sort !== 'switch'), ...one]
}

/** The first cell of a row of a table, where both wordings have the same one; else nothing. */
function rowOf({ before, after }: Passage): string | null {
  const [was, now] = [before, after].map((text) => text?.split('|').flatMap((cell) => cell.trim() || []) ?? [])
  return was && now && was.length > 1 && was[0] === now[0] ? (was[0] ?? null) : null
}

/** Numbers, dates, names and switches of several passages, called out beneath them. Nothing at all where none moved. */
export const CalledOut = ({
  passages,
  of,
  language,
  why,
}: {
  passages: readonly Passage[]
  of?: string
  language?: string | null
  /** Why one that moved matters to us; null where that is not known. */
  why?: (moved: Moved, passage: Passage) => string | null
}) => {
  const moved = passages.flatMap((passage) =>
    together(movedSigns(passage.before, passage.after, language ?? null)).map((pair) => ({
      ...pair,
      where: [passage.section?.split(' › ').at(-1) ?? 'At the top', rowOf(passage)].filter(Boolean).join(': '),
      why: why?.(pair, passage) ?? null,
    })),
  )
  const [first] = moved
  if (!first) return null
  const same = moved.every((pair) => pair.why === first.why) ? first.why : null
  return (
    <div class="called">
      <Table
        label={`Numbers, dates, names and switches that moved${of ? `, ${of}` : ''}`}
        caption="Numbers, dates, names and switches that moved"
        columns={[
          { head: 'Where', cell: (pair) => pair.where },
          { head: 'Was', cell: (pair) => (pair.was ? <del>{pair.was}</del> : <span class="faint">Not stated</span>) },
          { head: 'Now', cell: (pair) => (pair.now ? <ins>{pair.now}</ins> : <span class="faint">No longer stated</span>) },
          ...(same === null && moved.some((pair) => pair.why)
            ? [{ head: 'Why it matters', cell: (pair: (typeof moved)[number]) => pair.why ?? '' }]
            : []),
        ]}
        rows={moved.slice(0, 12)}
      />
      {same ? <p class="small soft">Why it matters: {same}.</p> : null}
    </div>
  )
}
