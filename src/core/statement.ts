/** What a statement was in its document. `code` is an example to copy, not a promise. */
export const roles = ['heading', 'paragraph', 'item', 'row', 'entry', 'field', 'record', 'code'] as const
export type Role = (typeof roles)[number]

/** A cell that is not empty. `column` is empty where the heading of the column is. */
export type Cell = { column: string; value: string }

/**
 * The smallest thing a capture says: a sentence, a list item, a table row, a feed entry, a JSON record.
 *
 * `key` is the folded form that is compared (see `statementKey`); `text` is what a person reads and what quotes use.
 * `row` is the identity of a keyed record (first cell of a table row, guid of an entry, id of a JSON record), null in prose.
 * `section` is the path of headings above it, outermost first, joined by " › ", null at the top.
 * `links` are the canonical targets it points at, kept apart from its text.
 */
export type Statement = {
  key: string
  text: string
  /** The words alone where `text` is raw source with markup in it (Markdown); absent where they are the same. See `said`. */
  said?: string
  role: Role
  section: string | null
  row: string | null
  links: string[]
  /** The words of its links, where it has any: an edit of them alone, the target unchanged, is editorial. */
  labels?: string[]
  /** The cells of a row under their column headings, where the table has them: what "90 days" is said of. */
  cells?: Cell[]
  /** When an entry of a feed was published, ISO 8601 as far as its date could be read; absent elsewhere. */
  publishedAt?: string
}

/** What a statement says, without the markup of its source. */
export const said = (statement: Pick<Statement, 'text' | 'said'>): string => statement.said ?? statement.text
