/** One unchanged check: when, and whether the server said 304 or sent the same bytes again. */
export type Check = { at: string; notModified: boolean }

/**
 * Checks as text, some seven characters each: the ms since the one before (or since `firstAt`) in base 36, parted by blanks, a 304 with `-` before it.
 */
export const addCheck = (checks: string, lastAt: string, { at, notModified }: Check): string =>
  `${checks}${checks ? ' ' : ''}${notModified ? '-' : ''}${(Date.parse(at) - Date.parse(lastAt)).toString(36)}`

/** Each check of a run, in order. */
export function checksOf(checks: string, firstAt: string): Check[] {
  let ms = Date.parse(firstAt)
  if (!checks) return []
  return checks.split(' ').map((one) => {
    const notModified = one.startsWith('-')
    ms += Number.parseInt(notModified ? one.slice(1) : one, 36)
    return { at: new Date(ms).toISOString(), notModified }
  })
}

/** The running hash over the checks of a run: what its last one makes of the hash before it. */
export const checkHash = (digest: (text: string) => string, before: string, captureId: string, { at, notModified }: Check): string =>
  digest(`${before}\n${captureId}\n${at}\n${notModified ? '304' : 'same'}`)
