import { daysInWords, sentence, spelled } from '../ui/days'

/** A fact of the register for people: unknown is said, an empty list is "None", days are words with their year. */
export function factWords(value: unknown) {
  if (value === null || value === undefined) return <span class="faint">unknown</span>
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString('en-GB')
  if (typeof value === 'string') return /^[a-z][a-z0-9_]*$/.test(value) ? sentence(value.replaceAll('_', ' ')) : withDays(value)
  if (Array.isArray(value)) return value.length ? capital(value.map(oneOfMany).join(', ')) : 'None'
  return partsOf(value).map((part) => <span class="part">{capital(part)}</span>)
}

/** "United Kingdom" for `GB`; what is no code of a country (ISO 3166-1) stays what it is. */
export const countryWord = (code: string) =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames('en-GB', { type: 'region' }).of(code) ?? code) : code

/** A fact by its name: a country is told in words, all else as `factWords` does. */
export const factOf = (name: string, value: unknown) =>
  name === 'country' && typeof value === 'string' ? countryWord(value) : factWords(value)

const withDays = (text: string) => daysInWords(text, '')
const capital = (text: string) => (/^[a-z]+(?: |,|:|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text)
const oneOfMany = (one: unknown) =>
  typeof one !== 'string' ? partsOf(one).join('; ') : /^[a-z][a-z0-9_]*$/.test(one) ? spelled(one.replaceAll('_', ' ')) : withDays(one)

const partsOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .filter(([, one]) => one !== null && one !== undefined)
        .map(
          ([name, one]) =>
            `${spelled(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))}: ${withDays(Array.isArray(one) ? one.join(', ') : String(one))}`,
        )
    : [String(value)]
