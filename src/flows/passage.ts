import { statementKey } from '../core/canonical'
import type { Ports } from '../ports'

/** What a passage is remembered by: the same words in another spelling are the same passage. */
export const passageOf = (digest: Ports['digest'], text: string): string => digest(statementKey(text))
