/** What stands in a notice's payload, read as what it should be; null, 0 and nothing where it is something else. */
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
export const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
