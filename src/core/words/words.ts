import type { Topic } from './topics'

/**
 * The words of one language that name what a statement is about. Data only: a list never silences a change.
 *
 * A rule is one string. ` ~ ` parts what must stand within a few words of each other, in any order; `|` parts alternatives; the words of an
 * alternative follow each other; a trailing `*` lets the word go on; `#` is any number; `@` is the name of a model with its version.
 * Letters are lower case, apostrophes and hyphens count as spaces.
 */
export type Words = {
  language: string
  /** Words that turn a duty into a choice or the reverse. A change of one of them weighs like a changed number. */
  modality: string
  negation: string
  topics: Partial<Record<Topic, readonly string[]>>
  /** What the heading above a statement says of it, where its own words say nothing. */
  headings: Partial<Record<Topic, string>>
  /** What the name of a column says of a cell below it. */
  columns?: Partial<Record<Topic, string>>
}
