import type { ChannelType } from './channel'
import { httpAddress } from './http-address'
import { headline, inert, linkTo, type Message, sideWords } from './message'

const mostItems = 10

/**
 * Microsoft Teams through a Workflows webhook ("Post to a channel when a webhook request is received"), which takes an Adaptive Card as an attachment
 * (learn.microsoft.com, "Create incoming webhooks with Workflows"). All of it is runs of text, which Teams, other than a text block, does not read
 * as Markdown.
 */
export const teams: ChannelType = {
  type: 'teams',
  name: 'Microsoft Teams',
  addressLabel: 'Workflows webhook address',
  addressHint: 'Of the workflow “Post to a channel when a webhook request is received”. Keep it secret: whoever has it can post.',
  address: httpAddress,
  signs: false,
  render: (message, { address, home }) => ({
    by: 'http',
    url: address,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(message, home) }],
    }),
  }),
}

type Run = { text: string; bold?: boolean; italic?: boolean }
const runs = (...parts: Run[]) => ({
  type: 'RichTextBlock',
  inlines: parts.map(({ text, bold, italic }) => ({
    type: 'TextRun',
    text: inert(text, 1500),
    ...(bold ? { weight: 'bolder' } : {}),
    ...(italic ? { italic } : {}),
  })),
})

function cardOf(message: Message, home: string | null): object {
  const link = linkTo(home, message.path)
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: headline(message),
    body: [
      runs({ text: headline(message), bold: true }),
      ...message.lines.map((text) => runs({ text })),
      ...message.quotes.map(({ side, text }) => runs({ text: `${sideWords[side]}: `, bold: true }, { text, italic: true })),
      ...message.because.map((text) => runs({ text })),
      ...message.dates.map(({ what, day }) => runs({ text: `${what}: ` }, { text: day, bold: true })),
      ...message.sections.flatMap(({ heading, items, none }) => [
        runs({ text: heading, bold: true }),
        ...(items.length
          ? items.slice(0, mostItems).map(({ text, detail }) => runs({ text }, ...(detail ? [{ text: ` · ${detail}` }] : [])))
          : [runs({ text: none })]),
      ]),
    ],
    ...(link ? { actions: [{ type: 'Action.OpenUrl', title: message.act, url: link }] } : {}),
  }
}
