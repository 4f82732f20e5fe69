import type { HealthCause, HealthState } from '../../core/capture'

type Words = { what: string; todo: string }

/** What happened when a source could not be read, and what a person can do about it. */
const causes: Record<Exclude<HealthCause, 'ok' | 'not-modified'>, Words> = {
  dns: { what: 'Its host name is not known any more.', todo: 'The site may have moved: look for the page and change the address.' },
  connect: {
    what: 'Its server does not take connections.',
    todo: 'It is asked again, less and less often. Where it lasts, look for the page elsewhere.',
  },
  tls: {
    what: 'Its certificate is not valid.',
    todo: 'Nothing is read over such a connection. The vendor has to renew it; tell them where it lasts.',
  },
  timeout: { what: 'It did not answer in time.', todo: 'It is asked again. Where it lasts, ask less often or look for a lighter page.' },
  'http-4xx': {
    what: 'The server says that there is no such page, or that we may not have it.',
    todo: 'Look for where the page went and change the address.',
  },
  'http-5xx': { what: 'The server failed.', todo: 'It is asked again. There is nothing to do unless it lasts.' },
  proxy: { what: 'Our own proxy refused it or failed.', todo: 'Whoever runs Telltale looks at the proxy.' },
  robots: {
    what: 'The site’s robots.txt asks not to be read here.',
    todo: 'Ask the vendor, watch another page, or pass it over with a reason in the watch.',
  },
  'refused-address': {
    what: 'The name leads to an address that Telltale does not ask.',
    todo: 'Change the address, or have it allowed by whoever runs Telltale.',
  },
  'too-large': { what: 'It is larger than is read.', todo: 'Watch a smaller page, or a feed of the same.' },
  'too-slow': { what: 'It took too long to read through.', todo: 'Narrow the watch to a part of the page.' },
  'wrong-type': { what: 'It is not a kind of document that is understood here.', todo: 'Watch another form of the same document.' },
  unreadable: {
    what: 'It cannot be read as what it claims to be.',
    todo: 'Look at what was received; choose another way of reading in the watch.',
  },
  blocked: {
    what: 'The site kept us out: a check for robots stood in the place of the page.',
    todo: 'Ask the vendor to let us through, watch a feed, or bring in what the page says by hand.',
  },
  'soft-404': {
    what: 'A page that says “not found” stood in its place.',
    todo: 'Look for where the document went and change the address.',
  },
  error: { what: 'A fault of the site stood in its place.', todo: 'It is asked again. There is nothing to do unless it lasts.' },
  login: { what: 'A sign-in stood in its place.', todo: 'Look for a public page, or keep the document as evidence by hand.' },
  'consent-wall': { what: 'A question about cookies stood in its place.', todo: 'Look for another address of the same document.' },
  empty: { what: 'The page came without words.', todo: 'It may need a browser. Watch a feed or another page that says the same.' },
  partial: {
    what: 'Much of the page was missing.',
    todo: 'It is asked again. Where it stays short, it is taken for what the page now says.',
  },
  'wrong-locale': { what: 'It came in another language.', todo: 'Watch the address of the language that was read before.' },
  moved: { what: 'It leads to another page now.', todo: 'Look at the new page and change the address where it is the same document.' },
}

const states: Partial<Record<HealthState, Words>> = {
  'needs-browser': { what: 'The page shows nothing without scripts.', todo: 'Watch a feed or another page that says the same.' },
  'collector-broken': {
    what: 'The page came, and its parts were not where they are looked for.',
    todo: 'Look at what was received and change how it is read.',
  },
  gone: { what: 'The document is gone.', todo: 'Look for where it went and change the address. That it went is a change of its own.' },
  moved: causes.moved,
}

const short: Record<Exclude<HealthCause, 'ok' | 'not-modified'>, string> = {
  dns: 'Host name not known',
  connect: 'No connection',
  tls: 'Certificate not valid',
  timeout: 'No answer in time',
  'http-4xx': 'Not found or refused',
  'http-5xx': 'Server failed',
  proxy: 'Our proxy failed',
  robots: 'robots.txt asks us not to',
  'refused-address': 'Address not asked',
  'too-large': 'Too large',
  'too-slow': 'Too slow to read',
  'wrong-type': 'Not a document we read',
  unreadable: 'Unreadable',
  blocked: 'Blocked',
  'soft-404': 'Says “not found”',
  error: 'Error page',
  login: 'Sign-in page',
  'consent-wall': 'Question about cookies',
  empty: 'Empty page',
  partial: 'Read in part',
  'wrong-locale': 'Another language',
  moved: 'Moved',
}
const shortWords = new Map<string, string>(Object.entries(short))

/** The cause of a failed check in two or three words, where a list has no room for more. */
export const causeWord = (cause: string): string => shortWords.get(cause) ?? cause.replaceAll('-', ' ')

/** In words why a source is not seen and what to do; null where it is seen, or was never asked. */
export function healthWords(state: HealthState, cause: HealthCause | null): Words | null {
  if (state === 'ok' || state === 'never-read' || state === 'paused') return null
  const byCause = cause && cause !== 'ok' && cause !== 'not-modified' ? causes[cause] : null
  const byState = states[state]
  if (byState && byCause) return state === 'gone' ? { what: `${byCause.what} It has lasted.`, todo: byState.todo } : byState
  return byState ?? byCause ?? { what: 'It cannot be read.', todo: 'Look at what was received.' }
}
