import type { RegisterNoun } from '../register-file-nouns'

/** A row of a table as read: where it begins in the file, and its cells by header. */
export type TableRow = { line: number; cells: Map<string, string> }
export type RowFault = { line: number; field: string; value: string; message: string }
/** A table of one noun, or of the register; faults are rows and headers that cannot be read at all. */
export type Table = { as: RegisterNoun; header: string[]; rows: TableRow[]; faults: RowFault[] }
