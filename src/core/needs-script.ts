import type { Capture } from './capture'
import { textOf } from './decode'
import { scriptWords } from './words/needs-script'

const littleText = 400
/** With less of its own than this, what the page says to those without scripts counts. */
const hardlyAny = 100
/** A shell is small but for its scripts; so much of it is looked at. */
const lookedAt = 300_000

/**
 * Whether an HTML page is a shell that its scripts fill, given the text that was read of it, of its own and around that: it has scripts, and either no text at
 * all or little more than the request to switch them on. Told of what the server sent; nothing is run.
 */
export function needsScript(capture: Pick<Capture, 'body' | 'mediaType'>, { own, around }: { own: string; around: string }): boolean {
  const text = `${own}\n${around}`.trim()
  if (text.length > littleText) return false
  const source = textOf({ ...capture, body: capture.body.subarray(0, lookedAt) })
  if (!/<(?:!doctype html|html|head|body)\b/i.test(source.slice(0, 2_000)) || !/<script\b/i.test(source)) return false
  return (
    text === '' ||
    scriptWords.test(text) ||
    (own.length < hardlyAny && (source.match(/<noscript\b[^>]*>[\s\S]{0,2000}?<\/noscript>/gi) ?? []).some((one) => scriptWords.test(one)))
  )
}

export const needsScriptReason =
  'The page shows no text of its own until its scripts run. Let it be read with a browser (“render” in its rules), or watch another address of the same document.'
