import { foldText } from './canonical'
import { type Statement, said } from './statement'
import { graver, maintenance } from './words/maintenance'

const all = Object.values(maintenance)
const headings = new Set(all.flatMap((words) => words.headings))
const starts = all.flatMap((words) => words.starts)
const not = new Set(all.flatMap((words) => words.not))

/**
 * A line of release notes that is upkeep by its own words ("Fixed the order of the list") or by the heading it stands under ("Bug fixes"), and not news
 * after all: nothing came, went, broke or leaked, and no number but that of a version stands in it.
 */
export function isUpkeep(statement: Statement): boolean {
  const text = foldText(said(statement)).replace(/^[^\p{L}\p{N}]+/u, '')
  if (text.length === 0 || text.length > 300 || graver.test(text)) return false
  const lines = text.split(/\n| - /).map((line) => line.trim())
  const told = lines.filter((line) => line !== '' && !isVersion(line) && !isHeading(line))
  if (told.length === 0) return lines.some(isHeading)
  const under = isHeading(foldText(statement.section?.split(' › ').at(-1) ?? ''))
  return told.every((line) => starts.some((start) => line === start || line.startsWith(`${start} `)) || (under && !isNews(line)))
}

/** "Bug fixes", "Bug fixes and improvements", "Fixes & stability". */
const isHeading = (line: string): boolean =>
  line.split(/ (?:and|&|und|et|y) |, /).every((part, index) => headings.has(part.trim()) || (index > 0 && also.has(part.trim()))) &&
  line !== ''
const also = new Set([
  'improvements',
  'stability',
  'stability improvements',
  'performance',
  'enhancements',
  'polish',
  'verbesserungen',
  'ameliorations',
  'mejoras',
])

const isNews = (line: string): boolean => not.has(line.split(/[\s:(]/, 1)[0] ?? '') || /\d/.test(line)

/** The name and number of a release and nothing else. */
const isVersion = (line: string): boolean => /^(?:[\p{L}.-]+ ){0,3}v?\d+(?:\.\d+)+\S*$/u.test(line)
