import type { RegisterNoun } from '../register-file-nouns'

/** A row of a table as read: where it begins in the file, and its cells by header. */
export type TableRow = { line: number; cells: Map<string, string> }
/** Where in a file something stands: its line and, in JSON, the number of the record, counted from 1, in the list of its noun. */
export type Place = { line: number; record?: number; of?: RegisterNoun }
export type RowFault = Place & { field: string; value: string; message: string }
/** A place in words. Of a record its number, for a whole file of JSON may be one line. */
export const placeWords = ({ line, record, of }: Place): string =>
  record === undefined ? `line ${line}` : `record ${record}${of ? ` of ${of}` : ''}`
/** A table of one noun, or of the register; faults are rows and headers that cannot be read at all. */
export type Table = { as: RegisterNoun; header: string[]; rows: TableRow[]; faults: RowFault[] }
