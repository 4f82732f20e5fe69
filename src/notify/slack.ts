import type { ChannelType } from './channel'
import { httpAddress } from './http-address'
import { headline, inert, linkTo, type Message, sideWords } from './message'

const mostBlocks = 45
const mostItems = 10

/** Slack's incoming webhooks (api.slack.com/messaging/webhooks). Everything is plain or rich text, which Slack never reads as its markup. */
export const slack: ChannelType = {
  type: 'slack',
  name: 'Slack',
  addressLabel: 'Incoming webhook address',
  addressHint: 'From the Slack app of your workspace: https://hooks.slack.com/services/… Keep it secret: whoever has it can post.',
  address: httpAddress,
  signs: false,
  render: (message, { address, home }) => ({
    by: 'http',
    url: address,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      text: escaped(headline(message)),
      unfurl_links: false,
      unfurl_media: false,
      blocks: blocksOf(message, home).slice(0, mostBlocks),
    }),
  }),
}

/** In `text` three characters must be entities (api.slack.com/reference/surfaces/formatting). */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const plain = (text: string, most: number) => ({ type: 'plain_text', text: inert(text, most) || '–', emoji: false })
const section = (text: string) => ({ type: 'section', text: plain(text, 2900) })
const rich = (type: string, elements: object[]) => ({ type: 'rich_text', elements: [{ type, elements }] })
const text = (value: string, bold = false) => ({ type: 'text', text: value, ...(bold ? { style: { bold } } : {}) })

function blocksOf(message: Message, home: string | null): object[] {
  const link = linkTo(home, message.path)
  return [
    { type: 'header', text: plain(headline(message), 150) },
    ...message.lines.map(section),
    ...message.quotes.map((quote) => rich('rich_text_quote', [text(`${sideWords[quote.side]}: `, true), text(quote.text)])),
    ...message.because.map(section),
    ...message.dates.map(({ what, day }) => section(`${what}: ${day}`)),
    ...message.sections.flatMap(({ heading, items, none }) => [
      rich('rich_text_section', [text(heading, true)]),
      ...(items.length ? items.slice(0, mostItems).map((item) => rich('rich_text_section', itemOf(item, home))) : [section(none)]),
    ]),
    ...(link ? [rich('rich_text_section', [{ type: 'link', url: link, text: message.act }])] : []),
  ]
}

function itemOf({ text: what, detail, path }: Message['sections'][number]['items'][number], home: string | null): object[] {
  const link = linkTo(home, path)
  const named = inert(what, 300)
  return [link ? { type: 'link', url: link, text: named } : text(named), ...(detail ? [text(` · ${inert(detail, 200)}`)] : [])]
}
