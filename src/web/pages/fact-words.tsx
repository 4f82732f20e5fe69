import { sentence } from '../ui/days'

/** A fact of the register for people: unknown is said, an empty list is "None". */
export function factWords(value: unknown) {
  if (value === null || value === undefined) return <span class="faint">unknown</span>
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString('en-GB')
  if (typeof value === 'string') return /^[a-z][a-z0-9_]*$/.test(value) ? sentence(value.replaceAll('_', ' ')) : value
  if (Array.isArray(value))
    return value.length ? value.map((one) => (typeof one === 'string' ? one.replaceAll('_', ' ') : partsWords(one))).join(', ') : 'None'
  return partsWords(value)
}

const partsWords = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .filter(([, one]) => one !== null && one !== undefined)
        .map(
          ([name, one]) =>
            `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${Array.isArray(one) ? one.join(', ') : String(one)}`,
        )
        .join('; ')
    : String(value)
