import type { SourceType } from '../core/source'

/**
 * What a page generator is given. `ago` is how many days before the end of the demonstration the page is read (90 … 0); `day(n)` names the day `n`
 * days before the end (negative: after it), in words or as `YYYY-MM-DD`. `visit` counts the requests for the page on that day, from 1: what shows at
 * the first alone does not last. `token` differs with every request, as those on real pages do.
 */
export type Moment = { ago: number; visit: number; token: number; day: (ago: number) => string; iso: (ago: number) => string }

export type Answer = { status: number; mediaType: string; body: string }

/** One invented page of one invented vendor: a small generator with dated edits. */
export type DemoPage = {
  /** Short name within the demonstration; becomes part of the source's id. */
  name: string
  vendor: string
  /** Names of the systems it is about; empty = all of its vendor. */
  systems: string[]
  type: SourceType
  path: string
  /** Its server sends no validator, so that every reading is compared. */
  restless?: boolean
  render: (moment: Moment) => Answer
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const dayMs = 86_400_000

/** The moment `ago` days before `end` (an ISO instant). */
export function momentAt(end: string, ago: number, visit: number, token = ago * 100 + visit): Moment {
  const date = (days: number) => new Date(Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - days * dayMs)
  return {
    ago,
    visit,
    token,
    day: (days) => `${date(days).getUTCDate()} ${monthNames[date(days).getUTCMonth()]} ${date(days).getUTCFullYear()}`,
    iso: (days) => date(days).toISOString().slice(0, 10),
  }
}

/** A wording with one dated edit: `later` from `since` days before the end on. */
export const edited = (moment: Moment, since: number, earlier: string, later: string) => (moment.ago <= since ? later : earlier)

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

export type Section = {
  heading: string
  text?: (string | null)[]
  items?: (string | null)[]
  table?: { head: string[]; rows: (string[] | null)[] }
}

const paragraphs = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null).map((text) => `<p>${escaped(text)}</p>`)
const cells = (tag: string, row: readonly string[]) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`

function section({ heading, text = [], items, table }: Section): string {
  const list = items
    ? `<ul>${items
        .filter((item) => item !== null)
        .map((item) => `<li>${escaped(item)}</li>`)
        .join('')}</ul>`
    : ''
  const rows = table?.rows
    .filter((row) => row !== null)
    .map((row) => cells('td', row))
    .join('')
  const grid = table ? `<table><thead>${cells('th', table.head)}</thead><tbody>${rows}</tbody></table>` : ''
  return `<section><h2>${escaped(heading)}</h2>${paragraphs(text).join('')}${list}${grid}</section>`
}

/**
 * An HTML document in its site's frame: navigation, a consent banner, a footer, a token that differs at every visit. `updated` is the line that a
 * careful vendor changes with the text, and a careless one does not.
 */
export function htmlPage({
  site,
  title,
  updated,
  intro = [],
  sections,
  footer,
  banner,
  token,
}: {
  site: string
  title: string
  updated?: string
  intro?: (string | null)[]
  sections: (Section | null)[]
  footer: string
  banner?: string
  token: number
}): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)} | ${escaped(site)}</title>
<meta name="csrf-token" content="t${token}"><script>window.__page = { rendered: ${token} }</script></head>
<body><header><a href="/">${escaped(site)}</a><nav><ul><li><a href="/product">Product</a></li><li><a href="/legal">Legal</a></li><li><a href="/contact">Contact</a></li></ul></nav></header>
<div class="cookie-banner" role="dialog"><p>${escaped(banner ?? 'We use cookies to run this site. You can change your choice at any time.')}</p><button>Accept</button></div>
<main><article><h1>${escaped(title)}</h1>${updated ? `<p>${escaped(updated)}</p>` : ''}${paragraphs(intro).join('')}
${sections
  .filter((one) => one !== null)
  .map(section)
  .join('\n')}
</article></main><footer><p>${escaped(footer)}</p></footer></body></html>`
  return { status: 200, mediaType: 'text/html; charset=utf-8', body }
}

export type Entry = { ago: number; title: string; text: string }

/** A changelog or list of notices as HTML, newest first; an entry shows from its day on. */
export function changelogPage(
  moment: Moment,
  { site, title, intro, entries, footer }: { site: string; title: string; intro: string; entries: Entry[]; footer: string },
): Answer {
  const shown = entries.filter((entry) => entry.ago >= moment.ago).sort((a, b) => a.ago - b.ago)
  return htmlPage({
    site,
    title,
    intro: [intro],
    sections: shown.map((entry) => ({ heading: `${moment.day(entry.ago)}: ${entry.title}`, text: [entry.text] })),
    footer,
    token: moment.token,
  })
}

/** An Atom feed of the same. */
export function atomFeed(moment: Moment, { host, title, entries }: { host: string; title: string; entries: Entry[] }): Answer {
  const shown = entries.filter((entry) => entry.ago >= moment.ago).sort((a, b) => a.ago - b.ago)
  const items = shown.map(
    (entry) => `<entry><id>tag:${host},${moment.iso(entry.ago)}:${entry.ago}</id><title>${escaped(entry.title)}</title>
<updated>${moment.iso(entry.ago)}T08:00:00Z</updated><link href="https://${host}/news/${entry.ago}"/><summary>${escaped(entry.text)}</summary></entry>`,
  )
  const body = `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>tag:${host},2020:feed</id><title>${escaped(title)}</title>
<updated>${moment.iso(shown[0]?.ago ?? 90)}T08:00:00Z</updated>${items.join('\n')}</feed>`
  return { status: 200, mediaType: 'application/atom+xml; charset=utf-8', body }
}

export const unavailable: Answer = {
  status: 503,
  mediaType: 'text/html; charset=utf-8',
  body: '<!doctype html><html lang="en"><title>503</title><h1>Service unavailable</h1></html>',
}
