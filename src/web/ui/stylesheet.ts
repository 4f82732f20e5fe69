import { narrow } from './styles/narrow'
import { parts } from './styles/parts'
import { additions, records } from './styles/records'
import { shell } from './styles/shell'
import { tokens } from './styles/tokens'

/** All of our CSS in one file, without its comments and indents: under 30 KB before compression (DESIGN.md). */
export const stylesheet = [tokens, shell, parts, records, additions, narrow]
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
  .replace(/ ?([{};]) ?/g, '$1')
  .replace(/;}/g, '}')
  .trim()
