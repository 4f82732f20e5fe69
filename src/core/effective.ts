export type DatedText = { day: string; text: string }
export function dateWithMeaning(
  _texts: readonly string[],
  _language: string | null,
): { effective: DatedText | null; objectBy: DatedText | null } {
  return { effective: null, objectBy: null }
}
