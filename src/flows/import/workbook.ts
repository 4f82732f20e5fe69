import readWorkbook from 'read-excel-file/universal'
import { extentsOf } from '../../core/upload/sheet-extent'
import { type ZipEntry, type ZipFault, zipDirectory } from '../../core/upload/zip-directory'
import { inflated } from '../inflated'

/** A sheet with its cells by row and column, empty ones null. */
export type WorkbookSheet = { name: string; rows: readonly (readonly unknown[])[] }

/** What is read of a workbook at most, whatever it says of itself. The reader makes every cell up to the last, used or not. */
export const workbookBounds = { entries: 2_000, unpackedBytes: 100_000_000, rows: 200_000, cells: 5_000_000, characters: 60_000_000 }

const faults: Record<ZipFault, string> = {
  damaged: 'not a workbook that can be read',
  'too-many': `a workbook of more than ${workbookBounds.entries} parts`,
  'too-large': `unpacks to more than ${workbookBounds.unpackedBytes / 1_000_000} MB`,
}

/**
 * The sheets of a workbook (XLSX), or why it is not read. All of it is unpacked and looked through before the reader sees it, which unpacks what it does not
 * need as well: a few bytes can name a cell that would take all memory to reach, and a directory can lie of what is packed. Macros and formulas are passed over; of a formula its last value is read.
 */
export async function openWorkbook(data: Uint8Array): Promise<WorkbookSheet[] | { problem: string }> {
  const entries = zipDirectory(data, { entries: workbookBounds.entries, inflatedBytes: workbookBounds.unpackedBytes })
  if (typeof entries === 'string') return { problem: faults[entries] }
  let cells = 0
  for (const entry of entries) {
    const extent = await extentOf(entry)
    if (extent === 'damaged') return { problem: faults.damaged }
    if (extent.rows > workbookBounds.rows)
      return { problem: `a sheet reaches row ${extent.rows}; at most ${workbookBounds.rows} are read: take CSV instead` }
    cells += extent.rows * extent.columns
    if (cells > workbookBounds.cells) return { problem: `its sheets reach over ${cells} cells; at most ${workbookBounds.cells} are read` }
  }
  const sheets = await readWorkbook(new Uint8Array(data).buffer).catch(() => null) // whatever the reader throws, the file is not one it can read
  if (!sheets) return { problem: faults.damaged }
  let characters = 0
  for (const { data: rows } of sheets)
    for (const row of rows) for (const cell of row) if (typeof cell === 'string') characters += cell.length
  if (characters > workbookBounds.characters) return { problem: 'its cells hold more text than is read' }
  return sheets.map(({ sheet, data: rows }) => ({ name: sheet, rows }))
}

/** How far the cells of a part reach; a part that is no XML reaches nowhere. What unpacks to something else than the directory says is damaged. */
async function extentOf(entry: ZipEntry): Promise<{ rows: number; columns: number } | 'damaged'> {
  const extents = extentsOf()
  const text = new TextDecoder()
  const bytes = await inflated(entry, entry.inflatedBytes, (piece) => extents.read(text.decode(piece, { stream: true })))
  return bytes === entry.inflatedBytes && extents.isPlain() ? extents.furthest() : 'damaged'
}
