/** Attributes named `r`, with or without a prefix: the number of a row or the address of a cell (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4). */
const address = /(?:^|\s|(?<!xmlns):)r\s*=\s*(?:"([^"]{0,200})"|'([^']{0,200})')/g
const longestAddress = 40
const carried = 300

/** Where an address leads, as the reader of workbooks counts it: letters by their place in the alphabet, then the row. */
function placeOf(value: string): { row: number; column: number } | null {
  const digits = value.search(/[0-9]/)
  if (digits < 0) return null
  let column = 0
  for (const letter of value.slice(0, digits)) column = column * 26 + Math.max(letter.charCodeAt(0) - 64, 0)
  const row = Number(value.slice(digits))
  return Number.isNaN(row) ? null : { row, column }
}

/**
 * Follows how far the cells of a sheet reach while its XML is read piece by piece. An address that is written in a way no program writes it (entities,
 * great length) is not plain.
 */
export function extentsOf() {
  let [rows, columns, plain, rest] = [0, 0, true, '']
  const look = (text: string) => {
    for (const [, double, single] of text.matchAll(address)) {
      const value = (double ?? single ?? '').trim()
      if (value.includes('&') || value.length > longestAddress) plain = false
      const place = placeOf(value)
      if (!place) continue
      rows = Math.max(rows, place.row)
      columns = Math.max(columns, place.column)
    }
  }
  return {
    read: (piece: string) => {
      const text = rest + piece
      look(text)
      rest = text.slice(-carried)
    },
    isPlain: () => plain,
    furthest: () => ({ rows, columns: Math.max(columns, rows > 0 ? 1 : 0) }),
  }
}
