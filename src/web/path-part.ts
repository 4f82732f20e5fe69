/** A part of a path as text; one that is not encoded as it should be stays as it is, and names no record. */
export function asText(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}
